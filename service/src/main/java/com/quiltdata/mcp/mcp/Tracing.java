package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.traces.Handed;
import com.quiltdata.mcp.traces.Served;
import com.quiltdata.mcp.traces.Traces;
import java.util.function.Supplier;

/** The span of each request, from its reading until its answer is whole, which that of a stream is at its end. */
final class Tracing {
    private static final String UNAUTHENTICATED = "unauthenticated";

    private final Traces traces;

    Tracing(Traces traces) {
        this.traces = traces;
    }

    /** Refuses a request whose token the catalog has refused; returns nothing, but throws what ends in HTTP 401. */
    Reply refuse(Era era, Message.Request request, Inbound inbound) {
        if (!traces.on()) {
            throw era.refuse(request, inbound);
        }
        return told(served(request, inbound), () -> {
            throw era.refuse(request, inbound);
        });
    }

    private Served served(Message.Request request, Inbound inbound) {
        var served = traces.serving(meta(request), inbound.headers().trace());
        served.ids(request.id().asText(), inbound.requestId());
        return served;
    }

    Reply answer(Era era, Message.Request request, Inbound inbound) {
        if (!traces.on()) {
            return era.answer(request, inbound);
        }
        var served = served(request, inbound);
        var reply = told(served, () -> era.answer(request, inbound));
        if (reply instanceof Reply.Stream(var work)) {
            return new Reply.Stream(sink -> ended(told(served, () -> work.run(sink)), served));
        }
        served.end();
        return reply;
    }

    /** Where the request itself says it belongs (2026-07-28, {@code _meta}). */
    private static Handed meta(Message.Request request) {
        var params = request.params().object();
        JsonNode meta = params == null ? MissingNode.getInstance() : params.path("_meta");
        return new Handed(
                meta.path("traceparent").textValue(), meta.path("tracestate").textValue());
    }

    /** Does some of its work; whatever that throws is the end of it. */
    private static <T> T told(Served served, Supplier<T> work) {
        var failure = "error";
        var thrown = true;
        try {
            var done = served.within(work);
            thrown = false;
            return done;
        } catch (CatalogException.Unauthenticated e) {
            failure = UNAUTHENTICATED;
            throw e;
        } finally {
            if (thrown) {
                served.failed(failure);
                served.end();
            }
        }
    }

    private static Reply.Ending ended(Reply.Ending ending, Served served) {
        if (ending instanceof Reply.Ending.Refused) {
            served.failed(UNAUTHENTICATED);
        }
        served.end();
        return ending;
    }
}
