package com.quiltdata.mcp.tools.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogUrlTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    private final ReadOnlyPackages stored =
            new ReadOnlyPackages().with(new PackageName("bucket-1", "n/p"), ReadOnlyPackages.manifest(HASH));

    private CatalogUrl.Output url(
            @Nullable String name, String path, String host, @Nullable String revision, @Nullable String version) {
        return new CatalogUrl(CatalogSite.parse("http://127.0.0.1:9901"), stored)
                .call(new CatalogUrl.Input("s3://bucket-1", name, path, host, revision, version), Calls.any());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-   | ''        | /b/bucket-1",
                "-   | a b/c#d   | /b/bucket-1/tree/a%20b/c%23d",
                "-   | dir/      | /b/bucket-1/tree/dir/",
                "-   | a//b      | /b/bucket-1/tree/a//b",
                "n/p | ''        | /b/bucket-1/packages/n/p",
                "n/p | dir/é.csv | /b/bucket-1/packages/n/p/tree/latest/dir/%C3%A9.csv",
                "n/p | dir/      | /b/bucket-1/packages/n/p/tree/latest/dir/",
                "n/p | /dir/a    | /b/bucket-1/packages/n/p/tree/latest/dir/a"
            })
    void returnsTheCatalogsPathOfEachView(@Nullable String name, String path, String expected) {
        assertThat(url(name, path, "", null, null).catalogUrl()).isEqualTo("http://127.0.0.1:9901" + expected);
    }

    @Test
    void keepsSchemeAndPortOfTheConfiguredCatalog() {
        var answer = url("n/p", "", "", null, null);

        assertThat(answer.catalogUrl()).startsWith("http://127.0.0.1:9901/");
        assertThat(answer.viewType()).isEqualTo("package");
        assertThat(answer.catalogHost()).isEqualTo("http://127.0.0.1:9901");
    }

    @Test
    void linksToAnotherCatalogByHttps() {
        assertThat(url(null, "", "open.quiltdata.com", null, null).catalogUrl())
                .isEqualTo("https://open.quiltdata.com/b/bucket-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.com", "https://open.quiltdata.com", "127.0.0.1:9902", "127.0.0.1:9901"})
    void saysThatAnotherCatalogIsNotThisServers(String host) {
        assertThat(url(null, "", host, null, null).note())
                .startsWith(host.replace("https://", "") + " is not this server's catalog (http://127.0.0.1:9901)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://127.0.0.1:9901", "http://127.0.0.1:9901/"})
    void hasNoNoteForThisServersCatalog(String host) {
        assertThat(url(null, "", host, null, null).note()).isNull();
    }

    @Test
    void putsTheRevisionInThePath() {
        assertThat(url("n/p", "a", "", HASH, null).catalogUrl()).endsWith("/packages/n/p/tree/" + HASH + "/a");
        assertThat(url("n/p", "", "", "latest", null).catalogUrl()).endsWith("/packages/n/p");
    }

    @Test
    void completesAnAbbreviatedTopHash() {
        assertThat(url("n/p", "a", "", HASH.substring(0, 6), null).catalogUrl())
                .endsWith("/packages/n/p/tree/" + HASH + "/a");
        stored.with(new PackageName("bucket-1", "n/p"), ReadOnlyPackages.manifest("012345" + "f".repeat(58)));
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> url("n/p", "a", "", "012345", null))
                .withMessageContaining("send more of its digits");
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> url("n/p", "a", "", "ffffff", null))
                .withMessageContaining("no revision that begins with `ffffff`");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> url("n/p", "a", "", "01234", null))
                .withMessageContaining("`revision`")
                .withMessageContaining("first 6 or more");
    }

    @Test
    void asksThisServersRegistryForNoRevisionOfAnotherCatalog() {
        assertThat(url("n/p", "a", "open.quiltdata.com", HASH, null).catalogUrl())
                .endsWith("/tree/" + HASH + "/a");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> url("n/p", "a", "open.quiltdata.com", HASH.substring(0, 6), null))
                .withMessage(
                        "`revision`: for another catalog send \"latest\" or a full top hash of 64 hexadecimal digits.");
        assertThat(stored.asked).isEmpty();
    }

    @Test
    void putsTheVersionInTheQuery() {
        assertThat(url(null, "a", "", null, "v+1").catalogUrl()).endsWith("/tree/a?version=v%2B1");
    }

    @Test
    void refusesArgumentsThatDoNotBelongTogether() {
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> url("n/p", "a", "", null, "v1"));
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> url(null, "a", "", HASH, null));
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> url(null, "", "", null, "v1"));
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> url("np", "", "", null, null));
    }

    @Test
    void refusesAMalformedHost() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> url(null, "", "javascript:alert(1)", null, null))
                .withMessageStartingWith("`catalog_host`");
    }
}
