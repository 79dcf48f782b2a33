package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A request for input that a server sends to the client during a call (MCP 2026-07-28, multi round-trip requests). */
public sealed interface InputRequest {
    /** Returns the MCP method of the request. */
    String method();

    /** Returns the params of the request; empty for {@code roots/list}. */
    ObjectNode params();

    /** Returns the name of the client capability that the request requires. */
    String capability();

    /** Returns whether a client with these capabilities supports the request. */
    default boolean declared(ObjectNode capabilities) {
        return capabilities.path(capability()).isObject();
    }

    /** Returns whether this is a valid response to the request. */
    boolean answeredBy(JsonNode answer);

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

    /** A completion by the client's model, with the {@code params} of {@code sampling/createMessage}. */
    record CreateMessageRequest(ObjectNode params) implements InputRequest {
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

    /** The root directories of the client. */
    record ListRootsRequest() implements InputRequest {
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
