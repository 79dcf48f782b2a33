package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.tool.LimitExceededException;
import com.quiltdata.mcp.traces.Traces;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MCP endpoint: passes each POST to the protocol era it belongs to. */
public final class McpServer {
    private static final Logger LOG = LoggerFactory.getLogger(McpServer.class);

    private final Codec codec;
    private final ProtocolEra current;
    private final List<ProtocolEra> older;
    private final RequestTracer tracing;

    /** Creates a server without tracing. */
    public McpServer(Codec codec, ProtocolEra current, List<ProtocolEra> older) {
        this(codec, current, older, Traces.none());
    }

    /**
     * Creates a server.
     *
     * @param current the current era, which also handles requests that no era claims
     */
    public McpServer(Codec codec, ProtocolEra current, List<ProtocolEra> older, Traces traces) {
        this.codec = codec;
        this.current = current;
        this.older = List.copyOf(older);
        this.tracing = new RequestTracer(traces);
    }

    /** Parses the body of a POST. Never throws: an invalid body becomes {@link Message.MalformedMessage}. */
    public Message read(byte[] body) {
        return codec.read(body);
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

    /**
     * Refuses a message whose token the catalog has refused.
     *
     * @throws UnauthenticatedException always
     */
    public McpResponse refuse(Message message, McpRequest inbound) {
        if (message instanceof Message.Request request) {
            return tracing.refuse(era(request, inbound.headers()), request, inbound);
        }
        throw new UnauthenticatedException();
    }

    /** Handles one POST. Throws only {@code UnauthenticatedException}, which becomes HTTP 401. */
    public McpResponse handle(Message message, McpRequest inbound) {
        return switch (message) {
            case Message.Request request -> tracing.answer(era(request, inbound.headers()), request, inbound);
            case Message.Notification _, Message.Response _ -> new McpResponse.AcceptedResponse();
            case Message.MalformedMessage malformed -> {
                LOG.info(
                        "refused code={} reason=\"{}\" caller={}",
                        malformed.code().number(),
                        malformed.reason(),
                        inbound.caller().getName());
                yield new McpResponse.Body(
                        McpResponse.Status.BAD_REQUEST,
                        codec.error(null, malformed.code().number(), malformed.reason(), null));
            }
        };
    }

    private ProtocolEra era(Message.Request request, McpHeaders headers) {
        if (current.claims(request, headers)) {
            return current;
        }
        return older.stream()
                .filter(era -> era.claims(request, headers))
                .findFirst()
                .orElse(current);
    }
}
