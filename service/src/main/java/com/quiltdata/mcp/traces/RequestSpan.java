package com.quiltdata.mcp.traces;

import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.context.TraceContext;
import com.quiltdata.mcp.metrics.LabelValues;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The span of one MCP request, following OpenTelemetry's conventions for MCP. Does nothing if tracing is off. */
public final class RequestSpan {
    static final RequestSpan NOTHING = new RequestSpan(Span.getInvalid());

    private static final ScopedValue<RequestSpan> CURRENT = ScopedValue.newInstance();
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Span span;

    RequestSpan(Span span) {
        this.span = span;
    }

    /** Returns the span of the request that runs on this thread. */
    public static RequestSpan current() {
        return CURRENT.orElse(NOTHING);
    }

    /** Runs work within the span. */
    public <T> T within(Supplier<T> work) {
        if (!span.getSpanContext().isValid()) {
            return work.get();
        }
        var trace = context(span);
        ClientInfo.current().ifPresent(client -> client.setTraceId(trace.traceId()));
        return ScopedValue.where(CURRENT, this)
                .where(TraceContext.CURRENT, trace)
                .call(work::get);
    }

    static TraceContext context(Span span) {
        var headers = new HashMap<String, String>();
        W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), headers, RequestSpan::put);
        var ids = span.getSpanContext();
        return new TraceContext(
                ids.getTraceId(), ids.getSpanId(), ids.isSampled(), headers.getOrDefault("tracestate", ""));
    }

    private static void put(@Nullable Map<String, String> headers, String name, String value) {
        Objects.requireNonNull(headers).put(name, value);
    }

    /** Sets the client's JSON-RPC id, if short and plain, and the id in logs, response and upstream requests. */
    public void ids(String rpc, String http) {
        if (SANE.matcher(rpc).matches()) {
            set(SpanAttribute.JSONRPC_REQUEST_ID, rpc);
        }
        set(SpanAttribute.REQUEST_ID, http);
    }

    /** Sets the method and, if known, the protocol revision; both must be ones that this server supports. */
    public void method(String name, @Nullable String version) {
        span.updateName(name);
        set(SpanAttribute.MCP_METHOD_NAME, name);
        if (version != null) {
            set(SpanAttribute.MCP_PROTOCOL_VERSION, version);
        }
    }

    /** Sets the tool that was called, and its outcome as in the metrics. */
    public void tool(String name, String outcome) {
        span.updateName("tools/call " + name);
        set(SpanAttribute.GEN_AI_OPERATION_NAME, "execute_tool");
        set(SpanAttribute.GEN_AI_TOOL_NAME, name);
        if (LabelValues.failed(outcome)) {
            failed(outcome);
        }
    }

    /** Sets the prompt that was requested; it must exist on this server. */
    public void prompt(String name) {
        span.updateName("prompts/get " + name);
        set(SpanAttribute.GEN_AI_PROMPT_NAME, name);
    }

    /** Marks the request as failed with a JSON-RPC error code. */
    public void refused(int code) {
        set(SpanAttribute.RPC_RESPONSE_STATUS_CODE, Integer.toString(code));
        failed(Integer.toString(code));
    }

    /** Marks the request as failed with a type from a fixed set; error texts may quote input and are not exported. */
    public void failed(String type) {
        set(SpanAttribute.ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR);
    }

    /** Ends the span once the response is complete. */
    public void end() {
        span.end();
    }

    private void set(SpanAttribute attribute, String value) {
        span.setAttribute(attribute.key(), value);
    }
}
