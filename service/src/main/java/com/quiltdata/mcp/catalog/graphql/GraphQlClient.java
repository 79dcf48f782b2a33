package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.JsonBody;
import com.quiltdata.mcp.catalog.http.JsonResponse;
import com.quiltdata.mcp.catalog.http.Upstream;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import com.quiltdata.mcp.catalog.identity.SessionObserver;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs operations at the registry's GraphQL endpoint as the caller. */
final class GraphQlClient {
    private static final Logger LOG = LoggerFactory.getLogger(GraphQlClient.class);
    private static final Operation SESSION = Operation.load("Session");
    private static final int LOGGED_CHARACTERS = 300;

    private final UpstreamHttp http;
    private final UpstreamHttp sessions;
    private final Upstream endpoint;
    private final SessionObserver observer;

    GraphQlClient(UpstreamHttp http, String endpoint, SessionObserver observer) {
        this.http = http;
        this.sessions = http.forSessions();
        this.observer = observer;
        this.endpoint = Upstream.graphql(endpoint);
    }

    /**
     * Returns the registry's response, errors included.
     *
     * @throws UnauthenticatedException if the session is refused, in each form that this takes: HTTP 401, {@code me:
     *     null}, or a failed query of a session without a user
     */
    GraphQlResponse ask(Caller caller, Operation operation, Map<String, ?> variables) {
        return observed(caller, () -> asked(caller, operation, variables));
    }

    private GraphQlResponse asked(Caller caller, Operation operation, Map<String, ?> variables) {
        var answer = post(caller, operation, variables);
        if (answer.toNobody()) {
            throw new UnauthenticatedException();
        }
        if (answer.data().path("me").isObject()) {
            observer.accepted(caller, UpstreamJson.text(answer.data().at("/me/role"), "name"));
        }
        if (!answer.whole()) {
            log(caller, answer);
            if (!answer.data().path("me").isObject()
                    && post(caller, SESSION, Map.of()).toNobody()) {
                throw new UnauthenticatedException();
            }
        }
        return answer;
    }

    /**
     * Returns the registry's response to the session query, within the limit.
     *
     * @throws UnauthenticatedException on HTTP 401 only
     */
    GraphQlResponse session(Caller caller, Duration limit) {
        return answer(SESSION, sessions.post(endpoint.asked(SESSION.name()), caller, body(SESSION, Map.of()), limit));
    }

    private <T> T observed(Caller caller, Supplier<T> exchange) {
        try {
            return exchange.get();
        } catch (UnauthenticatedException e) {
            observer.refused(caller);
            throw e;
        }
    }

    /** Returns the default time limit of one exchange. */
    Duration timeout() {
        return http.timeout();
    }

    /**
     * Returns the data of a mutation, sent at most once; {@code variables} writes its variables. Mutations have no
     * {@code me}, so after a failure a further query asks whether the session has a user.
     */
    JsonNode change(Caller caller, Operation operation, JsonBody variables, Duration limit) {
        return observed(caller, () -> changed(caller, operation, variables, limit));
    }

    private JsonNode changed(Caller caller, Operation operation, JsonBody variables, Duration limit) {
        var reply = http.change(
                endpoint.asked(operation.name()),
                caller,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("operationName", operation.name());
                    json.writeStringField("query", operation.text());
                    json.writeObjectFieldStart("variables");
                    variables.write(json);
                    json.writeEndObject();
                    json.writeEndObject();
                },
                limit);
        var answer = reply.ok() ? GraphQlResponse.of(operation, reply.json()) : answer(operation, reply);
        if (!answer.whole()) {
            log(caller, answer);
            if (toNobody(caller)) {
                throw new UnauthenticatedException();
            }
        }
        return answer.changedOrThrow();
    }

    /** Returns whether the session is refused; false where that cannot be determined. */
    private boolean toNobody(Caller caller) {
        try {
            return post(caller, SESSION, Map.of()).toNobody();
        } catch (UnauthenticatedException e) {
            return true;
        } catch (Failure e) {
            LOG.warn("Cannot determine whether the session is refused: {}", e.getMessage());
            return false;
        }
    }

    private GraphQlResponse post(Caller caller, Operation operation, Map<String, ?> variables) {
        return answer(operation, http.post(endpoint.asked(operation.name()), caller, body(operation, variables)));
    }

    private static byte[] body(Operation operation, Map<String, ?> variables) {
        return UpstreamJson.write(
                Map.of("operationName", operation.name(), "query", operation.text(), "variables", variables));
    }

    private GraphQlResponse answer(Operation operation, JsonResponse reply) {
        var json = reply.json();
        if (!json.has("data") && !json.path("errors").isArray()) {
            throw new Failure.Unavailable(
                    "The registry's response is not GraphQL; check that " + endpoint.setting() + " is its address.",
                    null);
        }
        return GraphQlResponse.of(operation, json);
    }

    private static void log(Caller caller, GraphQlResponse answer) {
        var messages = caller.redact(String.join("; ", answer.errors())).replaceAll("\\p{Cntrl}", " ");
        LOG.warn(
                "The registry returned errors for {}: {}",
                answer.operation().name(),
                messages.substring(0, Math.min(LOGGED_CHARACTERS, messages.length())));
    }
}
