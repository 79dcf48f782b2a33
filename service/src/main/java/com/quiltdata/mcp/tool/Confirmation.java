package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;

/**
 * The user's consent to a call that {@linkplain Tool#needsConfirmation needs} it. A client with elicitation must ask
 * the user; other clients send the argument {@code confirm}, which this class adds to the schema and removes from the
 * arguments.
 */
final class Confirmation {
    private static final String NAME = "confirm";
    private static final int MAX_LENGTH = 500;

    private Confirmation() {}

    /** Returns the tool's input schema, with {@code confirm} added for a tool that may need consent. */
    static ObjectNode addTo(Spec<?, ?> spec, ObjectNode schema) {
        if (spec.mayConfirm()) {
            var properties = schema.withObject("/properties");
            if (properties.has(NAME)) {
                throw new IllegalArgumentException(spec.name() + " declares a reserved argument: " + NAME);
            }
            properties
                    .putObject(NAME)
                    .put("type", "boolean")
                    .put("default", false)
                    .put("description", "true after the user has agreed");
        }
        return schema;
    }

    /** Returns the names of the arguments that this class adds to a tool's own. */
    static List<String> arguments(Spec<?, ?> spec) {
        return spec.mayConfirm() ? List.of(NAME) : List.of();
    }

    /** Removes {@code confirm} from the arguments and returns its value, for {@link #require}. */
    static boolean remove(Spec<?, ?> spec, ObjectNode arguments) {
        var value = spec.mayConfirm() ? arguments.remove(NAME) : null;
        if (value == null || value.isNull() || "".equals(value.textValue())) {
            return false;
        }
        var faults = new ArgumentFaults();
        var confirmed = ArgumentType.BOOLEAN.fit(value, NAME, faults);
        faults.refuseIfAny();
        return confirmed.booleanValue();
    }

    /**
     * Returns normally only when the user has agreed to the call.
     *
     * @throws InputRequiredException when the user must be asked first
     * @throws Failure when the user did not agree
     */
    static void require(Effect effect, String question, boolean confirmed, ClientInputs inputs) {
        var warning = effect == Effect.DESTROY ? " This cannot be undone." : "";
        var request = new InputRequest.ElicitRequest(shorten(question), form(warning.strip()));
        if (inputs.supports(request)) {
            var response = inputs.confirm(NAME, request);
            if (!response.path("action").asText().equals("accept")
                    || !response.path("content").path(NAME).asBoolean()) {
                throw new Failure.Declined("Nothing was changed: the user did not confirm the call.");
            }
        } else if (!confirmed) {
            throw new Failure.Invalid("Nothing was changed: %s%s Ask the user, then call again with confirm=true."
                    .formatted(request.message(), warning));
        }
    }

    private static String shorten(String question) {
        return question.length() <= MAX_LENGTH ? question : question.substring(0, MAX_LENGTH) + "…";
    }

    private static ObjectNode form(String warning) {
        var schema = ToolJson.MAPPER.createObjectNode().put("type", "object");
        schema.putObject("properties")
                .putObject(NAME)
                .put("type", "boolean")
                .put("title", "Yes, do it")
                .put("default", false);
        if (!warning.isEmpty()) {
            ((ObjectNode) schema.path("properties").path(NAME)).put("description", warning);
        }
        schema.putArray("required").add(NAME);
        return schema;
    }
}
