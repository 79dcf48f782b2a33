package com.quiltdata.mcp.catalog.graphql;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException.Unauthenticated;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.http.Json;
import com.quiltdata.mcp.catalog.http.Upstream;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs operations at the registry's GraphQL endpoint as the caller. */
final class GraphQlClient {
    private static final Logger LOG = LoggerFactory.getLogger(GraphQlClient.class);
    private static final Operation SESSION = Operation.load("Session");
    private static final int LOGGED_CHARACTERS = 300;

    private final UpstreamHttp http;
    private final Upstream endpoint;

    GraphQlClient(UpstreamHttp http, String endpoint) {
        this.http = http;
        this.endpoint = Upstream.graphql(endpoint);
    }

    /**
     * The registry's answer, errors and all. A refused session is Unauthenticated however the registry says so: HTTP 401,
     * {@code me: null}, or a failed query of a session that turns out to be nobody's.
     */
    Answer ask(Caller caller, Operation operation, Map<String, ?> variables) {
        var answer = post(caller, operation, variables);
        if (answer.toNobody()) {
            throw new Unauthenticated();
        }
        if (!answer.whole()) {
            log(caller, answer);
            if (!answer.data().path("me").isObject()
                    && post(caller, SESSION, Map.of()).toNobody()) {
                throw new Unauthenticated();
            }
        }
        return answer;
    }

    private Answer post(Caller caller, Operation operation, Map<String, ?> variables) {
        var body = Map.of("operationName", operation.name(), "query", operation.text(), "variables", variables);
        var reply = http.post(endpoint, caller, Json.write(body));
        var json = reply.json();
        if (!json.has("data") && !json.path("errors").isArray()) {
            throw new Unavailable(
                    "The registry's answer is not one of GraphQL; check that " + endpoint.setting()
                            + " is its address.",
                    null);
        }
        return Answer.of(operation, json);
    }

    private static void log(Caller caller, Answer answer) {
        var messages = caller.hiddenIn(String.join("; ", answer.errors())).replaceAll("\\p{Cntrl}", " ");
        LOG.warn(
                "The registry answered {} with errors: {}",
                answer.operation().name(),
                messages.substring(0, Math.min(LOGGED_CHARACTERS, messages.length())));
    }
}
