package com.quiltdata.mcp.catalog.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.catalog.tabulator.BucketTables;
import com.quiltdata.mcp.catalog.tabulator.TabulatorTable;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables by GraphQL: every arm of the mutations, at both of their places. */
final class GraphQlTabulatorTest {
    private static final Caller CALLER = Caller.of("token");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DONE = "{\"__typename\": \"BucketConfig\", \"name\": \"b\"}";

    private final FakeUpstream upstream = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client();
    private Instant now = Instant.EPOCH;
    private final GraphQlCatalog catalog = GraphQlCatalog.of(
            new GraphQlClient(http, upstream.url() + "/graphql", new RecordedSessions()),
            new PerCallCache(true),
            (_, _) -> new SessionVerifier.Verdict.None(),
            () -> now);

    @AfterEach
    void close() throws IOException {
        http.stop();
        upstream.close();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private void answering(UnaryOperator<String> answer) {
        upstream.answering(exchange -> FakeUpstream.answer(
                exchange,
                200,
                "application/json",
                answer.apply(upstream.seen().getLast().body())));
    }

    private static String me(boolean admin) {
        return "{\"data\": {\"me\": {\"name\": \"ada\", \"email\": \"a@b\", \"isAdmin\": %s, \"role\": {\"name\": \"r\"}, \"roles\": []}}}"
                .formatted(admin);
    }

    /** A registry of the older schema, in which this user asks. */
    private void old(boolean admin) {
        answering(body -> {
            if (body.contains("query Me ") || body.contains("\"Session\"")) {
                return me(admin);
            }
            var field = body.contains("Rename") ? "bucketRenameTabulatorTable" : "bucketSetTabulatorTable";
            return body.contains("admin {")
                    ? "{\"data\": {\"admin\": {\"%s\": %s}}}".formatted(field, DONE)
                    : "{\"errors\": [{\"message\": \"Cannot query field '%s' on type 'Mutation'.\"}]}".formatted(field);
        });
    }

    private List<String> mutations() {
        return upstream.seen().stream()
                .map(it -> tree(it.body()).path("query").asText())
                .filter(it -> it.startsWith("mutation"))
                .map(it -> it.contains("admin {") ? "admin" : "root")
                .toList();
    }

    private void set() {
        catalog.tabulator().changes().set(CALLER, "b", "t", "schema: []");
    }

    @Test
    void readsTablesOfABucket() {
        upstream.answering(200, """
                {"data": {"me": {"name": "a"}, "bucketConfig": {"tabulatorTables": [{"name": "t", "config": "x: 1"}]}}}""");

        assertThat(catalog.tabulator().tables().tables(CALLER, "b")).containsExactly(new TabulatorTable("t", "x: 1"));
        assertThat(tree(upstream.seen().getFirst().body()).path("variables")).isEqualTo(tree("{\"bucket\": \"b\"}"));
    }

    @Test
    void namesBucketThatIsNotVisible() {
        upstream.answering(200, "{\"data\": {\"me\": {\"name\": \"a\"}, \"bucketConfig\": null}}");

        assertThatThrownBy(() -> catalog.tabulator().tables().tables(CALLER, "b"))
                .isInstanceOf(Failure.NotFound.class)
                .hasMessage("No bucket `b`, or you may not see it; list yours with bucket_list.");
    }

    @Test
    void readsTablesOfAllBucketsWithOneQuery() {
        upstream.answering(200, """
                {"data": {"me": {"name": "a"}, "bucketConfigs": [
                  {"name": "b", "tabulatorTables": [{"name": "t"}, {"name": "u"}]}, {"name": "c", "tabulatorTables": []}]}}""");

        assertThat(catalog.tabulator().tables().buckets(CALLER))
                .containsExactly(new BucketTables("b", List.of("t", "u")));
        assertThat(upstream.seen()).hasSize(1);
    }

    @Test
    void changesTablesAtTheRoot() {
        upstream.answering(200, "{\"data\": {\"bucketSetTabulatorTable\": %s}}".formatted(DONE));

        set();
        catalog.tabulator().changes().set(CALLER, "b", "t", null);
        catalog.tabulator().changes().rename(CALLER, "b", "t", "u");

        assertThat(upstream.seen())
                .extracting(it -> tree(it.body()).path("variables"))
                .containsExactly(
                        tree("{\"bucket\": \"b\", \"table\": \"t\", \"config\": \"schema: []\"}"),
                        tree("{\"bucket\": \"b\", \"table\": \"t\", \"config\": null}"),
                        tree("{\"bucket\": \"b\", \"table\": \"t\", \"newName\": \"u\"}"));
        assertThat(mutations()).containsOnly("root");
    }

    @Test
    void usesAdministratorsMutationsOfOlderRegistryAndRemembersIt() {
        old(true);

        set();
        catalog.tabulator().changes().rename(CALLER, "b", "t", "u");
        assertThat(mutations()).containsExactly("root", "admin", "admin");

        now = now.plus(Duration.ofMinutes(6));
        set();
        assertThat(mutations()).containsExactly("root", "admin", "admin", "root", "admin");
    }

    @Test
    void saysThatOnlyAdministratorsMayOnOlderRegistry() {
        old(false);

        assertThatThrownBy(this::set)
                .isInstanceOf(Failure.Denied.class)
                .hasMessage(
                        "This catalog lets only its administrators change tabulator tables, and `ada` is not one; ask an administrator.");
        assertThat(mutations()).containsExactly("root");
    }

    @Test
    void doesNotSendAChangeTwiceThatMayHaveBeenMade() {
        answering(body -> body.contains("mutation")
                ? "{\"data\": null, \"errors\": [{\"message\": \"boom\", \"path\": [\"bucketSetTabulatorTable\"]}]}"
                : me(true));

        assertThatThrownBy(this::set).isInstanceOf(Failure.TooLate.class);
        assertThat(mutations()).containsExactly("root");
    }

    @Test
    void passesInvalidInputOn() {
        upstream.answering(200, """
                {"data": {"bucketSetTabulatorTable": {"__typename": "InvalidInput", "errors": [
                  {"path": "config", "message": "'parser' is a required property", "name": "V", "context": null}]}}}""");

        assertThatThrownBy(this::set)
                .isInstanceOf(Failure.Invalid.class)
                .hasMessage("config: 'parser' is a required property");
    }

    @Test
    void passesOperationErrorOn() {
        upstream.answering(200, """
                {"data": {"bucketSetTabulatorTable": {
                  "__typename": "OperationError", "name": "TableNotFound", "message": "Table not found", "context": null}}}""");

        assertThatThrownBy(this::set).hasMessage("TableNotFound: Table not found");
    }

    @Test
    void deniesWhatTheRegistryForbids() {
        upstream.answering(200, """
                {"data": {"bucketSetTabulatorTable": {
                  "__typename": "OperationError", "name": "Forbidden", "message": "no", "context": {}}}}""");

        assertThatThrownBy(this::set)
                .isInstanceOfSatisfying(
                        Failure.Denied.class,
                        denied -> assertThat(denied.bucket()).isEqualTo("b"));
    }
}
