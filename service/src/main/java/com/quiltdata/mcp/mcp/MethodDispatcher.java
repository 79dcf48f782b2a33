package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.CountedLine;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ClientInputs;
import com.quiltdata.mcp.tool.InputRequiredException;
import com.quiltdata.mcp.tool.LimitExceededException;
import com.quiltdata.mcp.tool.Progress;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.traces.RequestSpan;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the methods that all eras share; the era frames their results and maps errors to HTTP statuses. */
public final class MethodDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(MethodDispatcher.class);

    private final Codec codec;
    private final Methods methods;
    private final Runner runner;
    private final Meters meters;
    private final EraRules framing;
    private final PreparedResults ready;

    public MethodDispatcher(Codec codec, Methods methods, Runner runner, Meters meters, EraRules framing) {
        this.codec = codec;
        this.methods = methods;
        this.runner = runner;
        this.meters = meters;
        this.framing = framing;
        this.ready = new PreparedResults(methods, answer -> codec.bytes(framing.frame(answer)));
    }

    /** Runs a step and returns its reply, or the error response if it fails. */
    public McpResponse attempt(Message.Request request, McpRequest inbound, Supplier<McpResponse> step) {
        RequestSpan.current().method(known(request.method()), framing.version(request, inbound));
        try {
            methods.selection(inbound.toolsets());
            return step.get();
        } catch (UnauthenticatedException e) {
            meters.request(known(request.method()), "unauthenticated");
            throw e;
        } catch (RuntimeException e) {
            return failed(request, inbound, e);
        }
    }

    /** Counts a request whose token the catalog has refused and returns the exception to throw. */
    public RuntimeException refuse(Message.Request request, McpRequest inbound) {
        var method = known(request.method());
        RequestSpan.current().method(method, framing.version(request, inbound));
        meters.request(method, "unauthenticated");
        var params = request.params().object();
        if (method.equals(Methods.TOOLS_CALL) && params != null) {
            methods.configured()
                    .find(params.path("name").asText())
                    .ifPresent(tool -> runner.unauthenticated(tool.spec().name(), inbound.caller()));
        }
        return new UnauthenticatedException();
    }

    /** Returns a successful response with an encoded result. */
    public McpResponse.Body ok(Message.Request request, byte[] result) {
        meters.request(known(request.method()), "ok");
        return new McpResponse.Body(McpResponse.Status.OK, codec.result(request.id(), result));
    }

    /** Runs a method that all eras share; replies with one response, or a stream if needed. */
    public McpResponse reply(Message.Request request, McpRequest inbound) {
        var params = request.params().object();
        if (params == null) {
            throw new RpcException(ErrorCode.INVALID_PARAMS, "\"params\" must be an object.");
        }
        var selection = methods.selection(inbound.toolsets());
        var fixed = ready.bytes(request.method(), selection);
        if (fixed != null) {
            if (params.hasNonNull("cursor")) {
                throw new RpcException(ErrorCode.INVALID_PARAMS, "Invalid cursor: this list has only one page.");
            }
            return ok(request, fixed);
        }
        var method = methods.method(request.method(), selection);
        if (method == null) {
            throw new RpcException(ErrorCode.METHOD_NOT_FOUND, "Method not found: this server does not offer it.");
        }
        ParamsReader.refuseBadText(request.method(), params);
        return live(new MethodCall(request, inbound, method, params, framing.answers(request, inbound)));
    }

    /** One request for a method that runs per call. */
    private record MethodCall(
            Message.Request request,
            McpRequest inbound,
            MethodHandler method,
            ObjectNode params,
            ClientInputs answers) {}

    private McpResponse live(MethodCall turn) {
        var meta = turn.params().path("_meta");
        var wanted = NotificationSink.NotificationOptions.in(meta, framing.logging(meta));
        var stream = switch (turn.inbound().streams()) {
            case NONE -> false;
            case IF_ASKED_FOR -> wanted.token() != null;
            case ANY -> wanted.any() || turn.method().slow(turn.params());
        };
        return stream ? new McpResponse.Stream(sink -> ending(turn, sink, wanted)) : run(turn, Progress.NONE);
    }

    private McpResponse.StreamResult ending(
            MethodCall turn, McpResponse.NotificationWriter sink, NotificationSink.NotificationOptions wanted) {
        try (var notices = new NotificationSink(codec, sink, wanted)) {
            return new McpResponse.StreamResult.Response(run(turn, notices), false);
        } catch (UnauthenticatedException e) {
            meters.request(known(turn.request().method()), "unauthenticated");
            var refusal = error(turn.request().id(), ErrorCode.INTERNAL_ERROR, String.valueOf(e.getMessage()), null);
            return new McpResponse.StreamResult.Refused(refusal.json(), e);
        } catch (RuntimeException e) {
            return new McpResponse.StreamResult.Response(failed(turn.request(), turn.inbound(), e), true);
        }
    }

    private McpResponse.Body run(MethodCall turn, Progress progress) {
        var inbound = turn.inbound();
        var call = new Call(inbound.caller(), inbound.requestId(), runner.deadline(), progress, turn.answers());
        var caller = inbound.caller();
        return ByteBudget.scope(
                caller.isAccepted() ? caller.digest() : ByteBudget.UNACCEPTED, () -> answered(turn, call));
    }

    /** Runs the call; the memory that it reserved is held until the result is encoded. */
    private McpResponse.Body answered(MethodCall turn, Call call) {
        var inbound = turn.inbound();
        try {
            var answer = turn.method().answer(turn.params(), call);
            return ok(turn.request(), encode(framing.linked(inbound) ? answer : ResourceLinkFallback.told(answer)));
        } catch (InputRequiredException.Input needed) {
            return ok(turn.request(), codec.bytes(framing.asking(needed, turn.request(), inbound)));
        }
    }

    /** Returns a result framed by this era and encoded as bytes. */
    public byte[] encode(MethodResult answer) {
        return codec.bytes(framing.frame(answer));
    }

    private McpResponse.Body failed(Message.Request request, McpRequest inbound, RuntimeException e) {
        return switch (e) {
            case RpcException refusal -> refused(request, inbound, refusal);
            case InputRequiredException.MissingCapability needed -> refused(request, inbound, undeclared(needed));
            case LimitExceededException exceeded -> limited(request, inbound, exceeded);
            default -> unforeseen(request, inbound, e);
        };
    }

    private static RpcException undeclared(InputRequiredException.MissingCapability needed) {
        var data = JsonNodeFactory.instance.objectNode();
        var required = data.putObject("requiredCapabilities");
        needed.capabilities().forEach(required::putObject);
        return new RpcException(ErrorCode.MISSING_CAPABILITY, String.valueOf(needed.getMessage()), data);
    }

    private McpResponse.Body refused(Message.Request request, McpRequest inbound, RpcException e) {
        RequestSpan.current().refused(framing.number(e.code()));
        log(request, inbound, e.code().number(), e);
        return error(request.id(), e.code(), String.valueOf(e.getMessage()), e.data());
    }

    private void log(Message.Request request, McpRequest inbound, int code, RuntimeException e) {
        var method = known(request.method());
        meters.request(method, Integer.toString(code));
        LOG.info(
                "refused method={} code={} reason=\"{}\" caller={}",
                method,
                code,
                e.getMessage(),
                inbound.caller().getName());
    }

    private McpResponse.Body limited(Message.Request request, McpRequest inbound, LimitExceededException e) {
        var status = LimitResponse.status(e).number();
        RequestSpan.current().refused(status);
        log(request, inbound, status, e);
        return LimitResponse.of(codec, request.id(), e);
    }

    private McpResponse.Body unforeseen(Message.Request request, McpRequest inbound, RuntimeException e) {
        var errorId = UUID.randomUUID();
        meters.unforeseen();
        meters.request(known(request.method()), Integer.toString(ErrorCode.INTERNAL_ERROR.number()));
        RequestSpan.current().refused(framing.number(ErrorCode.INTERNAL_ERROR));
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
                "Internal error " + errorId + ". Report this id to the operators of the server.",
                null);
    }

    private McpResponse.Body error(JsonNode id, ErrorCode code, String message, @Nullable JsonNode data) {
        return new McpResponse.Body(framing.status(code), codec.error(id, framing.number(code), message, data));
    }

    /** Returns the name of a supported method, else "other": client text must not get into logs or metrics. */
    private String known(String method) {
        return methods.known(method) || framing.own().contains(method) ? method : "other";
    }
}
