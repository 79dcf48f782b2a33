package com.quiltdata.mcp.tools.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import com.quiltdata.mcp.tools.PackageRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogLinkTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final PackageName NAME = new PackageName("bucket-1", "n/p");

    private final ReadOnlyPackages stored = new ReadOnlyPackages().with(NAME, ReadOnlyPackages.manifest(HASH));
    private final CatalogLink tool = new CatalogLink(CatalogSite.parse("http://localhost:8080"), stored);

    private CatalogLink.Output link(String uri) {
        return tool.call(new CatalogLink.Input(uri, null, null, null, ""), Calls.any());
    }

    private CatalogLink.Output link(String bucket, @Nullable String name, @Nullable String revision, String path) {
        return tool.call(new CatalogLink.Input(null, bucket, name, revision, path), Calls.any());
    }

    /** F14: port and scheme of the catalog were lost. */
    @ParameterizedTest
    @CsvSource({
        "s3://bucket-1, /b/bucket-1, bucket",
        "s3://bucket-1/, /b/bucket-1, bucket",
        "s3://bucket-1/a%2523/b%20c, /b/bucket-1/tree/a%2523/b%20c, object",
        "s3://bucket-1/dir/, /b/bucket-1/tree/dir/, object",
        "s3://bucket-1/k?versionId=v1, /b/bucket-1/tree/k?version=v1, object",
        "quilt+s3://bucket-1#package=n/p, /b/bucket-1/packages/n/p, package",
        "quilt+s3://bucket-1#package=n/p&path=a%2Fb%20%25, /b/bucket-1/packages/n/p/tree/latest/a/b%20%25, package"
    })
    void convertsAUriToItsPageAndBack(String uri, String page, String type) {
        var link = link(uri);

        assertThat(link.catalogUrl()).isEqualTo("http://localhost:8080" + page);
        assertThat(link.viewType()).isEqualTo(type);
        assertThat(link(link.catalogUrl())).isEqualTo(link);
        assertThat(link(link.uri())).isEqualTo(link);
    }

    @Test
    void convertsNamesLikeTheirUri() {
        assertThat(link("bucket-1", "n/p", HASH, "a b/"))
                .isEqualTo(link("quilt+s3://bucket-1#package=n/p@" + HASH + "&path=a%20b%2F"));
        assertThat(link("s3://bucket-1", null, null, "x#y")).isEqualTo(link("s3://bucket-1/x%23y"));
        assertThat(link("bucket-1", null, null, "")).isEqualTo(link("s3://bucket-1"));
        assertThat(link("bucket-1", "n/p", "latest", "")).isEqualTo(link("quilt+s3://bucket-1#package=n/p"));
    }

    @Test
    void completesAnAbbreviatedTopHash() {
        var link = link("quilt+s3://bucket-1#package=n/p@" + HASH + "&path=a");
        assertThat(stored.asked).isEmpty();
        var digits = HASH.substring(0, 6);

        assertThat(link("bucket-1", "n/p", digits, "a")).isEqualTo(link);
        assertThat(link("quilt+s3://bucket-1#package=n/p@" + digits + "&path=a"))
                .isEqualTo(link);
        assertThat(link(link.catalogUrl().replace(HASH, digits))).isEqualTo(link);
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> link("bucket-1", "n/p", "ffffff", ""))
                .withMessageContaining("no revision that begins with `ffffff`");
        stored.with(NAME, ReadOnlyPackages.manifest(digits + "f".repeat(58)));
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> link("bucket-1", "n/p", digits, ""))
                .withMessageContaining("send more of its digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.test/b/bucket-1",
                "quilt+s3://bucket-1#package=np",
                "quilt+s3://bucket-1#package=n/p@abc",
                "s3://B",
                "k"
            })
    void refusesOtherUris(String uri) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> link(uri))
                .withMessageStartingWith("`uri`");
    }

    @ParameterizedTest
    @CsvSource({
        "http://b-1.s3-website-us-east-1.amazonaws.com/x, website or access point of S3",
        "https://b-1.s3.amazonaws.com/x?versionId=1&versionId=2, names two versions; send one versionId",
    })
    void saysWhatIsWrongWithAnAddressOfS3(String address, String sentence) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> link(address))
                .withMessageStartingWith("`uri`: \"" + address)
                .withMessageContaining(sentence);
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> PackageRef.of(address, null, null, "latest", ""))
                .withMessageStartingWith("`uri`: \"" + address)
                .withMessageContaining(sentence);
    }

    @Test
    void refusesAUriTogetherWithNames() {
        for (var input : new CatalogLink.Input[] {
            new CatalogLink.Input(null, null, "n/p", null, ""),
            new CatalogLink.Input("s3://bucket-1", "bucket-1", null, null, ""),
            new CatalogLink.Input("s3://bucket-1", null, null, null, "x"),
        }) {
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> tool.call(input, Calls.any()))
                    .withMessageContaining("Send either `uri` alone");
        }
    }
}
