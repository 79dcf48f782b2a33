package com.quiltdata.mcp.mcp;

import static com.quiltdata.mcp.fuzz.FuzzTarget.require;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.fuzz.Sentences;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.rpc.RpcException;
import java.time.Instant;
import java.time.InstantSource;

/** States of multi-round calls: only what was issued opens, for its caller and its call alone. */
public final class StateFuzz {
    private static final RequestStateSigner SIGNER =
            RequestStateSigner.of("0123456789abcdef0123456789abcdef", null, InstantSource.fixed(Instant.EPOCH));
    private static final Caller ADA = Caller.of("ada");
    private static final ObjectNode PAYLOAD =
            JsonNodeFactory.instance.objectNode().put("asked", "x");
    private static final Message.Request REQUEST = request("t");
    private static final String ISSUED = SIGNER.seal(ADA, REQUEST, PAYLOAD);

    private StateFuzz() {}

    private static Message.Request request(String name) {
        var nodes = JsonNodeFactory.instance;
        return new Message.Request(
                nodes.numberNode(1), "tools/call", nodes.objectNode().put("name", name));
    }

    /** Checks a text as a state, and as a change of the issued one at a place that depends on its length. */
    public static void check(String text) {
        var at = text.isEmpty() ? 0 : text.hashCode() % ISSUED.length();
        at = Math.abs(at);
        refused(ADA, REQUEST, text);
        refused(ADA, REQUEST, ISSUED.substring(0, at) + text + ISSUED.substring(at));
        refused(
                ADA,
                REQUEST,
                ISSUED.substring(0, at) + text + ISSUED.substring(Math.min(ISSUED.length(), at + text.length())));
        if (!text.isBlank() && !text.equals("ada")) {
            refused(Caller.of(text), REQUEST, ISSUED);
        }
        if (!text.equals("t")) {
            refused(ADA, request(text), ISSUED);
        }
    }

    private static void refused(Caller caller, Message.Request request, String state) {
        try {
            var opened = SIGNER.open(caller, request, state);
            require(state.equals(ISSUED) && caller.equals(ADA) && request.equals(REQUEST), "opened: %s", opened);
        } catch (RpcException e) {
            require(
                    !state.equals(ISSUED) || !caller.equals(ADA) || !request.equals(REQUEST),
                    "the issued state is refused");
            Sentences.check(String.valueOf(e.getMessage()), "");
        }
    }
}
