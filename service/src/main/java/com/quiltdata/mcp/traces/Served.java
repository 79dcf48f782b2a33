package com.quiltdata.mcp.traces;

import com.quiltdata.mcp.catalog.TraceContext;
import com.quiltdata.mcp.context.ClientInfo;
import com.quiltdata.mcp.metrics.Values;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The span of one MCP request, by OpenTelemetry's conventions for MCP. Does nothing when there are no traces. */
public final class Served {
    static final Served NOTHING = new Served(Span.getInvalid());

    private static final ScopedValue<Served> CURRENT = ScopedValue.newInstance();
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Span span;

    Served(Span span) {
        this.span = span;
    }

    /** The span of the request that is being served on this thread. */
    public static Served current() {
        return CURRENT.orElse(NOTHING);
    }

    /** Does some work as a part of it. */
    public <T> T within(Supplier<T> work) {
        if (!span.getSpanContext().isValid()) {
            return work.get();
        }
        var place = Places.of(span);
        ClientInfo.current().ifPresent(client -> client.joined(place.traceId()));
        return ScopedValue.where(CURRENT, this)
                .where(TraceContext.CURRENT, place)
                .call(work::get);
    }

    /**
     * By which ids others know it.
     *
     * @param rpc the client's, left out unless it is a plain one
     * @param http in log, reply and upstream
     */
    public void ids(String rpc, String http) {
        if (SANE.matcher(rpc).matches()) {
            set(Attribute.JSONRPC_REQUEST_ID, rpc);
        }
        set(Attribute.REQUEST_ID, http);
    }

    /** What was asked: a method of this server, and one of its revisions where the request names one. */
    public void method(String name, @Nullable String version) {
        span.updateName(name);
        set(Attribute.MCP_METHOD_NAME, name);
        if (version != null) {
            set(Attribute.MCP_PROTOCOL_VERSION, version);
        }
    }

    /** That it called a tool of the inventory, and how that ended: as it is measured. */
    public void tool(String name, String outcome) {
        span.updateName("tools/call " + name);
        set(Attribute.GEN_AI_OPERATION_NAME, "execute_tool");
        set(Attribute.GEN_AI_TOOL_NAME, name);
        if (Values.failed(outcome)) {
            failed(outcome);
        }
    }

    /** That it got a prompt of this server. */
    public void prompt(String name) {
        span.updateName("prompts/get " + name);
        set(Attribute.GEN_AI_PROMPT_NAME, name);
    }

    /** That it ended in a JSON-RPC error of this number. */
    public void refused(int code) {
        set(Attribute.RPC_RESPONSE_STATUS_CODE, Integer.toString(code));
        failed(Integer.toString(code));
    }

    /** That it failed in a way of a closed set. The text of the error stays here: it may quote what was asked. */
    public void failed(String type) {
        set(Attribute.ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR);
    }

    /** Its answer is whole. */
    public void end() {
        span.end();
    }

    private void set(Attribute attribute, String value) {
        span.setAttribute(attribute.key(), value);
    }
}
