package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The user's consent to what a DESTROY tool is about to do, the same for all of them: from the user where the client can
 * ask, or else by the argument {@code confirm}, which the kit adds to their schemas and takes from their arguments.
 */
final class Confirmation {
    private static final String NAME = "confirm";
    private static final int SHOWN = 500;

    private Confirmation() {}

    /** The tool's input schema, with the argument where the tool destroys something. */
    static ObjectNode added(Spec<?, ?> spec, ObjectNode schema) {
        if (spec.effect() == Effect.DESTROY) {
            var properties = schema.withObject("/properties");
            if (properties.has(NAME)) {
                throw new IllegalArgumentException(spec.name() + " has an argument that the kit adds: " + NAME);
            }
            properties
                    .putObject(NAME)
                    .put("type", "boolean")
                    .put("default", false)
                    .put(
                            "description",
                            "Send true once the user has agreed to this very call. Clients that can ask the user"
                                    + " are made to ask, whatever this says.");
        }
        return schema;
    }

    /** The arguments without the tool's consent, which {@link #require} is to be given. */
    static boolean taken(Spec<?, ?> spec, ObjectNode arguments) {
        if (spec.effect() != Effect.DESTROY) {
            return false;
        }
        var given = arguments.remove(NAME);
        if (given == null || given.isNull()) {
            return false;
        }
        var truth = new Kind.Truth().coerce(given);
        if (truth == null) {
            throw new Failure.Invalid("Invalid arguments: `%s` must be true or false.".formatted(NAME));
        }
        return truth.booleanValue();
    }

    /**
     * Lets a call pass whose user agreed.
     *
     * @throws Needed when the user is to be asked
     * @throws Failure when nobody agreed
     */
    static void require(String question, boolean confirmed, Answers answers) {
        var ask = new Ask.Elicit(shown(question), form());
        if (answers.can(ask)) {
            var answer = answers.answerTo(NAME, ask);
            if (!answer.path("action").asText().equals("accept")
                    || !answer.path("content").path(NAME).asBoolean()) {
                throw new Failure.Declined("Nothing was done: the user did not confirm it.");
            }
        } else if (!confirmed) {
            throw new Failure.Invalid(
                    "Nothing was done yet: %s This cannot be undone, so ask the user, and call again with confirm=true."
                            .formatted(shown(question)));
        }
    }

    private static String shown(String question) {
        return question.length() <= SHOWN ? question : question.substring(0, SHOWN) + "…";
    }

    private static ObjectNode form() {
        var schema = Json.MAPPER.createObjectNode().put("type", "object");
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
