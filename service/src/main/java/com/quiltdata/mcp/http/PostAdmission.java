package com.quiltdata.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.quiltdata.mcp.admission.Admission;
import com.quiltdata.mcp.admission.Admission.RequestAdmission;
import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.admission.TokenStatus;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.mcp.McpRequest;
import com.quiltdata.mcp.mcp.McpResponse;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.memory.JsonMemoryEstimator;
import com.quiltdata.mcp.rpc.Message;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Applies admission to each POST: waits for the verdict on the token if the method needs one. */
record PostAdmission(Admission admission, McpServer server) {
    private static final String PING = "ping";

    /** Size below which a response is not charged, in bytes. */
    private static final int UNCOUNTED = 1024;

    /** Maximum size of a body that is parsed before a verdict, in bytes; its tree takes up to about 40 KiB. */
    private static final int PARSED_UNJUDGED = 1024;

    /** Maximum memory of a body and its tree if the caller's token is not accepted, in bytes. */
    private static final long UNJUDGED_COST = 1 << 20;

    private static final String TOO_MANY =
            "The request has too many JSON values for a token that the catalog has not accepted yet; try again later.";

    /**
     * Resources that a request holds until it is complete.
     *
     * @param share memory of the body, its tree and the response; null for a request without a body
     * @param judged called when the request no longer waits for a verdict
     */
    record RequestResources(ByteBudget.@Nullable Share share, Runnable judged) {}

    /** Handles one POST; {@code body} is read after the question about the token, a large one after the verdict. */
    McpResponse answer(
            Caller caller,
            ClientAddress from,
            RequestResources holding,
            Function<RequestAdmission, byte[]> body,
            Function<Caller, McpRequest> inbound) {
        var visit = admission.visit(caller, from);
        var streams = false;
        try {
            var bytes = body.apply(visit);
            var refusal = refuseUnread(visit, caller, bytes, holding);
            if (refusal != null) {
                return refusal;
            }
            var message = server.read(bytes);
            var reply = admitted(visit, caller, message, holding, inbound);
            streams = reply instanceof McpResponse.Stream;
            return held(reply, visit, json -> held(json, holding, () -> server.answerLost(id(message), caller)));
        } catch (UnauthenticatedException e) {
            throw e.explained(caller.fault(Instant.now()));
        } finally {
            if (!streams) {
                visit.close();
            }
        }
    }

    /** Returns the reply, whose memory is held until the client has read it. */
    private static McpResponse held(McpResponse reply, RequestAdmission visit, UnaryOperator<McpResponse.Body> held) {
        return switch (reply) {
            case McpResponse.AcceptedResponse accepted -> accepted;
            case McpResponse.Body json -> held.apply(json);
            case McpResponse.Stream(var work) -> new McpResponse.Stream(closing(visit, work, held));
        };
    }

    /** Returns a refusal, or null if the body may be parsed, which takes many times its size in memory. */
    private McpResponse.@Nullable Body refuseUnread(
            RequestAdmission visit, Caller caller, byte[] body, RequestResources holding) {
        if (body.length > PARSED_UNJUDGED && visit.now() != TokenStatus.ACCEPTED) {
            var status = visit.await();
            holding.judged().run();
            if (status == TokenStatus.REFUSED) {
                throw new UnauthenticatedException();
            } else if (status == TokenStatus.UNJUDGED && !visit.enter()) {
                return server.turnAway(JsonRpcIdParser.find(body, body.length), caller);
            } else if (status == TokenStatus.UNJUDGED && JsonMemoryEstimator.of(body) > UNJUDGED_COST) {
                throw ErrorResponses.exception(413, TOO_MANY);
            }
        }
        try {
            if (holding.share() != null && body.length > PARSED_UNJUDGED) {
                holding.share().grow(JsonMemoryEstimator.of(body) - body.length);
            }
            return null;
        } catch (ByteBudget.MemoryExhaustedException e) {
            if (e.shortage() == ByteBudget.Shortage.TOTAL) {
                throw ErrorResponses.exception(413, String.valueOf(e.getMessage()));
            }
            var id = JsonRpcIdParser.find(body, body.length);
            return visit.now() == TokenStatus.ACCEPTED
                    ? server.outOfMemory(id, caller, e.shortage() == ByteBudget.Shortage.OWNER)
                    : server.turnAway(id, caller);
        }
    }

    private McpResponse admitted(
            RequestAdmission visit,
            Caller caller,
            Message message,
            RequestResources holding,
            Function<Caller, McpRequest> inbound) {
        var needsNoVerdict = needsNoVerdict(message);
        var status = needsNoVerdict ? visit.now() : visit.await();
        holding.judged().run();
        if (status == TokenStatus.REFUSED) {
            return server.refuse(message, inbound.apply(caller));
        }
        var accepted = status == TokenStatus.ACCEPTED;
        if (!needsNoVerdict && !accepted && !visit.enter()) {
            return server.turnAway(id(message), caller);
        }
        return server.handle(message, inbound.apply(accepted ? visit.acceptedCaller() : caller));
    }

    private static JsonNode id(Message message) {
        return message instanceof Message.Request request ? request.id() : NullNode.getInstance();
    }

    /** Returns whether the message needs no work, so that it does not wait for a verdict. */
    private static boolean needsNoVerdict(Message message) {
        return switch (message) {
            case Message.Request request -> request.method().equals(PING);
            case Message.Notification _, Message.Response _ -> true;
            case Message.MalformedMessage _ -> false;
        };
    }

    private static McpResponse.StreamedCall closing(
            RequestAdmission visit, McpResponse.StreamedCall work, UnaryOperator<McpResponse.Body> held) {
        return sink -> {
            try (visit) {
                return switch (work.run(sink)) {
                    case McpResponse.StreamResult.Response(var body, var failed) -> {
                        var kept = held.apply(body);
                        yield new McpResponse.StreamResult.Response(kept, failed || kept.status() != body.status());
                    }
                    case McpResponse.StreamResult.Refused refused -> refused;
                };
            }
        };
    }

    private static McpResponse.Body held(
            McpResponse.Body json, RequestResources holding, Supplier<McpResponse.Body> refusal) {
        var share = holding.share();
        if (share == null || json.json().length < UNCOUNTED) {
            return json;
        }
        try {
            share.grow(json.json().length);
            return json;
        } catch (ByteBudget.MemoryExhaustedException e) {
            return refusal.get();
        }
    }
}
