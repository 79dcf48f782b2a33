package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.tool.InputRequest;

/** Requests for input that MCP defines and no tool of the product sends. */
public final class ClientRequests {
    private ClientRequests() {}

    /** Returns a completion by the client's model, with the params of {@code sampling/createMessage}. */
    public static InputRequest createMessage(ObjectNode params) {
        return new ClientRequest("sampling/createMessage", params, "sampling", "content");
    }

    /** Returns the root directories of the client. */
    public static InputRequest listRoots() {
        return new ClientRequest("roots/list", JsonNodeFactory.instance.objectNode(), "roots", "roots");
    }

    private record ClientRequest(String method, ObjectNode params, String capability, String responseField)
            implements InputRequest {
        @Override
        public boolean accepts(JsonNode response) {
            return response.path(responseField).isContainerNode();
        }
    }
}
