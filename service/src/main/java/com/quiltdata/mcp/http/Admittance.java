package com.quiltdata.mcp.http;

import com.quiltdata.mcp.admission.Admission;
import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.admission.Standing;
import com.quiltdata.mcp.admission.Visit;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.mcp.Inbound;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.mcp.Reply;
import com.quiltdata.mcp.rpc.Message;
import java.util.function.Function;

/** Applies admission to each POST: waits for the verdict on the token where the method needs one. */
final class Admittance {
    private static final String PING = "ping";

    private final Admission admission;
    private final McpServer server;

    Admittance(Admission admission, McpServer server) {
        this.admission = admission;
        this.server = server;
    }

    /**
     * Answers one POST.
     *
     * @param body reads the body, a large one with the verdict; called after the question about the token has begun
     * @param inbound describes the request of the caller, who is marked as accepted where that is known
     * @throws com.quiltdata.mcp.catalog.CatalogException.Unauthenticated when the catalog refuses the token
     */
    Reply answer(Caller caller, ClientAddress from, Function<Visit, byte[]> body, Function<Caller, Inbound> inbound) {
        var visit = admission.visit(caller, from);
        var streams = false;
        try {
            var reply = admitted(visit, caller, server.read(body.apply(visit)), inbound);
            streams = reply instanceof Reply.Stream;
            return reply instanceof Reply.Stream(var work) ? new Reply.Stream(closing(visit, work)) : reply;
        } finally {
            if (!streams) {
                visit.close();
            }
        }
    }

    private Reply admitted(Visit visit, Caller caller, Message message, Function<Caller, Inbound> inbound) {
        var free = free(message);
        var standing = free ? visit.now() : visit.await();
        if (standing == Standing.REFUSED) {
            return server.refuse(message, inbound.apply(caller));
        }
        var accepted = standing == Standing.ACCEPTED;
        if (!free && !accepted && !visit.enter()) {
            return server.turnAway(message, caller);
        }
        return server.handle(message, inbound.apply(accepted ? caller.accepted() : caller));
    }

    /** Whether the message costs nothing, so that only a verdict that is already there counts. */
    private static boolean free(Message message) {
        return switch (message) {
            case Message.Request request -> request.method().equals(PING);
            case Message.Notification _, Message.Response _ -> true;
            case Message.Malformed _ -> false;
        };
    }

    private static Reply.Work closing(Visit visit, Reply.Work work) {
        return sink -> {
            try (visit) {
                return work.run(sink);
            }
        };
    }
}
