package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.ClientInputs;
import com.quiltdata.mcp.tool.InputRequiredException;
import java.util.HashSet;
import java.util.Set;

/** Multi-round-trip requests: reads the client's input from a request and builds the result that requests input. */
final class MultiRoundTrip {
    private static final String META = "_meta";
    private static final String RESPONSES = "inputResponses";
    private static final String STATE = "requestState";

    /** The parameters that vary between the rounds of one call. */
    static final Set<String> VARYING = Set.of(META, RESPONSES, STATE);

    private static final Set<String> METHODS = Set.of("tools/call", "prompts/get", "resources/read");

    private final RequestStateSigner states;

    MultiRoundTrip(RequestStateSigner states) {
        this.states = states;
    }

    /** Returns the input that a client with these capabilities has sent so far. */
    ClientInputs answers(Message.Request request, McpRequest inbound, ObjectNode capabilities) {
        var params = request.params().object();
        if (params == null || !METHODS.contains(request.method())) {
            return ClientInputs.none();
        }
        return ClientInputs.of(capabilities, responses(params), kept(request, inbound, params));
    }

    private static ObjectNode responses(ObjectNode params) {
        if (!params.has(RESPONSES)) {
            return params.objectNode();
        } else if (params.get(RESPONSES) instanceof ObjectNode responses) {
            return responses;
        }
        throw new RpcException(ErrorCode.INVALID_PARAMS, "\"params.%s\" must be an object.".formatted(RESPONSES));
    }

    private ClientInputs.RoundState kept(Message.Request request, McpRequest inbound, ObjectNode params) {
        if (!params.has(STATE)) {
            return ClientInputs.RoundState.nothing();
        }
        var payload = states.open(inbound.caller(), request, ParamsReader.text(params, STATE));
        var asked = new HashSet<String>();
        payload.path("asked").forEach(key -> asked.add(key.asText()));
        return new ClientInputs.RoundState(asked, payload.withObject("/given"), payload.get("note"));
    }

    /** Returns the fields of an {@code InputRequiredResult}. */
    ObjectNode asking(InputRequiredException.Input needed, Message.Request request, McpRequest inbound) {
        var kept = needed.kept();
        var payload = JsonNodeFactory.instance.objectNode();
        var asked = payload.putArray("asked");
        kept.asked().stream().sorted().forEach(asked::add);
        payload.set("given", kept.given());
        if (kept.note() != null) {
            payload.set("note", kept.note());
        }
        var body = JsonNodeFactory.instance.objectNode();
        var requests = body.putObject("inputRequests");
        needed.asks().forEach((key, ask) -> {
            var one = requests.putObject(key).put("method", ask.method());
            if (!ask.params().isEmpty()) {
                one.set("params", ask.params());
            }
        });
        return body.put(STATE, states.seal(inbound.caller(), request, payload));
    }
}
