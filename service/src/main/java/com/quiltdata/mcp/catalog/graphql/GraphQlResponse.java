package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A GraphQL response: data, possibly partial, and the messages of its errors.
 *
 * @param begun whether an error comes from executing the operation rather than from refusing it: such errors have a
 *     path
 */
record GraphQlResponse(Operation operation, JsonNode data, List<String> errors, boolean begun) {
    private static final Pattern INVALID = Pattern.compile(
            "(?i)unknown (?:field )?(?:argument|type|field)|cannot query field"
                    + "|is undefined|cannot be spread|can never be of|sub ?selection|selection of subfields|not defined");
    private static final Pattern NO_FIELD = Pattern.compile("(?i)cannot query field|undefined|unknown field|no field");

    static GraphQlResponse of(Operation operation, JsonNode json) {
        var errors = StreamSupport.stream(json.path("errors").spliterator(), false)
                .map(error -> error.path("message").asText("(no message)"))
                .toList();
        var begun = StreamSupport.stream(json.path("errors").spliterator(), false)
                .anyMatch(error -> error.path("path").isArray());
        return new GraphQlResponse(operation, json.path("data"), errors, begun);
    }

    /** Returns whether the data is complete: an object, without any error. */
    boolean whole() {
        return errors.isEmpty() && data.isObject();
    }

    /** Returns whether a query succeeded without a user ({@code me: null}): the session is refused. */
    boolean toNobody() {
        return operation.isQuery() && whole() && !data.path("me").isObject();
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
    boolean invalid() {
        return !begun
                && !data.isObject()
                && errors.stream().anyMatch(message -> INVALID.matcher(message).find());
    }

    /** Returns the data, or throws one sentence that contains none of the upstream's text. */
    JsonNode orThrow() {
        if (!whole()) {
            throw new Failure.Unavailable(
                    "The registry failed to run the query " + operation.name()
                            + "; try again, and ask the catalog's administrator if it persists.",
                    null);
        }
        return data;
    }

    /** Returns the data of a change, or throws a sentence that says whether the change may have been made. */
    JsonNode changedOrThrow() {
        if (whole()) {
            return data;
        }
        if (begun || errors.isEmpty() || data.isObject()) {
            throw new Failure.TooLate(
                    "The registry failed during " + operation.name()
                            + ", so it is unknown whether the change"
                            + " was made; check before you send it again.",
                    null);
        }
        throw new Failure.Unavailable(
                "The registry did not execute " + operation.name()
                        + ", so nothing was changed; try again, and ask the catalog's administrator if it persists.",
                null);
    }
}
