package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.AlarmMarker;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.rpc.PreparedResult;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ClientInputs;
import com.quiltdata.mcp.tool.InputRequiredException;
import com.quiltdata.mcp.tool.LimitExceededException;
import com.quiltdata.mcp.tool.Progress;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.SelectionRequest;
import com.quiltdata.mcp.tool.UnknownNameException;
import com.quiltdata.mcp.traces.RequestSpan;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the methods of one era; the era checks its requests, frames their results and maps errors to HTTP statuses. */
public final class MethodDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(MethodDispatcher.class);

    private final Codec codec;
    private final Methods methods;
    private final Runner runner;
    private final Meters meters;
    private final ProtocolEra era;
    private final ClientPrograms programs = new ClientPrograms();
    private final PreparedResults prepared;

    public MethodDispatcher(Codec codec, Methods methods, Runner runner, Meters meters, ProtocolEra era) {
        this.codec = codec;
        this.methods = methods;
        this.runner = runner;
        this.meters = meters;
        this.era = era;
        this.prepared = new PreparedResults(methods, codec, era);
    }

    void prepare() {
        prepared.prepare();
    }

    Selection select(SelectionRequest request) {
        var configured = methods.configured();
        return request.equals(SelectionRequest.NONE) ? configured : configured.choose(request);
    }

    boolean claims(Message.Request request, McpHeaders headers) {
        return era.claims(request, headers);
    }

    /** Handles a request: one response, or a stream if needed. Throws only {@code UnauthenticatedException}. */
    McpResponse handle(Message.Request request, McpRequest context) {
        RequestSpan.current().method(known(request.method()), era.version(request, context.headers()));
        programs.identify(request, context.caller());
        try {
            var selection = context.selectionOr(methods.configured());
            era.check(request, context.headers());
            var own = era.methods().get(request.method());
            return own == null
                    ? shared(request, context, selection)
                    : ok(request, codec.bytes(era.frame(own.apply(request, selection))));
        } catch (UnauthenticatedException e) {
            meters.count(Metric.REQUESTS, known(request.method()), "unauthenticated");
            throw e;
        } catch (RuntimeException e) {
            return failed(request, context, e);
        }
    }

    /** Counts a request whose token the catalog has refused and returns the exception to throw. */
    RuntimeException refuse(Message.Request request, McpRequest context) {
        var method = known(request.method());
        RequestSpan.current().method(method, era.version(request, context.headers()));
        meters.count(Metric.REQUESTS, method, "unauthenticated");
        if (method.equals(Methods.TOOLS_CALL)) {
            methods.configured()
                    .find(request.param("name").asText())
                    .ifPresent(tool -> runner.unauthenticated(tool.spec().name(), context.caller()));
        }
        return new UnauthenticatedException();
    }

    private McpResponse shared(Message.Request request, McpRequest context, Selection selection) {
        var params = request.params();
        if (params == null) {
            throw new RpcException(ErrorCode.INVALID_PARAMS, "\"params\" must be an object.");
        }
        if (prepared.has(request.method())) {
            if (params.hasNonNull("cursor")) {
                throw new RpcException(ErrorCode.INVALID_PARAMS, "Invalid cursor: this list has only one page.");
            }
            return prepared(request, prepared.get(request.method(), selection, era.hasIcons(context.headers())));
        }
        var method = methods.method(request.method(), selection);
        if (method == null) {
            throw new RpcException(ErrorCode.METHOD_NOT_FOUND, "Method not found: this server does not offer it.");
        }
        ParamsReader.refuseBadText(request.method(), params);
        return call(new MethodCall(request, context, method, params, era.inputs(request, context)));
    }

    private record MethodCall(
            Message.Request request,
            McpRequest context,
            MethodHandler method,
            ObjectNode params,
            ClientInputs inputs) {}

    private McpResponse call(MethodCall call) {
        var meta = call.params().path("_meta");
        var options = NotificationSink.NotificationOptions.of(meta, era.logLevel(meta));
        var streamed = switch (call.context().streams()) {
            case NONE -> false;
            case IF_ASKED_FOR -> options.token() != null;
            case ANY -> options.requested() || call.method().slow(call.params());
        };
        return streamed ? new McpResponse.Stream(writer -> stream(call, writer, options)) : run(call, Progress.NONE);
    }

    private McpResponse.StreamResult stream(
            MethodCall call, McpResponse.NotificationWriter writer, NotificationSink.NotificationOptions options) {
        try (var sink = new NotificationSink(codec, writer, options)) {
            return new McpResponse.StreamResult.Response(run(call, sink), false);
        } catch (UnauthenticatedException e) {
            meters.count(Metric.REQUESTS, known(call.request().method()), "unauthenticated");
            var refusal = error(call.request(), ErrorCode.INTERNAL_ERROR, String.valueOf(e.getMessage()), null);
            return new McpResponse.StreamResult.Refused(refusal.json(), e);
        } catch (RuntimeException e) {
            return new McpResponse.StreamResult.Response(failed(call.request(), call.context(), e), true);
        }
    }

    /** Runs the call; the memory that it reserved is held until the result is encoded. */
    private McpResponse.Body run(MethodCall methodCall, Progress progress) {
        var request = methodCall.request();
        var context = methodCall.context();
        var caller = context.caller();
        var call = new Call(caller, context.requestId(), runner.deadline(), progress, methodCall.inputs());
        var holder = caller.isAccepted() ? caller.digest() : ByteBudget.UNACCEPTED;
        var buckets = ScopedValue.where(AllowedBuckets.CURRENT, context.buckets());
        return buckets.call(() -> ByteBudget.scope(holder, () -> {
            try {
                var result = methodCall.method().handle(methodCall.params(), call);
                var links = era.hasResourceLinks(context.headers());
                return ok(request, codec.bytes(era.frame(links ? result : ResourceLinkFallback.apply(result))));
            } catch (InputRequiredException.Input input) {
                return ok(request, codec.bytes(era.inputRequired(input, request, context)));
            }
        }));
    }

    private McpResponse.Body ok(Message.Request request, byte[] result) {
        meters.count(Metric.REQUESTS, known(request.method()), "ok");
        return new McpResponse.Body(McpResponse.Status.OK, codec.result(request.id(), result));
    }

    private McpResponse.Body prepared(Message.Request request, PreparedResult result) {
        meters.count(Metric.REQUESTS, known(request.method()), "ok");
        return new McpResponse.Body(McpResponse.Status.OK, codec.result(request.id(), result), null, result);
    }

    private McpResponse.Body failed(Message.Request request, McpRequest context, RuntimeException thrown) {
        return switch (thrown) {
            case RpcException e -> refused(request, context, e, e.reason());
            case UnknownNameException e ->
                refused(request, context, new RpcException(ErrorCode.INVALID_PARAMS, e.sentence()), "unknown tool");
            case InputRequiredException.MissingCapability e ->
                refused(request, context, missingCapability(e), "missing capability");
            case LimitExceededException e -> {
                var status = LimitResponse.status(e).number();
                RequestSpan.current().refused(status);
                log(request, context, status, String.valueOf(e.getMessage()));
                yield LimitResponse.of(codec, request.id(), e);
            }
            default -> unexpected(request, context, thrown);
        };
    }

    private static RpcException missingCapability(InputRequiredException.MissingCapability e) {
        var data = JsonNodeFactory.instance.objectNode();
        e.capabilities().forEach(data.putObject("requiredCapabilities")::putObject);
        return new RpcException(ErrorCode.MISSING_CAPABILITY, String.valueOf(e.getMessage()), data);
    }

    /** Returns an error response; {@code reason} is logged and must not contain the client's words. */
    private McpResponse.Body refused(Message.Request request, McpRequest context, RpcException e, String reason) {
        RequestSpan.current().refused(era.number(e.code()));
        log(request, context, e.code().number(), reason);
        return error(request, e.code(), String.valueOf(e.getMessage()), e.data());
    }

    private void log(Message.Request request, McpRequest context, int code, String reason) {
        var method = known(request.method());
        meters.count(Metric.REQUESTS, method, Integer.toString(code));
        LOG.info(
                "refused method={} code={} reason=\"{}\" caller={}",
                method,
                code,
                reason,
                context.caller().getName());
    }

    private McpResponse.Body unexpected(Message.Request request, McpRequest context, RuntimeException e) {
        var errorId = UUID.randomUUID();
        var method = known(request.method());
        meters.count(Metric.INTERNAL_ERRORS);
        meters.count(Metric.REQUESTS, method, Integer.toString(ErrorCode.INTERNAL_ERROR.number()));
        RequestSpan.current().refused(era.number(ErrorCode.INTERNAL_ERROR));
        var caller = context.caller().getName();
        LOG.error(AlarmMarker.MARKER, "error={} method={} caller={}", errorId, method, caller, e);
        var message = "Internal error " + errorId + ". Report this id to the operators of the server.";
        return error(request, ErrorCode.INTERNAL_ERROR, message, null);
    }

    private McpResponse.Body error(Message.Request request, ErrorCode code, String message, @Nullable JsonNode data) {
        return new McpResponse.Body(era.status(code), codec.error(request.id(), era.number(code), message, data));
    }

    /** Returns the name of a supported method, else "other": client text must not get into logs or metrics. */
    private String known(String method) {
        return methods.known(method) || era.methods().containsKey(method) ? method : "other";
    }
}
