package com.quiltdata.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.quiltdata.mcp.admission.Admission;
import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.admission.Standing;
import com.quiltdata.mcp.admission.Visit;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.mcp.Inbound;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.mcp.Reply;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.memory.JsonCost;
import com.quiltdata.mcp.rpc.Message;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Applies admission to each POST: waits for the verdict on the token where the method needs one. */
final class PostAdmission {
    private static final String PING = "ping";

    /** The length in bytes below which an answer is not counted. */
    private static final int UNCOUNTED = 1024;

    /** The length in bytes up to which a body is parsed before there is a verdict: its tree takes some 40 KiB at most. */
    private static final int PARSED_UNJUDGED = 1024;

    /** Maximum memory of a body and its tree, in bytes, of a caller whose token is not accepted. */
    private static final long UNJUDGED_COST = 1 << 20;

    private static final String TOO_MANY =
            "The request holds too many JSON values while the catalog has not accepted your token; try again later.";

    private final Admission admission;
    private final McpServer server;

    PostAdmission(Admission admission, McpServer server) {
        this.admission = admission;
        this.server = server;
    }

    /**
     * What a request holds while it is answered.
     *
     * @param share of its body, the tree of its body and its answer, so that neither large bodies nor clients that do not read
     *     fill the memory; null for a request without a body
     * @param judged is run when the request no longer waits for a verdict
     */
    record Holding(ByteBudget.@Nullable Share share, Runnable judged) {}

    /**
     * Answers one POST.
     *
     * @param body reads the body, a large one with the verdict; called after the question about the token has begun
     * @param inbound describes the request of the caller, who is marked as accepted where that is known
     * @throws CatalogException.Unauthenticated when the catalog refuses the token
     */
    Reply answer(
            Caller caller,
            ClientAddress from,
            Holding holding,
            Function<Visit, byte[]> body,
            Function<Caller, Inbound> inbound) {
        var visit = admission.visit(caller, from);
        var streams = false;
        try {
            var bytes = body.apply(visit);
            var refusal = unread(visit, caller, bytes, holding);
            if (refusal != null) {
                return refusal;
            }
            var message = server.read(bytes);
            var reply = admitted(visit, caller, message, holding, inbound);
            streams = reply instanceof Reply.Stream;
            return kept(reply, visit, json -> held(json, holding, () -> server.answerLost(id(message), caller)));
        } catch (CatalogException.Unauthenticated e) {
            throw e.explained(caller.fault(Instant.now()));
        } finally {
            if (!streams) {
                visit.close();
            }
        }
    }

    /** The reply, whose answer keeps its memory until the client has read it. */
    private static Reply kept(Reply reply, Visit visit, UnaryOperator<Reply.Body> held) {
        return switch (reply) {
            case Reply.Accepted accepted -> accepted;
            case Reply.Body json -> held.apply(json);
            case Reply.Stream(var work) -> new Reply.Stream(closing(visit, work, held));
        };
    }

    /** Refuses a body before it is parsed, which takes many times its bytes; null when it may be parsed. */
    private Reply.@Nullable Body unread(Visit visit, Caller caller, byte[] body, Holding holding) {
        if (body.length > PARSED_UNJUDGED && visit.now() != Standing.ACCEPTED) {
            var standing = visit.await();
            holding.judged().run();
            if (standing == Standing.REFUSED) {
                throw new CatalogException.Unauthenticated();
            } else if (standing == Standing.UNJUDGED && !visit.enter()) {
                return server.turnAway(JsonRpcId.find(body, body.length), caller);
            } else if (standing == Standing.UNJUDGED && JsonCost.of(body) > UNJUDGED_COST) {
                throw new WebApplicationException(Errors.of(413, TOO_MANY).build());
            }
        }
        try {
            if (holding.share() != null && body.length > PARSED_UNJUDGED) {
                holding.share().grow(JsonCost.of(body) - body.length);
            }
            return null;
        } catch (ByteBudget.Exhausted e) {
            if (e.shortage() == ByteBudget.Shortage.TOTAL) {
                throw new WebApplicationException(
                        Errors.of(413, String.valueOf(e.getMessage())).build());
            }
            var id = JsonRpcId.find(body, body.length);
            return visit.now() == Standing.ACCEPTED
                    ? server.outOfMemory(id, caller, e.shortage() == ByteBudget.Shortage.OWNER)
                    : server.turnAway(id, caller);
        }
    }

    private Reply admitted(
            Visit visit, Caller caller, Message message, Holding holding, Function<Caller, Inbound> inbound) {
        var free = free(message);
        var standing = free ? visit.now() : visit.await();
        holding.judged().run();
        if (standing == Standing.REFUSED) {
            return server.refuse(message, inbound.apply(caller));
        }
        var accepted = standing == Standing.ACCEPTED;
        if (!free && !accepted && !visit.enter()) {
            return server.turnAway(id(message), caller);
        }
        return server.handle(message, inbound.apply(accepted ? caller.accepted() : caller));
    }

    private static JsonNode id(Message message) {
        return message instanceof Message.Request request ? request.id() : NullNode.getInstance();
    }

    /** Whether the message costs nothing, so that only a verdict that is already there counts. */
    private static boolean free(Message message) {
        return switch (message) {
            case Message.Request request -> request.method().equals(PING);
            case Message.Notification _, Message.Response _ -> true;
            case Message.Malformed _ -> false;
        };
    }

    private static Reply.Work closing(Visit visit, Reply.Work work, UnaryOperator<Reply.Body> held) {
        return sink -> {
            try (visit) {
                return switch (work.run(sink)) {
                    case Reply.Ending.Response(var body, var failed) -> response(body, held.apply(body), failed);
                    case Reply.Ending.Refused refused -> refused;
                };
            }
        };
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the answer itself
    private static Reply.Ending response(Reply.Body answer, Reply.Body held, boolean failed) {
        return new Reply.Ending.Response(held, failed || held != answer);
    }

    private static Reply.Body held(Reply.Body json, Holding holding, Supplier<Reply.Body> refusal) {
        var share = holding.share();
        if (share == null || json.json().length < UNCOUNTED) {
            return json;
        }
        try {
            share.grow(json.json().length);
            return json;
        } catch (ByteBudget.Exhausted e) {
            return refusal.get();
        }
    }
}
