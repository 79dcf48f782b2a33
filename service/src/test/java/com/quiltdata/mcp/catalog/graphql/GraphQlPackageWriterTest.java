package com.quiltdata.mcp.catalog.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageEntry.Hash;
import com.quiltdata.mcp.catalog.packages.Promotion;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every arm of the mutations, and every way of not knowing what became of one. */
class GraphQlPackageWriterTest {
    private static final String TOKEN = "a-very-secret-token";
    private static final Caller CALLER = Caller.of(TOKEN);
    private static final PackageName NAME = new PackageName("bucket", "ns/n");
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeUpstream upstream = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client();
    private final GraphQlCatalog catalog = FakeUpstream.graphQl(http, upstream.url());

    @AfterEach
    void close() throws IOException {
        http.stop();
        upstream.close();
    }

    @Test
    void sendsWholeRevisionAndReturnsItsHash() {
        upstream.answering(200, pushed("packageConstruct"));
        var entry = new NewEntry(
                "a/b.csv", "s3://b/k?versionId=v", 12L, new Hash("SHA256", "x"), Map.of("user_meta", Map.of("n", 1)));
        var bare = new NewEntry("c", "s3://b/c", null, null, null);

        var hash = catalog.changes().construct(CALLER, revision("msg", Map.of("k", 1.5), "w", entry, bare), LIMIT);

        assertThat(hash).isEqualTo(HASH);
        assertThat(sent("PackageConstruct").path("variables")).isEqualTo(tree("""
                {"params": {"bucket": "bucket", "name": "ns/n", "message": "msg", "userMeta": {"k": 1.5}, "workflow": "w"},
                 "src": {"entries": [
                   {"logicalKey": "a/b.csv", "physicalKey": "s3://b/k?versionId=v", "size": 12,
                    "hash": {"type": "SHA256", "value": "x"}, "meta": {"user_meta": {"n": 1}}},
                   {"logicalKey": "c", "physicalKey": "s3://b/c"}]}}"""));
    }

    @Test
    void distinguishesAbsentFromEmptyWorkflow() {
        upstream.answering(200, pushed("packageConstruct"));

        catalog.changes().construct(CALLER, revision(null, null, null), LIMIT);
        catalog.changes().construct(CALLER, revision(null, null, ""), LIMIT);

        assertThat(upstream.seen())
                .extracting(seen -> tree(seen.body()).at("/variables/params/workflow"))
                .extracting(node -> node.isMissingNode() ? "(none)" : node.asText())
                .containsExactly("(none)", "");
    }

    @Test
    void sendsNumbersUnchanged() {
        upstream.answering(200, pushed("packageConstruct"));
        var big = new BigInteger("123456789012345678901234567890");

        catalog.changes().construct(CALLER, revision(null, Map.of("a", big), null), LIMIT);
        catalog.changes().construct(CALLER, revision(null, Map.of("a", 1.0), null), LIMIT);
        catalog.changes().construct(CALLER, revision(null, Map.of("a", -0.0), null), LIMIT);

        assertThat(upstream.seen().get(0).body()).contains("{\"a\":123456789012345678901234567890}");
        assertThat(upstream.seen().get(1).body()).contains("{\"a\":1.0}");
        assertThat(upstream.seen().get(2).body()).contains("{\"a\":-0.0}");
    }

    @Test
    void sendsNullsInsideMetadata() {
        upstream.answering(200, pushed("packageConstruct"));
        var meta = new HashMap<String, Object>();
        meta.put("a", null);

        catalog.changes().construct(CALLER, revision(null, meta, null), LIMIT);

        assertThat(upstream.seen().getFirst().body()).contains("\"userMeta\":{\"a\":null}");
    }

    @Test
    void refusesNonFiniteNumberBeforeSending() {
        for (var meta : List.<Map<String, Object>>of(Map.of("a", Double.NaN), Map.of("a", List.of(1.0 / 0)))) {
            assertThatThrownBy(() -> catalog.changes().construct(CALLER, revision(null, meta, null), LIMIT))
                    .isInstanceOf(Failure.Invalid.class)
                    .hasMessageContaining("JSON cannot represent");
        }
        assertThat(upstream.seen()).isEmpty();
    }

    @Test
    void sendsFiftyThousandEntriesWithContentLength() {
        upstream.answering(200, pushed("packageConstruct"));
        var entries = IntStream.range(0, 50_000)
                .mapToObj(i -> new NewEntry("d/" + i, "s3://b/" + i, (long) i, new Hash("SHA256", "x"), Map.of()))
                .toArray(NewEntry[]::new);

        catalog.changes().construct(CALLER, revision(null, null, null, entries), LIMIT);

        assertThat(sent("PackageConstruct").at("/variables/src/entries")).hasSize(50_000);
    }

