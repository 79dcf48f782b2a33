package com.quiltdata.mcp.catalog.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageNames;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers against a registry that validates what it is asked. */
@Tag("process")
class GraphQlSandboxTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.shared();
    private static final UpstreamHttp HTTP = FakeUpstream.client(Duration.ofSeconds(20), 32 << 20);
    private static final GraphQlCatalog CATALOG = FakeUpstream.graphQl(HTTP, SANDBOX.registryUrl());
    private static final PackageName HURDAT = new PackageName("quilt-example", "examples/hurdat");

    @AfterEach
    void clear() {
        SANDBOX.clearFaults();
        SANDBOX.settings("{\"refusedAsNullMe\": false}");
    }

    @AfterAll
    static void close() throws IOException {
        HTTP.stop();
    }

    @Test
    void listsBucketsOfCallersRole() {
        assertThat(CATALOG.buckets().list(caller("reader")))
                .extracting(Bucket::name)
                .doesNotContain("quilt-private", "quilt-archive");
        assertThat(CATALOG.buckets().list(caller("admin")))
                .extracting(Bucket::name)
                .contains("quilt-example", "quilt-private")
                .doesNotContain("quilt-archive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "writer", "reader", "apikey"})
    void returnsCallersIdentity(String who) {
        var me = CATALOG.identity().me(caller(who));

        assertThat(me.name()).isNotBlank();
        assertThat(me.admin()).isEqualTo(who.equals("admin"));
        assertThat(me.roles()).contains(Objects.requireNonNull(me.role()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void throwsUnauthenticatedForEachFormOfRefusal(boolean asNullMe) {
        SANDBOX.settings("{\"refusedAsNullMe\": " + asNullMe + "}");

        for (var who : new String[] {"expired", "revoked"}) {
            assertThatThrownBy(() -> CATALOG.buckets().list(caller(who))).isInstanceOf(UnauthenticatedException.class);
            assertThatThrownBy(() -> CATALOG.identity().me(caller(who))).isInstanceOf(UnauthenticatedException.class);
            assertThatThrownBy(() -> view("", who)).isInstanceOf(UnauthenticatedException.class);
        }
    }

    @Test
    void readsTheRootWithHashesAndContents() {
        var view = view("", "reader");

        assertThat(view.path()).isEmpty();
        assertThat(view.revision().hash()).matches("[0-9a-f]{64}");
        assertThat(view.revision().userMeta()).containsEntry("source", "NOAA");
        assertThat(view.contents()).extracting(PackageEntry.File::path).contains("README.md", "data/storms.csv");
        assertThat(view.children()).extracting(PackageEntry::path).contains("README.md", "data/", "notes/");
        assertThat(view.children()).allSatisfy(entry -> {
            switch (entry) {
                case PackageEntry.File file -> assertThat(file.hash()).isNotNull();
                case PackageEntry.Folder folder -> assertThat(folder.size()).isPositive();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes/2024", "notes/2024/"})
    void readsAFolderWithOrWithoutItsSlash(String path) {
        assertThat(view(path, "reader").children())
                .extracting(PackageEntry::path)
                .containsExactly("notes/2024/summary.txt");
    }

    @Test
    void readsAFile() {
        var file = Objects.requireNonNull(view("data/storms.csv", "reader").file());

        assertThat(file.path()).isEqualTo("data/storms.csv");
        assertThat(file.size()).isPositive();
        assertThat(file.physicalKey()).startsWith("s3://quilt-example/").contains("versionId=");
        assertThat(file.hash()).isNotNull();
    }

    @Test
    void readsARevisionByItsHash() {
        var latest = view("", "reader").revision().hash();

        assertThat(CATALOG.packages()
                        .view(caller("reader"), HURDAT, latest, "", 0)
                        .revision()
                        .hash())
                .isEqualTo(latest);
        assertThatThrownBy(() -> CATALOG.packages().view(caller("reader"), HURDAT, "0".repeat(64), "", 0))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageContaining("has no revision")
                .extracting(e -> ((Failure) e).bucket())
                .isEqualTo("quilt-example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "nothing/", "data/storms.csv/", "README.md/x"})
    void reportsUnknownPathAsNotFound(String path) {
        assertThatThrownBy(() -> view(path, "reader")).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void listsNamesWithPrefix() {
        var packages = CATALOG.packages();
        assertThat(packages.names(caller("reader"), "quilt-example", "examples/", 100))
                .isEqualTo(new PackageNames(
                        List.of("examples/awkward", "examples/hurdat", "examples/images", "examples/wide"), true));
        assertThat(packages.names(caller("reader"), "quilt-example", "examples/", 2))
                .isEqualTo(new PackageNames(List.of("examples/awkward", "examples/hurdat"), false));
        assertThat(packages.names(caller("reader"), "quilt-example", "hurdat", 2))
                .isEqualTo(new PackageNames(List.of(), true));
        assertThatThrownBy(() -> packages.names(caller("reader"), "quilt-private", "", 2))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void listsNewestRevisions() {
        var revisions = CATALOG.packages().revisions(caller("reader"), HURDAT, 1, 2);

        assertThat(revisions.total()).isEqualTo(3);
        assertThat(revisions.newest()).extracting(Revision::message).containsExactly("Add 2024", "Add JSON");
        assertThatThrownBy(() -> CATALOG.packages()
                        .revisions(caller("reader"), new PackageName("quilt-private", "secret/plans"), 1, 2))
                .isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void reportsAbsentAndInvisiblePackageAlike() {
        for (var name : new PackageName[] {
            new PackageName("quilt-example", "no/such"),
            new PackageName("quilt-private", "secret/plans"),
            new PackageName("no-such-bucket", "secret/plans")
        }) {
            assertThatThrownBy(() -> CATALOG.packages().view(caller("reader"), name, "latest", "", 10))
                    .isInstanceOf(Failure.NotFound.class)
                    .hasMessageContaining("or you may not see it");
        }
    }

    @Test
    void omitsContentsAboveMaximum() {
        var view = CATALOG.packages().view(caller("reader"), HURDAT, "latest", "", 1);

        assertThat(view.contents()).isNull();
        assertThat(view.children()).isNotEmpty();
    }

    @Test
    void refusesWebPageInPlaceOfGraphQl() {
        SANDBOX.fault("""
                {"path": "/graphql", "status": 200, "contentType": "text/html", "body": "<html>", "times": 1}""");

        assertThatThrownBy(() -> CATALOG.buckets().list(caller("reader")))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("QUILT_REGISTRY_URL");
    }

    private static PackageView view(String path, String who) {
        return CATALOG.packages().view(caller(who), HURDAT, "latest", path, 1000);
    }

    private static Caller caller(String name) {
        return Caller.of(SANDBOX.token(name));
    }
}
