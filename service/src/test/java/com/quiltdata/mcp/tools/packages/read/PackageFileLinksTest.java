package com.quiltdata.mcp.tools.packages.read;

import static com.quiltdata.mcp.testing.ReadOnlyPackages.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.BrowsingSession;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Download links and browsing sessions of the files of a package. */
class PackageFileLinksTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final PackageName NAME = new PackageName("bucket-1", "n/p");

    private final MemoryObjects objects = new MemoryObjects().with("data-1", "k", "12345");
    private final ReadOnlyPackages stored = new ReadOnlyPackages();
    private final List<String> opened = new ArrayList<>();

    private void file(String path, long size, String physicalKey) {
        stored.with(NAME, manifest(HASH, new PackageEntry.File(path, size, physicalKey, null, null)));
    }

    private PackageEntryLink.Output link(String path, int expiration) {
        return new PackageEntryLink(stored, objects, () -> MemoryObjects.NOW)
                .call(new PackageEntryLink.Input("bucket-1", "n/p", path, "latest", null, expiration), Calls.any());
    }

    private PackageBrowseSession.Output browse(@Nullable String proxy, String path) {
        var desk = new PackageBrowseSession.SessionServices(
                (caller, name, hash, lifetime) -> {
                    opened.add(name.name() + "@" + hash + " " + lifetime);
                    return new BrowsingSession("session/1", MemoryObjects.NOW);
                },
                () -> new CatalogInfo(
                        "https://quilt.test", "https://r.test", null, proxy, null, null, null, null, null),
                CatalogSite.parse("quilt.test"),
                Duration.ofMinutes(3));
        return new PackageBrowseSession(stored, desk)
                .call(new PackageBrowseSession.Input("bucket-1", "n/p", path, "latest", null), Calls.any());
    }

    @Test
    void linksToTheVersionOfTheRevision() {
        file("d/x", 5, "s3://data-1/k?versionId=v1");

        var answer = link("/d/x", 600);

        assertThat(answer.signedUrl()).isEqualTo("https://signed/s3://data-1/k?versionId=v1");
        assertThat(answer.physicalKey()).isEqualTo("s3://data-1/k?versionId=v1");
        assertThat(answer.revision()).isEqualTo(HASH);
        assertThat(answer.expirationSeconds()).isEqualTo(600);
        assertThat(answer.note()).isNull();
    }

    @Test
    void notesThatTheLinkExpiresWithTheCredentials() {
        file("x", 5, "s3://data-1/k?versionId=v1");
        objects.credentials = Duration.ofMinutes(5);

        var answer = link("x", 7200);

        assertThat(answer.expirationSeconds()).isEqualTo(300);
        assertThat(answer.expiresAt()).isEqualTo(MemoryObjects.NOW.plusSeconds(300));
        assertThat(answer.note()).contains("earlier than requested");
        assertThat(link("x", 3600).note()).as("default lifetime").isNull();
    }

    @Test
    void notesThatAFileWithoutVersionMayHaveChanged() {
        file("x", 4, "s3://data-1/k");

        assertThat(link("x", 60).note()).contains("no version of the object", "4 bytes, but the object has 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///tmp/x", "https://data-1.s3.amazonaws.com/k?partNumber=1"})
    void refusesLinkToAFileOutsideS3(String physicalKey) {
        file("x", 5, physicalKey);

        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> link("x", 60))
                .withMessageContaining("outside S3");
    }

    @Test
    void refusesLinkToAFolder() {
        file("d/x", 5, "s3://data-1/k");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> link("d", 60))
                .withMessageContaining("A folder");
    }

    @Test
    void refusesMissingPathWithoutAnyRequest() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> link("", 60))
                .withMessageContaining("`path`");
        assertThat(stored.asked).isEmpty();
    }

    @Test
    void opensASessionForTheFullTopHash() {
        file("report 1/index.html", 5, "s3://data-1/k?versionId=v1");

        var answer = browse("https://proxy.test/", "report 1/index.html");

        assertThat(answer.url()).isEqualTo("https://proxy.test/browse/session%2F1/report%201/index.html");
        assertThat(opened).containsExactly("n/p@" + HASH + " PT3M");
        assertThat(answer.note()).contains("https://quilt.test is open and signed in");
    }

    @Test
    void opensNoSessionWithoutAProxy() {
        file("x.html", 5, "s3://data-1/k");

        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> browse(null, "x.html"))
                .withMessageContaining("no S3 proxy");
        assertThat(opened).isEmpty();
    }
}
