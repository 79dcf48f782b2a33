package com.quiltdata.mcp.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.graphql.GraphQlCatalog;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.Promotion;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.catalog.rest.RestCatalog;
import com.quiltdata.mcp.catalog.s3.S3Catalog;
import com.quiltdata.mcp.catalog.workflows.BucketWorkflows;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import com.quiltdata.mcp.testing.S3Adapters;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.TopHashes;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What packages are written and read whole with, against a registry and an S3 that keep their own counsel. */
@Tag("process")
class PackageChangesSandboxTest {
    private static final String BUCKET = "quilt-example";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final SandboxProcess SANDBOX = SandboxProcess.written();
    private static final UpstreamHttp HTTP = FakeUpstream.client(Duration.ofSeconds(20), 32 << 20);
    private static final GraphQlCatalog GRAPHQL = FakeUpstream.graphQl(HTTP, SANDBOX.registryUrl());
    private static final RestCatalog REST =
            RestCatalog.of(HTTP, SANDBOX.catalogUrl(), SANDBOX.registryUrl(), new RecordedSessions(), true);
    private static final S3Catalog S3 = S3Adapters.of(
            REST.credentials(),
            S3Adapters.settings(URI.create(SANDBOX.s3Endpoint()), "us-east-1", Duration.ofSeconds(20)));
    private static final WorkflowReader WORKFLOWS = BucketWorkflows.over(S3.reader(), new PerCallCache(true));

    @AfterEach
    void clear() {
        SANDBOX.clearFaults();
    }

    @AfterAll
    static void close() throws Exception {
        S3.resources().stop();
        HTTP.stop();
    }

    @Test
    void reportedTopHashIsThatOfTheManifestInS3() {
        var meta = Map.<String, Object>of(
                "int",
                1,
                "float",
                1.0,
                "small",
                1e-7,
                "big",
                new BigInteger("9".repeat(30)),
                "\uff5e\ud83d\ude00",
                List.of());
        var name = new PackageName(BUCKET, "ports/hash");

        var hash = construct(
                name, meta, entry("a.txt", "first"), entry("a/b", "second"), entry("a-b", "é\u2028\u007f \" \\ \t"));

        assertThat(TopHashes.of(manifestText(BUCKET, hash))).isEqualTo(hash);
        assertThat(GRAPHQL.packages().revision(writer(), name, "latest").hash()).isEqualTo(hash);
    }

    @Test
    void reconstructsIdenticalPackageFromItsManifest() {
        var from = new PackageName(BUCKET, "ports/source");
        var to = new PackageName(BUCKET, "ports/copy");
        var entry = entry("x.txt", "x");
        var meta = Map.<String, Object>of("user_meta", Map.of("f", -0.0, "i", 2), "other", "kept");
        var hash = construct(
                from, Map.of("k", 1e16), new NewEntry(entry.logicalKey(), entry.physicalKey(), null, null, meta));

        var copied = S3.manifests().with(writer(), from, hash, manifest -> {
            assertThat(manifest.files())
                    .singleElement()
                    .satisfies(file -> assertThat(file.metadata()).isEqualTo(meta));
            var entries = manifest.files().stream().map(NewEntry::of).toList();
            return GRAPHQL.changes()
                    .construct(
                            writer(),
                            new NewRevision(to, manifest.message(), manifest.userMeta(), null, entries),
                            LIMIT);
        });

        assertThat(copied).isEqualTo(hash);
    }

    @Test
    void readsSeededManifestsCompletely() {
        var lab = new PackageName("quilt-lab", "lab/assay");
        var hash = GRAPHQL.packages().revision(writer(), lab, "latest").hash();

        var manifest = S3.manifests().with(writer(), lab, hash, UnaryOperator.identity());

        assertThat(manifest.hash()).isEqualTo(hash);
        assertThat(manifest.workflow()).isEqualTo("assay");
        assertThat(manifest.userMeta()).containsEntry("od", 0.57).containsEntry("plate", 1);
        assertThat(manifest.files()).hasSize(2);
        assertThat(TopHashes.of(manifestText("quilt-lab", hash))).isEqualTo(hash);
    }

