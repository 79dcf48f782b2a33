package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.tool.LimitExceededException;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.SelectionRequest;
import com.quiltdata.mcp.tool.UnknownNameException;
import com.quiltdata.mcp.traces.RemoteTraceContext;
import com.quiltdata.mcp.traces.RequestSpan;
import com.quiltdata.mcp.traces.Traces;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MCP endpoint: passes each POST to the protocol era it belongs to.
 *
 * @param eras the first that claims a request handles it, else the first of all, the current one
 */
public record McpServer(Codec codec, List<MethodDispatcher> eras, Traces traces) {
    private static final Logger LOG = LoggerFactory.getLogger(McpServer.class);
    private static final String UNAUTHENTICATED = "unauthenticated";

    public McpServer {
        eras = List.copyOf(eras);
    }

    /** Encodes the results that all clients ask for, which takes long, so that the first of them does not wait. */
    public void prepare() {
        eras.forEach(MethodDispatcher::prepare);
    }

    /** Parses the body of a POST. Never throws: an invalid body becomes {@link Message.MalformedMessage}. */
    public Message read(byte[] body) {
        return codec.read(body);
    }

    /**
     * Returns the tools that a connection chooses.
     *
     * @throws UnknownNameException when there is no preset, toolset or tool of one of the names, or nothing is listed
     */
    public Selection select(SelectionRequest request) {
        return eras.getFirst().select(request);
    }

    /** Returns whether all presets and toolsets of a comma-separated list exist, and one has a tool that may run. */
    public boolean hasToolsets(String names) {
        try {
            select(new SelectionRequest(List.of(names), "", "", false));
            return true;
        } catch (UnknownNameException _) {
            return false;
        }
    }

    /** Returns the refusal for a request with an unverified token, if too many such requests are running. */
    public McpResponse.Body turnAway(JsonNode id, Caller caller) {
        return refuse(id, caller, LimitExceededException.Limit.UNJUDGED);
    }

    /** Returns the refusal for lack of memory, held by other callers or ({@code own}) by the caller's own requests. */
    public McpResponse.Body outOfMemory(JsonNode id, Caller caller, boolean own) {
        return refuse(
                id, caller, own ? LimitExceededException.Limit.CALLER_MEMORY : LimitExceededException.Limit.MEMORY);
    }

    /** Returns the refusal for a request whose response does not fit in memory until the client reads it. */
    public McpResponse.Body answerLost(JsonNode id, Caller caller) {
        return refuse(id, caller, LimitExceededException.Limit.ANSWER);
    }

    private McpResponse.Body refuse(JsonNode id, Caller caller, LimitExceededException.Limit limit) {
        var refusal = new LimitExceededException(limit);
        LOG.info(
                "refused code={} reason=\"{}\" caller={}",
                LimitResponse.status(refusal).number(),
                refusal.getMessage(),
                caller.getName());
        return LimitResponse.of(codec, id, refusal);
    }

    /** Refuses a message whose token the catalog refused; always throws {@link UnauthenticatedException}. */
    public McpResponse refuse(Message message, McpRequest context) {
        if (message instanceof Message.Request request) {
            return trace(request, context, () -> {
                throw era(request, context).refuse(request, context);
            });
        }
        throw new UnauthenticatedException();
    }

    /** Handles one POST. Throws only {@code UnauthenticatedException}, which becomes HTTP 401. */
    public McpResponse handle(Message message, McpRequest context) {
        return switch (message) {
            case Message.Request request ->
                trace(request, context, () -> era(request, context).handle(request, context));
            case Message.Notification _, Message.Response _ -> new McpResponse.AcceptedResponse();
            case Message.MalformedMessage malformed -> {
                LOG.info(
                        "refused code={} reason=\"{}\" caller={}",
                        malformed.code().number(),
                        malformed.reason(),
                        context.caller().getName());
                yield new McpResponse.Body(
                        McpResponse.Status.BAD_REQUEST,
                        codec.error(null, malformed.code().number(), malformed.reason(), null));
            }
        };
    }

    private MethodDispatcher era(Message.Request request, McpRequest context) {
        for (var era : eras) {
            if (era.claims(request, context.headers())) {
                return era;
            }
        }
        return eras.getFirst();
    }

    /** Runs the work of a request within a span that ends with its response, or with its stream. */
    private McpResponse trace(Message.Request request, McpRequest context, Supplier<McpResponse> work) {
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
