package com.quiltdata.mcp.mcp;

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

    /** Runs the work of a request within its span. */
    McpResponse trace(Message.Request request, McpRequest context, Supplier<McpResponse> work) {
        if (!traces.on()) {
            return work.get();
        }
        var span = traces.serving(meta(request), context.headers().trace());
        span.ids(request.id().asText(), context.requestId());
        var response = within(span, work);
        if (response instanceof McpResponse.Stream(var call)) {
            return new McpResponse.Stream(writer -> ended(within(span, () -> call.run(writer)), span));
        }
        span.end();
        return response;
    }

    /** Returns the trace context in {@code params._meta} (2026-07-28). */
    private static RemoteTraceContext meta(Message.Request request) {
        var meta = request.param("_meta");
        return new RemoteTraceContext(
                meta.path("traceparent").textValue(), meta.path("tracestate").textValue());
    }

    /** Runs a part of the request within its span; an exception ends the span. */
    private static <T> T within(RequestSpan span, Supplier<T> work) {
        try {
            return span.within(work);
        } catch (RuntimeException | Error e) {
            span.failed(e instanceof UnauthenticatedException ? UNAUTHENTICATED : "error");
            span.end();
            throw e;
        }
    }

    private static McpResponse.StreamResult ended(McpResponse.StreamResult result, RequestSpan span) {
        if (result instanceof McpResponse.StreamResult.Refused) {
            span.failed(UNAUTHENTICATED);
        }
        span.end();
        return result;
    }
}
