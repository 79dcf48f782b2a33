package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What the registry answered: data, possibly partial, and the messages of its errors.
 *
 * @param begun whether an error stems from running the operation, not from refusing to: such errors name their field
 */
record Answer(Operation operation, JsonNode data, List<String> errors, boolean begun) {
    private static final Pattern INVALID = Pattern.compile(
            "(?i)unknown (?:field )?(?:argument|type|field)|cannot query field"
                    + "|is undefined|cannot be spread|can never be of|sub ?selection|selection of subfields|not defined");
    private static final Pattern NO_FIELD = Pattern.compile("(?i)cannot query field|undefined|unknown field|no field");

    static Answer of(Operation operation, JsonNode json) {
        var errors = StreamSupport.stream(json.path("errors").spliterator(), false)
                .map(error -> error.path("message").asText("(no message)"))
                .toList();
        var begun = StreamSupport.stream(json.path("errors").spliterator(), false)
                .anyMatch(error -> error.path("path").isArray());
        return new Answer(operation, json.path("data"), errors, begun);
    }

    /** Whole data: an object, and not one error. */
    boolean whole() {
        return errors.isEmpty() && data.isObject();
    }

    /** A query answered without a word of error, but to nobody: the session is refused. */
    boolean toNobody() {
        return operation.isQuery() && whole() && !data.path("me").isObject();
    }

    /** Whether nothing was executed because the registry's schema does not know the field. */
    boolean lacksField(String field) {
        var quoted = Pattern.compile("['\"`]" + Pattern.quote(field) + "['\"`]");
        return !begun
                && errors.stream()
                        .anyMatch(message -> NO_FIELD.matcher(message).find()
                                && quoted.matcher(message).find());
    }

    /** Whether nothing was executed, because the operation does not fit the registry's schema. */
    boolean invalid() {
        return !begun
                && !data.isObject()
                && errors.stream().anyMatch(message -> INVALID.matcher(message).find());
    }

    /** The data, or one sentence that holds none of the upstream's words. */
    JsonNode orThrow() {
        if (!whole()) {
            throw new Unavailable(
                    "The registry failed to answer the query " + operation.name()
                            + "; try again, and ask the catalog's administrator if it persists.",
                    null);
        }
        return data;
    }

    /** The data of a change, or a sentence that says whether it may have been made. */
    JsonNode changedOrThrow() {
        if (whole()) {
            return data;
        }
        if (begun || errors.isEmpty() || data.isObject()) {
            throw new TooLate(
                    "The registry failed while it was at " + operation.name()
                            + ", so that it is unknown whether the change"
                            + " was made; look before you send it again.",
                    null);
        }
        throw new Unavailable(
                "The registry did not take up " + operation.name()
                        + "; try again, and ask the catalog's administrator if it persists.",
                null);
    }
}