    @Test
    void reportsSingleInvalidInputWithItsPath() {
        upstream.answering(200, outcome("packageConstruct", """
                {"__typename": "InvalidInput", "errors": [
                  {"path": "params.name", "message": "Invalid name", "name": "ValidationError", "context": null}]}"""));

        assertThatThrownBy(this::construct).isInstanceOf(Failure.Invalid.class).hasMessage("params.name: Invalid name");
    }

    @Test
    void reportsAllInvalidInputs() {
        upstream.answering(200, outcome("packageConstruct", """
                {"__typename": "InvalidInput", "errors": [
                  {"path": "params.name", "message": "Invalid name", "name": "V"},
                  {"path": null, "message": "Bad", "name": "V", "context": {"limit": 3}}]}"""));

        assertThatThrownBy(this::construct)
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage("params.name: Invalid name; Bad (limit: 3)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Forbidden | no | null | Denied | no",
                "AccessDenied | no | {\"details\": \"by policy\"} | Denied | no (by policy)",
                "WorkflowValidationError | bad | {\"details\": \"Package name doesn't match required pattern.\"} | Invalid"
                        + " | WorkflowValidationError: bad (Package name doesn't match required pattern.)",
                "TooManyFilesToHash | too many | {\"num_files\": 7, \"max_files\": 5} | Invalid"
                        + " | TooManyFilesToHash: too many (num_files: 7, max_files: 5)",
                "FailedToFetchObjectMetadata | Failed to fetch object metadata: An error occurred (404) when calling the"
                        + " HeadObject operation: Not Found | {\"logical_key\": \"a\", \"error\": \"An error occurred (404)"
                        + " when calling the HeadObject operation: Not Found\"} | Invalid | FailedToFetchObjectMetadata:"
                        + " Failed to fetch object metadata: HeadObject failed with 404: Not Found (logical_key: a)",
                "InvalidSuccessor | not there | {} | Invalid | InvalidSuccessor: not there"
            })
    void reportsOperationErrorInRegistrysWords(
            String name, String message, String context, String fault, String sentence) {
        upstream.answering(
                200,
                outcome(
                        "packagePromote",
                        "{\"__typename\": \"OperationError\", \"name\": \"%s\", \"message\": \"%s\", \"context\": %s}"
                                .formatted(name, message, context)));
        var promotion = new Promotion(NAME, HASH, new PackageName("c", "ns/n"), null, Map.of(), null);

        assertThatThrownBy(() -> catalog.changes().promote(CALLER, promotion, LIMIT))
                .isInstanceOf(Failure.class)
                .hasMessage(sentence)
                .extracting(e -> e.getClass().getSimpleName())
                .isEqualTo(fault);
    }

