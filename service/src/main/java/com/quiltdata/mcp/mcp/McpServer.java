package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.tool.LimitExceededException;
import com.quiltdata.mcp.traces.Traces;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each POST to the era it belongs to. */
public final class McpServer {
    private static final Logger LOG = LoggerFactory.getLogger(McpServer.class);

    private final Codec codec;
    private final Era current;
    private final List<Era> older;
    private final Tracing tracing;

    /** A server of these eras without traces. */
    public McpServer(Codec codec, Era current, List<Era> older) {
        this(codec, current, older, Traces.none());
    }

    /**
     * A server of these eras.
     *
     * @param current also answers, with its errors, what no era claims
     */
    public McpServer(Codec codec, Era current, List<Era> older, Traces traces) {
        this.codec = codec;
        this.current = current;
        this.older = List.copyOf(older);
        this.tracing = new Tracing(traces);
    }

    /** The message in the body of a POST. Never throws: what is not a message is {@link Message.Malformed}. */
    public Message read(byte[] body) {
        return codec.read(body);
    }

    /** The answer to a request of a caller without a verdict, for whom there is no room. */
    public Reply.Body turnAway(JsonNode id, Caller caller) {
        return refuse(id, caller, LimitExceededException.Limit.UNJUDGED);
    }

    /** The answer to a request for which there is no memory, because others hold it or the caller's own requests do. */
    public Reply.Body outOfMemory(JsonNode id, Caller caller, boolean own) {
        return refuse(
                id, caller, own ? LimitExceededException.Limit.CALLER_MEMORY : LimitExceededException.Limit.MEMORY);
    }

    /** The answer to a request whose own answer cannot be kept in memory until the client reads it. */
    public Reply.Body answerLost(JsonNode id, Caller caller) {
        return refuse(id, caller, LimitExceededException.Limit.ANSWER);
    }

    private Reply.Body refuse(JsonNode id, Caller caller, LimitExceededException.Limit limit) {
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
     * @throws CatalogException.Unauthenticated always
     */
    public Reply refuse(Message message, Inbound inbound) {
        if (message instanceof Message.Request request) {
            return tracing.refuse(era(request, inbound.headers()), request, inbound);
        }
        throw new CatalogException.Unauthenticated();
    }

    /** Answers one POST. Throws only what ends in HTTP 401: {@code CatalogException.Unauthenticated}. */
    public Reply handle(Message message, Inbound inbound) {
        return switch (message) {
            case Message.Request request -> tracing.answer(era(request, inbound.headers()), request, inbound);
            case Message.Notification _, Message.Response _ -> new Reply.Accepted();
            case Message.Malformed malformed -> {
                LOG.info(
                        "refused code={} reason=\"{}\" caller={}",
                        malformed.code().number(),
                        malformed.reason(),
                        inbound.caller().getName());
                yield new Reply.Body(
                        Reply.Status.BAD_REQUEST,
                        codec.error(null, malformed.code().number(), malformed.reason(), null));
            }
        };
    }

    private Era era(Message.Request request, Headers headers) {
        if (current.claims(request, headers)) {
            return current;
        }
        return older.stream()
                .filter(era -> era.claims(request, headers))
                .findFirst()
                .orElse(current);
    }
}
