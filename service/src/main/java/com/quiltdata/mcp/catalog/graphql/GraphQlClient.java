package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.JsonResponse;
import com.quiltdata.mcp.catalog.http.Upstream;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.identity.SessionObserver;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs operations at the registry's GraphQL endpoint as the caller. */
final class GraphQlClient {
    private static final Logger LOG = LoggerFactory.getLogger(GraphQlClient.class);
    private static final Operation SESSION = Operation.load("Session");
    private static final int MAX_LOGGED = 300;

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

    Duration timeout() {
        return http.timeout();
    }

    /**
     * Returns the registry's response to a query, errors included.
     *
     * @throws UnauthenticatedException if the session is refused, in each form that this takes: HTTP 401, {@code me:
     *     null}, or a failed query of a session without a user
     */
    GraphQlResponse query(Caller caller, Operation operation, Map<String, ?> variables) {
        return observed(caller, question -> {
            var response = post(caller, operation, variables);
            if (response.hasNoUser()) {
                throw new UnauthenticatedException();
            }
            if (response.hasUser()) {
                observer.identified(caller, response.user());
                observer.accepted(caller, response.role(), question);
            }
            if (!response.isComplete()) {
                log(caller, response);
                if (!response.hasUser() && post(caller, SESSION, Map.of()).hasNoUser()) {
                    throw new UnauthenticatedException();
                }
            }
            return response;
        });
    }

    /** Returns the response to the session query; throws {@link UnauthenticatedException} on HTTP 401 only. */
    GraphQlResponse session(Caller caller, Duration limit) {
        var response = post(sessions, caller, SESSION, Map.of(), limit);
        if (response.hasUser()) {
            observer.identified(caller, response.user());
        }
        return response;
    }

    /**
     * Returns the data of a mutation, which is sent at most once. Mutations have no {@code me}, so after a failure a
     * query asks whether the session has a user.
     */
    JsonNode mutate(Caller caller, Operation operation, Map<String, ?> variables, Duration limit) {
        return change(caller, operation, variables, limit).changedOrThrow();
    }

    /** Returns the response to a mutation, errors included; see {@link #mutate}. */
    GraphQlResponse change(Caller caller, Operation operation, Map<String, ?> variables, Duration limit) {
        var json = observed(
                caller,
                _ -> http.change(
                        endpoint.withOperation(operation.name()), caller, document(operation, variables), limit));
        var response = json.ok() ? GraphQlResponse.of(operation, json.json()) : parse(operation, json);
        if (!response.isComplete()) {
            log(caller, response);
            requireUser(caller);
        }
        return response;
    }

    /** Returns the number of a question that is about to be asked. */
    long question() {
        return observer.question();
    }

    /** Reports to the observer that the caller has another role now. */
    void roleChanged(Caller caller, String role, long question) {
        observer.roleChanged(caller, role, question);
    }

    private <T> T observed(Caller caller, LongFunction<T> exchange) {
        var question = observer.question();
        try {
            return exchange.apply(question);
        } catch (UnauthenticatedException e) {
            observer.refused(caller, question);
            throw e;
        }
    }

    /** Asks whether the session has a user, and throws if it has none; not where that cannot be determined. */
    private void requireUser(Caller caller) {
        try {
            var _ = query(caller, SESSION, Map.of());
        } catch (Failure e) {
            LOG.warn("Cannot determine whether the session is refused: {}", e.getMessage());
        }
    }

    private GraphQlResponse post(Caller caller, Operation operation, Map<String, ?> variables) {
        return post(http, caller, operation, variables, http.timeout());
    }

    private GraphQlResponse post(
            UpstreamHttp client, Caller caller, Operation operation, Map<String, ?> variables, Duration limit) {
        var to = endpoint.withOperation(operation.name());
        return parse(operation, client.post(to, caller, operation.body(variables), limit));
    }

    private static Map<String, ?> document(Operation operation, Map<String, ?> variables) {
        return Map.of("operationName", operation.name(), "query", operation.text(), "variables", variables);
    }

    private GraphQlResponse parse(Operation operation, JsonResponse response) {
        var json = response.json();
        if (!json.has("data") && !json.path("errors").isArray()) {
            throw new Failure.Unavailable(
                    "The registry's response is not GraphQL; check that " + endpoint.setting() + " is its address.");
        }
        return GraphQlResponse.of(operation, json);
    }

    private static void log(Caller caller, GraphQlResponse response) {
        var messages = caller.redact(String.join("; ", response.errors())).replaceAll("\\p{Cc}", " ");
        LOG.warn(
                "The registry returned errors for {}: {}",
                response.operation().name(),
                messages.substring(0, Math.min(MAX_LOGGED, messages.length())));
    }
}
