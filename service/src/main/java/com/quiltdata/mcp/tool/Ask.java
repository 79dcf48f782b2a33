package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What a server may ask of a client in the middle of a call (2026-07-28, multi round-trip requests). */
public sealed interface Ask {
    /** The method of the request. */
    String method();

    /** The params of the request; {@code roots/list} has none. */
    ObjectNode params();

    /** The client capability that it needs, by name. */
    String capability();

    /** Whether a client that declares these capabilities takes it. */
    default boolean declared(ObjectNode capabilities) {
        return capabilities.path(capability()).isObject();
    }

    /** Whether this is an answer to it. */
    boolean answeredBy(JsonNode answer);

    /**
     * A form for the user.
     *
     * @param message what the user reads above it
     * @param schema an object of primitive properties, without nesting
     */
    record Elicit(String message, ObjectNode schema) implements Ask {
        private static final Set<String> ACTIONS = Set.of("accept", "decline", "cancel");

        @Override
        public String method() {
            return "elicitation/create";
        }

        @Override
        public ObjectNode params() {
            var params = JsonNodeFactory.instance.objectNode().put("mode", "form");
            params.put("message", message).set("requestedSchema", schema);
            return params;
        }

        @Override
        public String capability() {
            return "elicitation";
        }

        /** An empty declaration means forms; one that names modes must name this. */
        @Override
        public boolean declared(ObjectNode capabilities) {
            var declared = capabilities.path(capability());
            return declared.isObject() && (declared.isEmpty() || declared.has("form"));
        }

        @Override
        public boolean answeredBy(JsonNode answer) {
            var action = answer.path("action").asText();
            return ACTIONS.contains(action)
                    && (!action.equals("accept") || answer.path("content").isObject());
        }
    }

    /** A completion by the client's model; {@code params} as in {@code sampling/createMessage}. */
    record Sample(ObjectNode params) implements Ask {
        @Override
        public String method() {
            return "sampling/createMessage";
        }

        @Override
        public String capability() {
            return "sampling";
        }

        @Override
        public boolean answeredBy(JsonNode answer) {
            return answer.path("content").isContainerNode();
        }
    }

    /** The directories that the client works in. */
    record Roots() implements Ask {
        @Override
        public String method() {
            return "roots/list";
        }

        @Override
        public ObjectNode params() {
            return JsonNodeFactory.instance.objectNode();
        }

        @Override
        public String capability() {
            return "roots";
        }

        @Override
        public boolean answeredBy(JsonNode answer) {
            return answer.path("roots").isArray();
        }
    }
}
