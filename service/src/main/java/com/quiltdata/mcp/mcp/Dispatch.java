package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Runner;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the shared methods for an era, which frames their results and says which HTTP status an error takes. */
public final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    /** What differs between eras. */
    public interface Framing {
        /** The result as this era's clients expect it. */
        ObjectNode frame(Answer answer);

        /** The number of an error code in this era. */
        int number(ErrorCode code);

        Reply.Status status(ErrorCode code);
    }

    private final Codec codec;
    private final Methods methods;
    private final Runner runner;
    private final Meters meters;
    private final Framing framing;
    private final Ready ready;

    public Dispatch(Codec codec, Methods methods, Runner runner, Meters meters, Framing framing) {
        this.codec = codec;
        this.methods = methods;
        this.runner = runner;
        this.meters = meters;
        this.framing = framing;
        this.ready = new Ready(methods, answer -> codec.bytes(framing.frame(answer)));
    }

    /** Answers a method that all eras share. */
    public Reply shared(Message.Request request, Inbound inbound) {
        return attempt(request, inbound, () -> result(request, inbound));
    }

    /** Answers with the result that the step gives as bytes, or with the error it ends in. */
    public Reply attempt(Message.Request request, Inbound inbound, Supplier<byte[]> step) {
        try {
            methods.selection(inbound.toolsets());
            var result = step.get();
            meters.request(known(request.method()), "ok");
            return new Reply.Body(Reply.Status.OK, codec.result(request.id(), result));
        } catch (RpcException e) {
            return refused(request, inbound, e);
        } catch (CatalogException.Unauthenticated e) {
            meters.request(known(request.method()), "unauthenticated");
            throw e;
        } catch (RuntimeException e) {
            return unforeseen(request, inbound, e);
        }
    }

    /** The bytes of the result of a shared method. */
    public byte[] result(Message.Request request, Inbound inbound) {
        var params = request.params().object();
        if (params == null) {
            throw new RpcException(ErrorCode.INVALID_PARAMS, "\"params\" must be an object.");
        }
        var selection = methods.selection(inbound.toolsets());
        var fixed = ready.bytes(request.method(), selection);
        if (fixed != null) {
            if (params.hasNonNull("cursor")) {
                throw new RpcException(ErrorCode.INVALID_PARAMS, "Invalid cursor: this list has one page.");
            }
            return fixed;
        }
        var method = methods.method(request.method(), selection);
        if (method == null) {
            throw new RpcException(ErrorCode.METHOD_NOT_FOUND, "Method not found: this server does not offer it.");
        }
        return encode(method.answer(params, new Call(inbound.caller(), inbound.requestId(), runner.deadline())));
    }

    /** The bytes of a result as this era frames it. */
    public byte[] encode(Answer answer) {
        return codec.bytes(framing.frame(answer));
    }

    private Reply refused(Message.Request request, Inbound inbound, RpcException e) {
        meters.request(known(request.method()), Integer.toString(e.code().number()));
        LOG.info(
                "refused method={} code={} reason=\"{}\" caller={} request={}",
                known(request.method()),
                e.code().number(),
                e.getMessage(),
                inbound.caller().getName(),
                inbound.requestId());
        return error(request.id(), e.code(), String.valueOf(e.getMessage()), e.data());
    }

    private Reply unforeseen(Message.Request request, Inbound inbound, RuntimeException e) {
        var errorId = UUID.randomUUID();
        meters.request(known(request.method()), Integer.toString(ErrorCode.INTERNAL_ERROR.number()));
        LOG.error(
                "error={} method={} caller={} request={}",
                errorId,
                known(request.method()),
                inbound.caller().getName(),
                inbound.requestId(),
                e);
        return error(
                request.id(),
                ErrorCode.INTERNAL_ERROR,
                "Internal error " + errorId + "; give this id to the operators of the server.",
                null);
    }

    private Reply error(JsonNode id, ErrorCode code, String message, @Nullable JsonNode data) {
        return new Reply.Body(framing.status(code), codec.error(id, framing.number(code), message, data));
    }

    /** A method's name where it is one of ours: what a client made up does not get into logs or metrics. */
    private String known(String method) {
        return methods.known(method) ? method : "other";
    }
}
