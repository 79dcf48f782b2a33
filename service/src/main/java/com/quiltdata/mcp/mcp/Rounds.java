package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Answers;
import com.quiltdata.mcp.tool.Needed;
import java.util.HashSet;
import java.util.Set;

/** Multi round-trip requests: what a request brings from the round before, and what a round that must ask leaves. */
final class Rounds {
    private static final String META = "_meta";
    private static final String RESPONSES = "inputResponses";
    private static final String STATE = "requestState";

    /** The params that differ between the rounds of one call. */
    static final Set<String> VARYING = Set.of(META, RESPONSES, STATE);

    private static final Set<String> METHODS = Set.of("tools/call", "prompts/get", "resources/read");

    private final RequestState states;

    Rounds(RequestState states) {
        this.states = states;
    }

    /** What the client has answered so far, of these capabilities. */
    Answers answers(Message.Request request, Inbound inbound, ObjectNode capabilities) {
        var params = request.params().object();
        if (params == null || !METHODS.contains(request.method())) {
            return Answers.none();
        }
        return Answers.of(capabilities, responses(params), kept(request, inbound, params));
    }

    private static ObjectNode responses(ObjectNode params) {
        if (!params.has(RESPONSES)) {
            return params.objectNode();
        } else if (params.get(RESPONSES) instanceof ObjectNode responses) {
            return responses;
        }
        throw new RpcException(ErrorCode.INVALID_PARAMS, "\"params.%s\" must be an object.".formatted(RESPONSES));
    }

    private Answers.Kept kept(Message.Request request, Inbound inbound, ObjectNode params) {
        if (!params.has(STATE)) {
            return Answers.Kept.nothing();
        }
        var payload = states.open(inbound.caller(), request, Params.text(params, STATE));
        var asked = new HashSet<String>();
        payload.path("asked").forEach(key -> asked.add(key.asText()));
        return new Answers.Kept(asked, payload.withObject("/given"), payload.get("note"));
    }

    /** The members of an {@code InputRequiredResult}. */
    ObjectNode asking(Needed.Input needed, Message.Request request, Inbound inbound) {
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
