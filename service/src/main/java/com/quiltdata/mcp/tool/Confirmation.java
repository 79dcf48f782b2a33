package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.Failure;

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
                    .put(
                            "description",
                            "Send true after the user has agreed; clients with elicitation are asked anyway.");
        }
        return schema;
    }

    /** Removes {@code confirm} from the arguments and returns its value, for {@link #require}. */
    static boolean remove(Spec<?, ?> spec, ObjectNode arguments) {
        var value = spec.mayConfirm() ? arguments.remove(NAME) : null;
        if (value == null || value.isNull()) {
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
    static void require(String question, boolean confirmed, ClientInputs inputs) {
        var request = new InputRequest.ElicitRequest(shorten(question), form());
        if (inputs.supports(request)) {
            var response = inputs.confirm(NAME, request);
            if (!response.path("action").asText().equals("accept")
                    || !response.path("content").path(NAME).asBoolean()) {
                throw new Failure.Declined("Nothing was changed: the user did not confirm the call.");
            }
        } else if (!confirmed) {
            throw new Failure.Invalid(
                    "Nothing was changed: %s This cannot be undone. Ask the user, then call again with confirm=true."
                            .formatted(request.message()));
        }
    }

    private static String shorten(String question) {
        return question.length() <= MAX_LENGTH ? question : question.substring(0, MAX_LENGTH) + "…";
    }

    private static ObjectNode form() {
        var schema = ToolJson.MAPPER.createObjectNode().put("type", "object");
        schema.putObject("properties")
                .putObject(NAME)
                .put("type", "boolean")
                .put("title", "Yes, do it")
                .put("description", "This cannot be undone.")
                .put("default", false);
        schema.putArray("required").add(NAME);
        return schema;
    }
}
