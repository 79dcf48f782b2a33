package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.Codec;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import com.quiltdata.mcp.tool.Progress;
import org.jspecify.annotations.Nullable;

/** Sends the notifications of one call: progress with the client's token, and log messages from a minimum level. */
final class NotificationSink implements Progress, AutoCloseable {
    /**
     * The notifications that the client requested.
     *
     * @param token the progress token, a string or an integer; null for no progress notifications
     * @param threshold the minimum level of log messages; null for none
     * @param any whether this request itself asks for notifications, so that its response is streamed
     */
    record NotificationOptions(
            @Nullable JsonNode token, @Nullable Level threshold, boolean any) {
        static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";

        /** Maximum length of a progress token in characters; every notification repeats it. */
        private static final int MAX_TOKEN_LENGTH = 1_024;

        /** Reads the requested notifications from {@code _meta}. */
        static NotificationOptions in(JsonNode meta, @Nullable Level threshold) {
            var token = meta.path("progressToken");
            var known = token.isTextual() || token.isIntegralNumber();
            if (known && token.asText().length() > MAX_TOKEN_LENGTH) {
                throw new RpcException(
                        ErrorCode.INVALID_PARAMS,
                        "\"params._meta.progressToken\" must have at most %,d characters.".formatted(MAX_TOKEN_LENGTH));
            }
            return new NotificationOptions(known ? token : null, threshold, known || meta.hasNonNull(LOG_LEVEL));
        }
    }

    private final Codec codec;
    private final McpResponse.NotificationWriter sink;
    private final NotificationOptions wanted;
    private double last = Double.NEGATIVE_INFINITY;
    private boolean closed;

    NotificationSink(Codec codec, McpResponse.NotificationWriter sink, NotificationOptions wanted) {
        this.codec = codec;
        this.sink = sink;
        this.wanted = wanted;
    }

    @Override
    public synchronized void report(double progress, @Nullable Double total, String message) {
        if (closed || wanted.token() == null || !Double.isFinite(progress) || progress <= last) {
            return;
        }
        last = progress;
        var params = JsonNodeFactory.instance.objectNode();
        params.set("progressToken", wanted.token());
        params.set("progress", number(progress));
        if (total != null && Double.isFinite(total)) {
            params.set("total", number(total));
        }
        send("notifications/progress", params.put("message", message));
    }

    @Override
    public synchronized void log(Level level, JsonNode data) {
        if (closed || wanted.threshold() == null || level.compareTo(wanted.threshold()) < 0) {
            return;
        }
        var params = JsonNodeFactory.instance.objectNode().put("level", level.wire());
        params.set("data", data);
        send("notifications/message", params);
    }

    /** Discards all further notifications, also of work that is still running. */
    @Override
    public synchronized void close() {
        closed = true;
    }

    private void send(String method, ObjectNode params) {
        var message =
                JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        sink.send(codec.bytes(message));
    }

    private static JsonNode number(double value) {
        return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(value);
    }
}