    @Test
    void truncatesRegistrysMessageAndRedactsToken() {
        upstream.answering(200, outcome("packageConstruct", """
                {"__typename": "OperationError", "name": "X", "message": "token %s\\n%s", "context": null}
                """.formatted(TOKEN, "x".repeat(100_000))));

        assertThatThrownBy(this::construct)
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageStartingWith("X: token *** xxx")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2000));
    }

    @Test
    void throwsUnauthenticatedWhenSessionHasNoUser() {
        upstream.answering(byOperation(asked -> asked.contains("\"Session\"")
                ? "{\"data\": {\"me\": null}}"
                : "{\"data\": null, \"errors\": [{\"message\": \"Not authenticated\"}]}"));

        assertThatThrownBy(this::construct).isInstanceOf(UnauthenticatedException.class);
    }

    @Test
    void reportsUnavailableWhenChangeWasNotExecuted() {
        upstream.answering(byOperation(failing("{\"message\": \"Cannot query field\"}")));

        assertThatThrownBy(this::construct)
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageNotContaining("Cannot query field");
    }

    @Test
    void reportsUnknownOutcomeWhenExecutionFailed() {
        upstream.answering(byOperation(failing("{\"message\": \"boom\", \"path\": [\"packageConstruct\"]}")));

        assertThatThrownBy(this::construct).isInstanceOf(Failure.TooLate.class).hasMessageContaining("unknown whether");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\": {\"packageConstruct\": {\"__typename\": \"SomethingNew\"}}}",
                "{\"data\": {\"packageConstruct\": {\"__typename\": \"PackagePushSuccess\", \"revision\": {}}}}",
                "{\"data\": {}}",
                "{\"message\": \"fine\"}"
            })
    void reportsUnknownOutcomeForUnknownResponse(String json) {
        upstream.answering(
                byOperation(asked -> asked.contains("\"Session\"") ? "{\"data\": {\"me\": {\"name\": \"a\"}}}" : json));

        assertThatThrownBy(this::construct).isInstanceOf(Failure.TooLate.class);
    }

    @Test
    void promotesMetadataOfSourceUnlessReplaced() {
        upstream.answering(
                byOperation(asked -> asked.contains("\"PackageRevision\"") ? """
                {"data": {"me": {"name": "a"}, "package": {"revision": {
                  "hash": "h", "modified": "2024-01-10T09:00:00", "userMeta": {"kept": 1.0}}}}}""" : pushed("packagePromote")));
        var to = new PackageName("c", "ns/n");

        catalog.changes().promote(CALLER, new Promotion(NAME, HASH, to, "m", null, "w"), LIMIT);

        assertThat(sent("PackagePromote").path("variables")).isEqualTo(tree("""
                {"params": {"bucket": "c", "name": "ns/n", "message": "m", "userMeta": {"kept": 1.0}, "workflow": "w"},
                 "src": {"bucket": "bucket", "name": "ns/n", "hash": "%s"}}""".formatted(HASH)));
    }

    @Test
    void deletesRevisionByFullHash() {
        upstream.answering(
                200,
                outcome("packageRevisionDelete", "{\"__typename\": \"PackageRevisionDeleteSuccess\", \"_\": null}"));

        catalog.changes().deleteRevision(CALLER, NAME, HASH);

        assertThat(sent("PackageRevisionDelete").path("variables"))
                .isEqualTo(tree("{\"bucket\": \"bucket\", \"name\": \"ns/n\", \"hash\": \"%s\"}".formatted(HASH)));
    }

    @Test
    void opensBrowsingSessionForQuiltUri() {
        upstream.answering(200, outcome("browsingSessionCreate", """
                {"__typename": "BrowsingSession", "id": "s1", "expires": "2026-01-10T09:00:00Z"}"""));

        var session = catalog.sessions().open(CALLER, NAME, HASH, Duration.ofMinutes(3));

        assertThat(session.id()).isEqualTo("s1");
        assertThat(session.expires()).isEqualTo("2026-01-10T09:00:00Z");
        assertThat(sent("BrowsingSessionCreate").path("variables"))
                .isEqualTo(tree("{\"scope\": \"quilt+s3://bucket#package=ns/n@%s\", \"ttl\": 180}".formatted(HASH)));
    }

    @Test
    void rejectsBucketThatIsNotBrowsable() {
        upstream.answering(200, outcome("browsingSessionCreate", """
                {"__typename": "OperationError", "name": "BucketNotBrowsable", "message": "Not browsable"}"""));

        assertThatThrownBy(() -> catalog.sessions().open(CALLER, NAME, HASH, Duration.ofMinutes(3)))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage("BucketNotBrowsable: Not browsable");
    }

    private String construct() {
        return catalog.changes().construct(CALLER, revision(null, null, null), LIMIT);
    }

    private static NewRevision revision(
            @Nullable String message,
            @Nullable Map<String, Object> userMeta,
            @Nullable String workflow,
            NewEntry... entries) {
        return new NewRevision(NAME, message, userMeta, workflow, List.of(entries));
    }

    private static UnaryOperator<String> failing(String error) {
        return asked -> asked.contains("\"Session\"")
                ? "{\"data\": {\"me\": {\"name\": \"a\"}}}"
                : "{\"data\": null, \"errors\": [" + error + "]}";
    }

    private static String pushed(String field) {
        return outcome(
                field, "{\"__typename\": \"PackagePushSuccess\", \"revision\": {\"hash\": \"%s\"}}".formatted(HASH));
    }

    private static String outcome(String field, String arm) {
        return "{\"data\": {\"%s\": %s}}".formatted(field, arm);
    }

    private JsonNode sent(String operation) {
        var sent = tree(upstream.seen().getLast().body());
        assertThat(sent.path("operationName").asText()).isEqualTo(operation);
        return sent;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private HttpHandler byOperation(UnaryOperator<String> answer) {
        return exchange -> FakeUpstream.answer(
                exchange,
                200,
                "application/json",
                answer.apply(upstream.seen().getLast().body()));
    }
}
