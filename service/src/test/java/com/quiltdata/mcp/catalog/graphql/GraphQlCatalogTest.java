package com.quiltdata.mcp.catalog.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.identity.SessionVerifier.Verdict;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry may answer that the sandbox never does. */
class GraphQlCatalogTest {
    private static final Caller CALLER = Caller.of("secret-token");
    private static final PackageName NAME = new PackageName("b", "ns/n");
    private static final String BUCKET = "{\"name\": \"b\", \"title\": \"B\", \"browsable\": true}";

    private final FakeUpstream upstream = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client();
    private Instant now = Instant.EPOCH;
    private final GraphQlCatalog catalog = GraphQlCatalog.of(
            new GraphQlClient(http, upstream.url() + "/graphql", new RecordedSessions()),
            new PerCallCache(true),
            (_, _) -> new Verdict.None(),
            () -> now);

    @AfterEach
    void close() throws IOException {
        http.stop();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | UNLISTED",
                "{\"collaborators\": []} | UNKNOWN",
                "{\"collaborators\": [{\"collaborator\": {\"username\": \"b\"}, \"permissionLevel\": \"READ_WRITE\"}]} | UNKNOWN",
                "{\"collaborators\": [{\"collaborator\": {\"username\": \"a\"}, \"permissionLevel\": \"READ\"}]} | READ",
                "{\"collaborators\": [{\"collaborator\": {\"username\": \"a\"}, \"permissionLevel\": \"READ_WRITE\"}]} | READ_WRITE"
            })
    void readsTheCallersRightsInABucket(String bucket, BucketRights.Level level) {
        upstream.answering(200, """
                {"data": {"me": {"name": "a", "role": {"name": "r"}, "roles": [{"name": "r"}, {"name": "w"}]}, "bucket": %s}}
                """.formatted(bucket));

        assertThat(catalog.buckets().rights(CALLER, "b")).isEqualTo(new BucketRights("r", List.of("w"), level));
    }

    @Test
    void readsTheCallersLevelInEachBucketWithTheList() {
        upstream.answering(200, """
                {"data": {"me": {"name": "a"}, "buckets": [
                  {"name": "w", "title": "W", "browsable": true, "collaborators": [
                    {"collaborator": {"username": "b"}, "permissionLevel": "READ"},
                    {"collaborator": {"username": "a"}, "permissionLevel": "READ_WRITE"}]},
                  {"name": "r", "title": "R", "browsable": true, "collaborators": [
                    {"collaborator": {"username": "a"}, "permissionLevel": "READ"}]},
                  {"name": "u", "title": "U", "browsable": true, "collaborators": []}]}}
                """);

        var listed = catalog.buckets().listWithLevels(CALLER);

        assertThat(listed.levels()).isEqualTo(Map.of("w", BucketRights.Level.READ_WRITE, "r", BucketRights.Level.READ));
        assertThat(listed.writable()).containsExactly("w");
        assertThat(listed.level("u")).isEqualTo(BucketRights.Level.UNKNOWN);
        assertThat(listed.level("absent")).isEqualTo(BucketRights.Level.UNLISTED);
        assertThat(upstream.seen()).hasSize(1);
    }

    @Test
    void listsBucketsWithoutLevelsWhereTheRegistryDoesNotSayThem() {
        upstream.answering(byOperation(asked -> asked.contains("BucketLevels")
                ? "{\"errors\": [{\"message\": \"Not allowed\", \"path\": [\"buckets\", 0, \"collaborators\"]}]}"
                : "{\"data\": {\"me\": {\"name\": \"a\"}, \"buckets\": [" + BUCKET + "]}}"));

        var listed = catalog.buckets().listWithLevels(CALLER);

        assertThat(listed.buckets()).extracting(Bucket::name).containsExactly("b");
        assertThat(listed.levels()).isEmpty();
    }

    @Test
    void returnsUnknownRightsWhenTheRegistryFails() {
        upstream.answering(500, "{}");

        assertThat(catalog.buckets().rights(CALLER, "b")).isEqualTo(BucketRights.UNKNOWN);
    }

    @Test
    void treatsNullErrorsAsNone() {
        upstream.answering(
                200, "{\"errors\": null, \"data\": {\"me\": {\"name\": \"a\"}, \"buckets\": [" + BUCKET + "]}}");

        assertThat(catalog.buckets().list(CALLER)).singleElement().satisfies(bucket -> {
            assertThat(bucket.name()).isEqualTo("b");
            assertThat(bucket.tags()).isEmpty();
        });
        assertThat(upstream.seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen.body())
                        .contains("\"operationName\":\"Buckets\"", "query Buckets { me { ...SessionUser } buckets {"));
    }

    /** A pointer without a manifest: the registry knows the package, and none of the revisions it is asked for. */
    @ParameterizedTest
    @CsvSource({"latest,false", "0123456789,true"})
    void doesNotSuggestTheMissingRevision(String revision, boolean triesLatest) {
        var hash = revision.equals("latest") ? revision : "0".repeat(64);
        upstream.answering(
                200, "{\"data\": {\"me\": {\"name\": \"a\"}, \"package\": {\"name\": \"ns/n\", \"revision\": null}}}");

        assertThatThrownBy(() -> catalog.packages().view(CALLER, NAME, hash, "", 0))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessageContaining("has no revision `" + hash + "`; ")
                .hasMessageContaining("list its revisions")
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).contains("try `latest`"))
                        .isEqualTo(triesLatest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\": {\"me\": null, \"buckets\": []}}",
                "{\"data\": {\"me\": null}, \"errors\": [{\"message\": \"boom\"}]}",
                "{\"data\": null, \"errors\": [{\"message\": \"Not authenticated\"}]}"
            })
    void throwsUnauthenticatedInsteadOfReturningEmptyData(String json) {
        upstream.answering(byOperation(asked -> asked.contains("\"Session\"") ? "{\"data\": {\"me\": null}}" : json));

        assertThatThrownBy(() -> catalog.buckets().list(CALLER)).isInstanceOf(UnauthenticatedException.class);
        assertThatThrownBy(() -> catalog.packages().view(CALLER, NAME, "latest", "", 0))
                .isInstanceOf(UnauthenticatedException.class);
    }

    @Test
    void doesNotQuoteErrorsOfAcceptedSession() {
        upstream.answering(
                200,
                "{\"data\": {\"me\": {\"name\": \"a\"}, \"buckets\": []}, \"errors\": [{\"message\": \"Traceback\"}]}");

        assertThatThrownBy(() -> catalog.buckets().list(CALLER))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageNotContaining("Traceback");
    }

    @Test
    void refusesJsonThatIsNotGraphQl() {
        upstream.answering(400, "{\"message\": \"what?\"}");

        assertThatThrownBy(() -> catalog.identity().me(CALLER))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("QUILT_GRAPHQL_ENDPOINT");
    }

    private static final String NO_BUCKETS_FIELD =
            "{\"errors\": [{\"message\": \"Cannot query field 'buckets' on type 'Query'.\"}]}";

    private void answeringBuckets(String answer) {
        upstream.answering(byOperation(asked -> asked.contains("\"Buckets\"")
                ? answer
                : "{\"data\": {\"me\": {\"name\": \"a\"}, \"bucketConfigs\": [" + BUCKET + "]}}"));
    }

    private long asked(String text) {
        return upstream.seen().stream()
                .filter(seen -> seen.body().contains(text))
                .count();
    }

    @Test
    void asksAnOlderSchemaForBucketConfigsForFiveMinutes() {
        answeringBuckets(NO_BUCKETS_FIELD);

        assertThat(catalog.buckets().list(CALLER)).hasSize(1);
        assertThat(catalog.buckets().list(CALLER)).hasSize(1);
        assertThat(asked("\"Buckets\"")).isEqualTo(1);

        now = now.plus(Duration.ofMinutes(5));
        answeringBuckets("{\"data\": {\"me\": {\"name\": \"a\"}, \"buckets\": []}}");
        assertThat(catalog.buckets().list(CALLER)).isEmpty();
        assertThat(asked("\"Buckets\"")).isEqualTo(2);
    }

    /** A resolver's message may look like that of a validator, but it comes with the path of its field. */
    @Test
    void ignoresFailedResolverWhenJudgingSchema() {
        answeringBuckets(
                "{\"data\": null, \"errors\": [{\"message\": \"'buckets' is undefined\", \"path\": [\"buckets\"]}]}");

        assertThatThrownBy(() -> catalog.buckets().list(CALLER)).isInstanceOf(Failure.Unavailable.class);
        assertThatThrownBy(() -> catalog.buckets().list(CALLER)).isInstanceOf(Failure.Unavailable.class);
        assertThat(asked("\"Buckets\"")).isEqualTo(2);
    }

    @Test
    void retriesWithoutFolderSizesForThatQueryOnly() {
        var failing = new AtomicBoolean(true);
        upstream.answering(byOperation(asked -> asked.contains("\"folderSizes\":true") && failing.get()
                ? "{\"data\": null, \"errors\": [{\"message\": \"Internal Server Error\"}]}"
                : asked.contains("\"Session\"")
                        ? "{\"data\": {\"me\": {\"name\": \"a\"}}}"
                        : revision("""
                        "dir": {"path": "", "children": [{"__typename": "PackageDir", "path": "d/"%s}]}""".formatted(asked.contains("\"folderSizes\":true") ? ", \"size\": 7" : ""))));

        assertThat(catalog.packages().view(CALLER, NAME, "latest", "", 0).children())
                .containsExactly(new PackageEntry.Folder("d/", null));

        failing.set(false);
        assertThat(catalog.packages()
                        .view(Caller.of("another"), NAME, "latest", "", 0)
                        .children())
                .containsExactly(new PackageEntry.Folder("d/", 7L));
        assertThat(asked("\"folderSizes\":false")).isEqualTo(1);
    }

    @Test
    void listsRevisionsWithoutSizesWhereTheRegistryFailsOnThem() {
        var failing = new AtomicBoolean(true);
        upstream.answering(byOperation(asked -> asked.contains("\"sizes\":true") && failing.get()
                ? "{\"data\": null, \"errors\": [{\"message\": \"Internal Server Error\"}]}"
                : asked.contains("\"Session\"")
                        ? "{\"data\": {\"me\": {\"name\": \"a\"}}}"
                        : """
                {"data": {"me": {"name": "a"}, "package": {"revisions": {"total": 1, "page": [
                  {"hash": "h", "modified": "2024-01-01T00:00:00Z", "message": "m"%s}]}}}}""".formatted(asked.contains("\"sizes\":true") ? ", \"totalEntries\": 3" : "")));

        assertThat(catalog.packages().measuredRevisions(CALLER, NAME, 1, 10).newest())
                .extracting(Revision::totalEntries)
                .containsOnlyNulls();

        failing.set(false);
        assertThat(catalog.packages().measuredRevisions(CALLER, NAME, 1, 10).newest())
                .extracting(Revision::totalEntries)
                .containsExactly(3);
    }

    @ParameterizedTest
    @CsvSource({"'', 0, 10, 11", "'', 20, 10, 31", "'', 0, 1000, 1000", "ns/, 0, 10, 1000"})
    void requestsNoMorePackagesThanItMayReturn(String prefix, int offset, int max, int perPage) {
        var requests = new CopyOnWriteArrayList<String>();
        upstream.answering(byOperation(asked -> {
            requests.add(asked);
            return """
                    {"data": {"me": {"name": "a"}, "packages": {"total": 2, "page": [
                      {"name": "ns/a", "modified": "2024-01-01T00:00:00Z"},
                      {"name": "ns/b", "modified": "2024-01-01T00:00:00Z"}]}}}""";
        }));

        var _ = catalog.packages().list(CALLER, "b", prefix, offset, max);

        assertThat(requests).singleElement().asString().contains("\"perPage\":" + perPage);
    }

    @Test
    void readsFloatSizesAndOrdersContentsByCodePoint() {
        upstream.answering(200, revision("""
                "dir": {"path": "", "children": []}, "totalBytes": 5e9, "contentsFlatMap": {
                  "\\uD83D\\uDE00": {"physicalKey": "s3://b/k", "size": 5000000000.0, "hash": null, "meta": null},
                  "\\uFF5E": {"physicalKey": "s3://b/l", "size": 1, "hash": {"type": "SHA256", "value": "x"}}}"""));

        var view = catalog.packages().view(CALLER, NAME, "latest", "", 10);

        assertThat(view.contents()).extracting(PackageEntry.File::path).containsExactly("\uFF5E", "\uD83D\uDE00");
        assertThat(view.contents()).extracting(PackageEntry.File::size).containsExactly(1L, 5_000_000_000L);
        assertThat(view.revision().totalBytes()).isEqualTo(5_000_000_000L);
    }

    @Test
    void acceptsNullOrEmptyForUnknownFolder() {
        for (var dir : new String[] {"null", "{\"path\": \"x/\", \"children\": []}"}) {
            upstream.answering(200, revision("\"file\": null, \"dir\": " + dir));
            assertThatThrownBy(() -> catalog.packages().view(CALLER, NAME, "latest", "x", 0))
                    .isInstanceOf(Failure.NotFound.class);
        }
    }

    @Test
    void refusesRevisionOtherThanLatestOrFullHash() {
        assertThatThrownBy(() -> catalog.packages().view(CALLER, NAME, "abc123", "", 0))
                .isInstanceOf(Failure.Invalid.class);
        assertThat(upstream.seen()).isEmpty();
    }

    private static String revision(String rest) {
        return """
                {"data": {"me": {"name": "a"}, "package": {"revision": {
                  "hash": "h", "modified": "2024-01-10T09:00:00.123456", %s}}}}""".formatted(rest);
    }

    private HttpHandler byOperation(UnaryOperator<String> answer) {
        return exchange -> FakeUpstream.answer(
                exchange,
                200,
                "application/json",
                answer.apply(upstream.seen().getLast().body()));
    }
}
