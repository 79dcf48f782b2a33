package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.objects.ObjectVersion;
import com.quiltdata.mcp.catalog.objects.VersionPage;
import com.quiltdata.mcp.catalog.rest.RestCatalog;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions and delete markers, as an S3 that keeps them tells them. */
@Tag("process")
class S3VersionsTest {
    private static final String BUCKET = "quilt-example";
    private static final SandboxProcess SANDBOX = SandboxProcess.shared();
    private static final UpstreamHttp HTTP = FakeUpstream.client();
    private static final RestCatalog REST =
            RestCatalog.of(HTTP, SANDBOX.catalogUrl(), SANDBOX.registryUrl(), new RecordedSessions(), true);
    private static final S3Catalog S3 = S3Adapters.of(
            REST.credentials(),
            S3Adapters.settings(URI.create(SANDBOX.s3Endpoint()), "us-east-1", Duration.ofSeconds(20)));
    private static final Caller READER = Caller.of(SANDBOX.token("reader"));

    @AfterAll
    static void close() throws Exception {
        S3.resources().stop();
        HTTP.stop();
    }

    private static List<ObjectVersion> all(String prefix, int max) {
        var versions = new ArrayList<ObjectVersion>();
        VersionPage.VersionPosition after = null;
        do {
            var page = S3.versions().versions(READER, BUCKET, prefix, max, after);
            assertThat(page.versions()).hasSizeLessThanOrEqualTo(max);
            versions.addAll(page.versions());
            after = page.next();
        } while (after != null);
        return versions;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void listsEachVersionOnceForAnyPageSize(int max) {
        var versions = all("versions/", max);

        assertThat(versions)
                .extracting(version -> version.object().key())
                .containsExactly(
                        "versions/deleted.txt",
                        "versions/deleted.txt",
                        "versions/report.txt",
                        "versions/report.txt",
                        "versions/report.txt");
        assertThat(versions).extracting(ObjectVersion::latest).containsExactly(true, false, true, false, false);
        assertThat(versions).extracting(ObjectVersion::deleteMarker).containsExactly(true, false, false, false, false);
        assertThat(versions).extracting(ObjectVersion::versionId).doesNotHaveDuplicates();
    }

    @Test
    void listsNewestVersionFirst() {
        var contents = all("versions/report.txt", 1000).stream()
                .map(version -> S3.reader().read(READER, version.location(BUCKET), 0, 100))
                .map(read -> new String(read.bytes(), StandardCharsets.UTF_8))
                .toList();

        assertThat(contents).containsExactly("third version\n", "second version\n", "first version\n");
    }

    /** D4: what comes from a listing is given back as it is, whatever its key. */
    @Test
    void listsVersionsOfAwkwardKeys() {
        for (var version : all("awkward/", 3)) {
            var uri = S3Uri.print(version.location(BUCKET));
            var info = S3.reader().info(READER, S3Uri.parse(uri));
            assertThat(info.location()).isEqualTo(version.location(BUCKET));
            assertThat(info.size()).isEqualTo(version.object().size());
        }
    }

    @Test
    void listsReadableVersionsOfDeletedObject() {
        var readable = all("versions/deleted.txt", 10).getLast().location(BUCKET);
        var deleted = new ObjectLocation(BUCKET, "versions/deleted.txt", null);

        for (var asked : List.<Runnable>of(
                () -> S3.reader().info(READER, deleted), () -> S3.reader().read(READER, deleted, 0, 10))) {
            assertThatThrownBy(asked::run)
                    .isInstanceOf(Failure.NotFound.class)
                    .hasMessage("The object `versions/deleted.txt` in bucket `quilt-example` is deleted: its current"
                            + " version is a delete marker. Versions that can still be read, newest first: "
                            + S3Uri.print(readable) + ".");
        }
        assertThat(S3.reader().read(READER, readable, 0, 100).bytes()).isNotEmpty();
    }

    @Test
    void reportsDeleteMarkerRequestedById() {
        var marker = all("versions/deleted.txt", 10).getFirst().location(BUCKET);

        assertThatThrownBy(() -> S3.reader().info(READER, marker))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageContaining("this version is a delete marker");
    }

    /** The sentence of the server we replace. */
    @Test
    void reportsMissingVersion() {
        var other = all("versions/deleted.txt", 10).getLast();
        var wrong = new ObjectLocation(BUCKET, "README.md", other.versionId());

        assertThatThrownBy(() -> S3.reader().info(READER, wrong))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageStartingWith("Version %s not found for %s".formatted(other.versionId(), S3Uri.print(wrong)));
        assertThatThrownBy(() -> S3.reader().read(READER, wrong, 0, 1))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageStartingWith("Version " + other.versionId() + " not found for ");
    }
}
