package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.tool.ClientInputs;
import com.quiltdata.mcp.tool.ClientInputs.RoundState;
import com.quiltdata.mcp.tool.InputRequest;
import com.quiltdata.mcp.tool.InputRequiredException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Multi-round-trip requests: reads the client's input from a request and builds the result that requests input. */
record MultiRoundTrip(RequestStateSigner states) {
    private static final String RESPONSES = "inputResponses";
    private static final String STATE = "requestState";

    /** The parameters that vary between the rounds of one call. */
    static final Set<String> VARYING = Set.of("_meta", RESPONSES, STATE);

    private static final Set<String> METHODS = Set.of("tools/call", "prompts/get", "resources/read");

    record InputRequiredResult(Map<String, ServerRequest> inputRequests, String requestState) {}

    record ServerRequest(String method, @Nullable ObjectNode params) {
        static ServerRequest of(InputRequest request) {
            return new ServerRequest(request.method(), request.params().isEmpty() ? null : request.params());
        }
    }

    /** Returns the input that a client with these capabilities has sent so far. */
    ClientInputs inputs(Message.Request request, McpRequest context, ObjectNode capabilities) {
        var params = request.params();
        if (params == null || !METHODS.contains(request.method())) {
            return ClientInputs.none();
        }
        if (params.path(RESPONSES).isNull()) {
            throw ParamsReader.invalid(RESPONSES, "an object");
        }
        return new ClientInputs(capabilities, ParamsReader.object(params, RESPONSES), state(request, context));
    }

    private RoundState state(Message.Request request, McpRequest context) {
        var state = request.param(STATE);
        if (state.isMissingNode()) {
            return RoundState.initial();
        }
        var payload = states.open(context.caller(), request, ParamsReader.text(state, STATE));
        var asked = payload.path("asked").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        return new RoundState(asked, payload.withObject("/given"), payload.get("note"));
    }

    InputRequiredResult inputRequired(InputRequiredException.Input input, Message.Request request, McpRequest context) {
        var requests = new LinkedHashMap<String, ServerRequest>();
        input.requests().forEach((key, inputRequest) -> requests.put(key, ServerRequest.of(inputRequest)));
        return new InputRequiredResult(requests, states.seal(context.caller(), request, input.state()));
    }
}