    @Test
    void reportsMissingObjectInRegistrysWords() {
        var revision = revision(
                new PackageName(BUCKET, "ports/none"),
                null,
                null,
                new NewEntry("x", "s3://" + BUCKET + "/no/such", null, null, null));

        assertThatThrownBy(() -> GRAPHQL.changes().construct(writer(), revision, LIMIT))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("no/such");
    }

    @Test
    void rejectsInvalidName() {
        assertThatThrownBy(() -> construct(new PackageName(BUCKET, "a b"), null, entry("x", "x")))
                .isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void deniesReaderRole() {
        var revision = revision(new PackageName(BUCKET, "ports/denied"), null, null, entry("x", "x"));

        assertThatThrownBy(() -> GRAPHQL.changes().construct(caller("reader"), revision, LIMIT))
                .isInstanceOf(Failure.Denied.class);
    }

    @Test
    void throwsUnauthenticatedForUnknownToken() {
        var revision = revision(new PackageName(BUCKET, "ports/nobody"), null, null, entry("x", "x"));

        assertThatThrownBy(() -> GRAPHQL.changes().construct(Caller.of("nobody's"), revision, LIMIT))
                .isInstanceOf(UnauthenticatedException.class);
    }

    @Test
    void reportsUnknownOutcomeWhenRegistryStopsResponding() {
        var revision = revision(new PackageName(BUCKET, "ports/silent"), null, null, entry("x", "x"));
        SANDBOX.fault("{\"path\": \"/graphql\", \"operation\": \"PackageConstruct\", \"delayMs\": 20000}");

        assertThatThrownBy(() -> GRAPHQL.changes().construct(writer(), revision, Duration.ofMillis(300)))
                .isInstanceOf(Failure.TooLate.class);
    }

    @Test
    void promotesMetadataAndHashes() {
        var from = new PackageName("quilt-lab", "lab/assay");
        var to = new PackageName(BUCKET, "ports/promoted");
        var source = GRAPHQL.packages().revision(writer(), from, "latest");

        var hash = GRAPHQL.changes().promote(writer(), new Promotion(from, source.hash(), to, "up", null, null), LIMIT);

        assertThat(TopHashes.of(manifestText(BUCKET, hash))).isEqualTo(hash);
        var promoted = GRAPHQL.packages().revision(writer(), to, hash);
        assertThat(promoted.userMeta()).isEqualTo(source.userMeta()).isNotEmpty();
        assertThat(promoted.message()).isEqualTo("up");
    }

    @Test
    void rejectsBucketThatIsNoSuccessor() {
        var from = new PackageName("quilt-lab", "lab/assay");
        var hash = GRAPHQL.packages().revision(writer(), from, "latest").hash();
        var promotion = new Promotion(from, hash, new PackageName("quilt-lab", "ports/same"), null, null, null);

        assertThatThrownBy(() -> GRAPHQL.changes().promote(writer(), promotion, LIMIT))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("uccessor");
    }

    @Test
    void makesPreviousRevisionLatestAfterDeletion() {
        var name = new PackageName(BUCKET, "ports/deleted");
        var revisions = twoRevisions(name);
        var second = revisions.getFirst().hash();
        var first = revisions.getLast().hash();

        GRAPHQL.changes().deleteRevision(writer(), name, second);

        assertThat(GRAPHQL.packages().revision(writer(), name, "latest").hash()).isEqualTo(first);
        assertThatThrownBy(() -> GRAPHQL.packages().revision(writer(), name, second))
                .isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> GRAPHQL.changes().deleteRevision(caller("reader"), name, first))
                .isInstanceOf(Failure.class);
    }

    /** Pushes within one second share a pointer: pushes until there are two of them. */
    private static List<Revision> twoRevisions(PackageName name) {
        for (int n = 1; ; n++) {
            construct(name, Map.of("n", n), entry("x", "x"));
            var revisions = GRAPHQL.packages().revisions(writer(), name, 1, 10).newest();
            if (revisions.size() > 1) {
                return revisions;
            }
        }
    }

