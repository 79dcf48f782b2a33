package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.traces.RemoteTraceContext;
import com.quiltdata.mcp.traces.RequestSpan;
import com.quiltdata.mcp.traces.Traces;
import java.util.function.Supplier;

/** Traces each request in a span that ends with its response, or with its stream. */
final class RequestTracer {
    private static final String UNAUTHENTICATED = "unauthenticated";

    private final Traces traces;

    RequestTracer(Traces traces) {
        this.traces = traces;
    }

    /** Refuses a request whose token the catalog has refused; always throws the exception that becomes HTTP 401. */
    McpResponse refuse(ProtocolEra era, Message.Request request, McpRequest inbound) {
        if (!traces.on()) {
            throw era.refuse(request, inbound);
        }
        return told(served(request, inbound), () -> {
            throw era.refuse(request, inbound);
        });
    }

    private RequestSpan served(Message.Request request, McpRequest inbound) {
        var served = traces.serving(meta(request), inbound.headers().trace());
        served.ids(request.id().asText(), inbound.requestId());
        return served;
    }

    McpResponse answer(ProtocolEra era, Message.Request request, McpRequest inbound) {
        if (!traces.on()) {
            return era.answer(request, inbound);
        }
        var served = served(request, inbound);
        var reply = told(served, () -> era.answer(request, inbound));
        if (reply instanceof McpResponse.Stream(var work)) {
            return new McpResponse.Stream(sink -> ended(told(served, () -> work.run(sink)), served));
        }
        served.end();
        return reply;
    }

    /** Returns the trace context in {@code params._meta} (2026-07-28). */
    private static RemoteTraceContext meta(Message.Request request) {
        var params = request.params().object();
        JsonNode meta = params == null ? MissingNode.getInstance() : params.path("_meta");
        return new RemoteTraceContext(
                meta.path("traceparent").textValue(), meta.path("tracestate").textValue());
    }

    /** Runs a part of the request within its span; an exception ends the span. */
    private static <T> T told(RequestSpan served, Supplier<T> work) {
        var failure = "error";
        var thrown = true;
        try {
            var done = served.within(work);
            thrown = false;
            return done;
        } catch (UnauthenticatedException e) {
            failure = UNAUTHENTICATED;
            throw e;
        } finally {
            if (thrown) {
                served.failed(failure);
                served.end();
            }
        }
    }

    private static McpResponse.StreamResult ended(McpResponse.StreamResult ending, RequestSpan served) {
        if (ending instanceof McpResponse.StreamResult.Refused) {
            served.failed(UNAUTHENTICATED);
        }
        served.end();
        return ending;
    }
}
