package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.CountedLine;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Answers;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.LimitExceededException;
import com.quiltdata.mcp.tool.Needed;
import com.quiltdata.mcp.tool.Progress;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.traces.Served;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the shared methods for an era, which frames their results and says which HTTP status an error takes. */
public final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

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

    /** Takes the step, and answers with what it gives or with the error it ends in. */
    public Reply attempt(Message.Request request, Inbound inbound, Supplier<Reply> step) {
        Served.current().method(known(request.method()), framing.version(request, inbound));
        try {
            methods.selection(inbound.toolsets());
            return step.get();
        } catch (CatalogException.Unauthenticated e) {
            meters.request(known(request.method()), "unauthenticated");
            throw e;
        } catch (RuntimeException e) {
            return failed(request, inbound, e);
        }
    }

    /** Counts a request whose token the catalog has refused, and returns the exception to end it with. */
    public RuntimeException refuse(Message.Request request, Inbound inbound) {
        var method = known(request.method());
        Served.current().method(method, framing.version(request, inbound));
        meters.request(method, "unauthenticated");
        var params = request.params().object();
        if (method.equals(Methods.TOOLS_CALL) && params != null) {
            methods.tools()
                    .configured()
                    .find(params.path("name").asText())
                    .ifPresent(tool -> runner.unauthenticated(tool.spec().name(), inbound.caller()));
        }
        return new CatalogException.Unauthenticated();
    }

    /** Answers with a result that is ready as bytes. */
    public Reply.Body ok(Message.Request request, byte[] result) {
        meters.request(known(request.method()), "ok");
        return new Reply.Body(Reply.Status.OK, codec.result(request.id(), result));
    }

    /** Answers a method that all eras share: at once, or as a stream where one is called for. */
    public Reply reply(Message.Request request, Inbound inbound) {
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
            return ok(request, fixed);
        }
        var method = methods.method(request.method(), selection);
        if (method == null) {
            throw new RpcException(ErrorCode.METHOD_NOT_FOUND, "Method not found: this server does not offer it.");
        }
        Params.refuseBadText(request.method(), params);
        return live(new Turn(request, inbound, method, params, framing.answers(request, inbound)));
    }

    /** One request of a live method. */
    private record Turn(Message.Request request, Inbound inbound, Method method, ObjectNode params, Answers answers) {}

    private Reply live(Turn turn) {
        var meta = turn.params().path("_meta");
        var wanted = Notices.Wanted.in(meta, framing.logging(meta));
        var stream = switch (turn.inbound().streams()) {
            case NONE -> false;
            case IF_ASKED_FOR -> wanted.token() != null;
            case ANY -> wanted.any() || turn.method().slow(turn.params());
        };
        return stream ? new Reply.Stream(sink -> ending(turn, sink, wanted)) : run(turn, Progress.NONE);
    }

    private Reply.Ending ending(Turn turn, Reply.Sink sink, Notices.Wanted wanted) {
        try (var notices = new Notices(codec, sink, wanted)) {
            return new Reply.Ending.Response(run(turn, notices), false);
        } catch (CatalogException.Unauthenticated e) {
            meters.request(known(turn.request().method()), "unauthenticated");
            var refusal = error(turn.request().id(), ErrorCode.INTERNAL_ERROR, String.valueOf(e.getMessage()), null);
            return new Reply.Ending.Refused(refusal.json(), e);
        } catch (RuntimeException e) {
            return new Reply.Ending.Response(failed(turn.request(), turn.inbound(), e), true);
        }
    }

    private Reply.Body run(Turn turn, Progress progress) {
        var inbound = turn.inbound();
        var call = new Call(inbound.caller(), inbound.requestId(), runner.deadline(), progress, turn.answers());
        var caller = inbound.caller();
        return ByteBudget.scope(
                caller.isAccepted() ? caller.digest() : ByteBudget.UNACCEPTED, () -> answered(turn, call));
    }

    /** What the call reads is held until its answer is bytes. */
    private Reply.Body answered(Turn turn, Call call) {
        var inbound = turn.inbound();
        try {
            var answer = turn.method().answer(turn.params(), call);
            return ok(turn.request(), encode(framing.linked(inbound) ? answer : Links.told(answer)));
        } catch (Needed.Input needed) {
            return ok(turn.request(), codec.bytes(framing.asking(needed, turn.request(), inbound)));
        }
    }

    /** The bytes of a result as this era frames it. */
    public byte[] encode(Answer answer) {
        return codec.bytes(framing.frame(answer));
    }

    private Reply.Body failed(Message.Request request, Inbound inbound, RuntimeException e) {
        return switch (e) {
            case RpcException refusal -> refused(request, inbound, refusal);
            case Needed.Capability needed -> refused(request, inbound, undeclared(needed));
            case LimitExceededException exceeded -> limited(request, inbound, exceeded);
            default -> unforeseen(request, inbound, e);
        };
    }

    private static RpcException undeclared(Needed.Capability needed) {
        var data = JsonNodeFactory.instance.objectNode();
        var required = data.putObject("requiredCapabilities");
        needed.capabilities().forEach(required::putObject);
        return new RpcException(ErrorCode.MISSING_CAPABILITY, String.valueOf(needed.getMessage()), data);
    }

    private Reply.Body refused(Message.Request request, Inbound inbound, RpcException e) {
        Served.current().refused(framing.number(e.code()));
        log(request, inbound, e.code().number(), e);
        return error(request.id(), e.code(), String.valueOf(e.getMessage()), e.data());
    }

    private void log(Message.Request request, Inbound inbound, int code, RuntimeException e) {
        var method = known(request.method());
        meters.request(method, Integer.toString(code));
        LOG.info(
                "refused method={} code={} reason=\"{}\" caller={}",
                method,
                code,
                e.getMessage(),
                inbound.caller().getName());
    }

    private Reply.Body limited(Message.Request request, Inbound inbound, LimitExceededException e) {
        var status = LimitResponse.status(e).number();
        Served.current().refused(status);
        log(request, inbound, status, e);
        return LimitResponse.of(codec, request.id(), e);
    }

    private Reply.Body unforeseen(Message.Request request, Inbound inbound, RuntimeException e) {
        var errorId = UUID.randomUUID();
        meters.unforeseen();
        meters.request(known(request.method()), Integer.toString(ErrorCode.INTERNAL_ERROR.number()));
        Served.current().refused(framing.number(ErrorCode.INTERNAL_ERROR));
        LOG.error(
                CountedLine.MARKER,
                "error={} method={} caller={}",
                errorId,
                known(request.method()),
                inbound.caller().getName(),
                e);
        return error(
                request.id(),
                ErrorCode.INTERNAL_ERROR,
                "Internal error " + errorId + "; give this id to the operators of the server.",
                null);
    }

    private Reply.Body error(JsonNode id, ErrorCode code, String message, @Nullable JsonNode data) {
        return new Reply.Body(framing.status(code), codec.error(id, framing.number(code), message, data));
    }

    /** A method's name where it is one of ours: what a client made up does not get into logs or metrics. */
    private String known(String method) {
        return methods.known(method) || framing.own().contains(method) ? method : "other";
    }
}