    @Test
    void failsToDeleteMissingRevision() {
        assertThatThrownBy(() -> GRAPHQL.changes()
                        .deleteRevision(writer(), new PackageName(BUCKET, "ports/absent"), "0".repeat(64)))
                .isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void opensBrowsingSessionForRevision() {
        var name = new PackageName(BUCKET, "examples/hurdat");
        var hash = GRAPHQL.packages().revision(writer(), name, "latest").hash();

        assertThat(GRAPHQL.sessions()
                        .open(writer(), name, hash, Duration.ofMinutes(3))
                        .id())
                .isNotBlank();
    }

    /** The check before a push and the registry's own agree, whatever is wrong. */
    @Test
    void findsTheFaultsThatTheRegistryWouldRefuse() {
        var bad = new ArrayList<NewRevision>();
        var release = new PackageName("quilt-lab", "ports/release");
        bad.add(new NewRevision(release, "m", null, "release", List.of(labEntry())));
        bad.add(new NewRevision(new PackageName("quilt-lab", "release/x"), null, null, "release", List.of(labEntry())));
        bad.add(new NewRevision(release, "m", null, "nothing", List.of(labEntry())));
        bad.add(new NewRevision(release, "m", Map.of("operator", "o", "plate", 0), "assay", List.of(labEntry())));
        bad.add(new NewRevision(release, "m", Map.of("operator", "o", "plate", 1), "tables", List.of(labEntry())));
        for (var revision : bad) {
            var faults = WORKFLOWS.faults(writer(), revision);
            assertThat(faults).as("%s", revision).hasSize(1);
            var words =
                    Objects.requireNonNull(faults.getFirst()).split(":|`", 2)[0].strip();
            assertThatThrownBy(() -> GRAPHQL.changes().construct(writer(), revision, LIMIT))
                    .isInstanceOf(Failure.Invalid.class)
                    .hasMessageContaining(words);
        }
        var good = new NewRevision(release, "m", Map.of("operator", "o", "plate", 1.0), "assay", List.of(labEntry()));
        assertThat(WORKFLOWS.faults(writer(), good)).isEmpty();
        assertThat(GRAPHQL.changes().construct(writer(), good, LIMIT)).hasSize(64);
    }

    @Test
    void returnsNoWorkflowsWithoutConfiguration() {
        assertThat(WORKFLOWS.workflows(writer(), BUCKET).configured()).isFalse();
        assertThat(WORKFLOWS.workflows(writer(), "quilt-lab").successors())
                .contains(new Workflows.Successor("s3://quilt-example", "Examples", true));
    }

    private static String construct(PackageName name, @Nullable Map<String, Object> meta, NewEntry... entries) {
        return GRAPHQL.changes().construct(writer(), revision(name, meta, null, entries), LIMIT);
    }

    private static NewRevision revision(
            PackageName name, @Nullable Map<String, Object> meta, @Nullable String workflow, NewEntry... entries) {
        return new NewRevision(name, "made by a test", meta, workflow, List.of(entries));
    }

    private static NewEntry entry(String key, String content) {
        return entry(BUCKET, key, content);
    }

    private static NewEntry labEntry() {
        return entry("quilt-lab", "plate.txt", "A1");
    }

    private static NewEntry entry(String bucket, String key, String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        var put = S3.writer().replace(writer(), bucket, new PutItem("ports/" + key, bytes, null, Map.of(), true));
        return NewEntry.of(key, put.location());
    }

    private static String manifestText(String bucket, String hash) {
        var at = new ObjectLocation(bucket, ".quilt/packages/" + hash, null);
        return new String(S3.reader().read(writer(), at, 0, 1 << 24).bytes(), StandardCharsets.UTF_8);
    }

    private static Caller writer() {
        return caller("writer");
    }

    private static Caller caller(String name) {
        return Caller.of(SANDBOX.token(name));
    }
}
