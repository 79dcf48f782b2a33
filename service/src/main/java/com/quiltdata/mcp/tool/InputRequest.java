package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A request for input that a server sends to the client during a call (MCP 2026-07-28, multi round-trip requests). */
public interface InputRequest {
    /** Returns the MCP method of the request. */
    String method();

    /** Returns the params of the request; empty when the method has none. */
    ObjectNode params();

    /** Returns the name of the client capability that the request requires. */
    String capability();

    /** Returns whether a client with these capabilities supports the request. */
    default boolean supportedBy(ObjectNode capabilities) {
        return capabilities.path(capability()).isObject();
    }

    /** Returns whether this is a valid response to the request. */
    boolean accepts(JsonNode response);

    /**
     * A form for the user to fill in.
     *
     * @param message the text above the form
     * @param schema an object schema with primitive properties only
     */
    record ElicitRequest(String message, ObjectNode schema) implements InputRequest {
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

        /** An empty declaration means forms; a declaration with modes must include {@code form}. */
        @Override
        public boolean supportedBy(ObjectNode capabilities) {
            var declared = capabilities.path(capability());
            return declared.isObject() && (declared.isEmpty() || declared.has("form"));
        }

        @Override
        public boolean accepts(JsonNode response) {
            var action = response.path("action").asText();
            return ACTIONS.contains(action)
                    && (!action.equals("accept") || response.path("content").isObject());
        }
    }
}
