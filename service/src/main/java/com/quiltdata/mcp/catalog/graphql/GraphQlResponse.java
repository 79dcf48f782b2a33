package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A response: data, possibly partial, error messages, and whether an error has a path, so that execution had begun. */
record GraphQlResponse(Operation operation, JsonNode data, List<String> errors, boolean begun) {
    private static final Pattern INVALID = Pattern.compile(
            "(?i)unknown (?:field )?(?:argument|type|field)|cannot query field"
                    + "|is undefined|cannot be spread|can never be of|sub ?selection|selection of subfields|not defined");
    private static final Pattern NO_FIELD = Pattern.compile("(?i)cannot query field|undefined|unknown field|no field");

    static GraphQlResponse of(Operation operation, JsonNode json) {
        if (!json.has("errors")) {
            return new GraphQlResponse(operation, json.path("data"), List.of(), false);
        }
        var errors = json.path("errors")
                .valueStream()
                .map(error -> error.path("message").asText("(no message)"))
                .toList();
        var begun = json.path("errors")
                .valueStream()
                .anyMatch(error -> error.path("path").isArray());
        return new GraphQlResponse(operation, json.path("data"), errors, begun);
    }

    /** Returns whether there are data and no errors; those of a query have its {@code me}, be it null. */
    boolean isComplete() {
        return errors.isEmpty() && data.isObject() && (!operation.isQuery() || data.has("me"));
    }

    boolean hasUser() {
        return data.path("me").isObject();
    }

    /** Returns the user of the session; only a response that {@linkplain #hasUser() has} one may be asked. */
    Caller.User user() {
        var me = data.path("me");
        return new Caller.User(me.path("name").asText("-"), me.path("email").asText("-"));
    }

    @Nullable
    String role() {
        return UpstreamJson.text(data.path("me").path("role"), "name");
    }

    /** Returns whether a query succeeded without a user ({@code me: null}): the session is refused. */
    boolean hasNoUser() {
        return operation.isQuery() && isComplete() && data.path("me").isNull();
    }

    /** Returns whether nothing was executed because the registry's schema lacks the field. */
    boolean lacksField(String field) {
        var quoted = Pattern.compile("['\"`]" + Pattern.quote(field) + "['\"`]");
        return !begun
                && errors.stream()
                        .anyMatch(message -> NO_FIELD.matcher(message).find()
                                && quoted.matcher(message).find());
    }

    /** Returns whether nothing was executed because the operation does not fit the registry's schema. */
    boolean isInvalid() {
        return !begun
                && !data.isObject()
                && errors.stream().anyMatch(message -> INVALID.matcher(message).find());
    }

    /** Returns the data, or throws one sentence that contains none of the upstream's text. */
    JsonNode orThrow() {
        if (!isComplete()) {
            throw new Failure.Unavailable("The registry failed to run the query " + operation.name()
                    + "; try again, and ask the catalog's administrator if it persists.");
        }
        return data;
    }

    /** Returns the data of a change, or throws a sentence that says whether the change may have been made. */
    JsonNode changedOrThrow() {
        if (isComplete()) {
            return data;
        }
        if (begun || errors.isEmpty() || data.isObject()) {
            throw new Failure.TooLate("The registry failed during " + operation.name()
                    + ", so it is unknown whether the change was made; check before you send it again.");
        }
        throw new Failure.Unavailable("The registry did not execute " + operation.name()
                + ", so nothing was changed; try again, and ask the catalog's administrator if it persists.");
    }
}
