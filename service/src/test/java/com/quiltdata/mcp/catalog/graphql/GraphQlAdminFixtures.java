package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.context.PerCallCache;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.RecordedSessions;
import java.io.IOException;

/** A registry that returns prepared data to an administrator. */
final class GraphQlAdminFixtures implements AutoCloseable {
    static final Caller CALLER = Caller.of("token-of-an-administrator");
    private static final ObjectMapper JSON = new ObjectMapper();

    final FakeUpstream upstream = new FakeUpstream();
    final RecordedSessions sessions = new RecordedSessions();
    private final UpstreamHttp http = FakeUpstream.client();
    final GraphQlCatalog catalog = GraphQlCatalog.of(
            http,
            upstream.url() + "/graphql",
            new PerCallCache(true),
            sessions,
            (_, _) -> new SessionVerifier.Verdict.None());

    /** Returns these fields as data of every operation. */
    void returning(String fields) {
        upstream.answering(
                200, "{\"data\": {\"me\": {\"name\": \"ada\", \"role\": {\"name\": \"Lab\"}}, %s}}".formatted(fields));
    }

    /** Returns these errors, and to {@code Me} and {@code Session} a user without rights. */
    void failing(String errors) {
        upstream.answering(exchange -> {
            var name =
                    tree(upstream.seen().getLast().body()).path("operationName").asText();
            var user = name.equals("Me") || name.equals("Session");
            var response = user
                    ? "{\"data\": {\"me\": {\"name\": \"bob\", \"email\": \"b@x\", \"isAdmin\": false, \"role\": null, \"roles\": []}}}"
                    : "{\"data\": null, \"errors\": [%s]}".formatted(errors);
            FakeUpstream.answer(exchange, 200, "application/json", response);
        });
    }

    /** Returns the variables of the only request. */
    JsonNode sent() {
        if (upstream.seen().size() != 1) {
            throw new AssertionError("requests: " + upstream.seen());
        }
        return tree(upstream.seen().getFirst().body()).path("variables");
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    @Override
    public void close() throws IOException {
        http.stop();
        upstream.close();
    }
}
