package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
     * @param requested whether this request itself asks for notifications, so that its response is streamed
     */
    record NotificationOptions(
            @Nullable JsonNode token, @Nullable Level threshold, boolean requested) {
        static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";

        /** Maximum length of a progress token in characters; every notification repeats it. */
        private static final int MAX_TOKEN_LENGTH = 1_024;

        static NotificationOptions of(JsonNode meta, @Nullable Level threshold) {
            var token = meta.path("progressToken");
            var valid = token.isTextual() || token.isIntegralNumber();
            if (valid && token.asText().length() > MAX_TOKEN_LENGTH) {
                throw new RpcException(
                        ErrorCode.INVALID_PARAMS,
                        "\"params._meta.progressToken\" must have at most %,d characters.".formatted(MAX_TOKEN_LENGTH));
            }
            return new NotificationOptions(valid ? token : null, threshold, valid || meta.hasNonNull(LOG_LEVEL));
        }
    }

    private record Notification(String jsonrpc, String method, Object params) {}

    private record ProgressParams(
            JsonNode progressToken,
            JsonNode progress,
            @Nullable JsonNode total,
            String message) {}

    private record LoggingMessageParams(Level level, JsonNode data) {}

    private final Codec codec;
    private final McpResponse.NotificationWriter writer;
    private final NotificationOptions options;
    private double last = Double.NEGATIVE_INFINITY;
    private boolean closed;

    NotificationSink(Codec codec, McpResponse.NotificationWriter writer, NotificationOptions options) {
        this.codec = codec;
        this.writer = writer;
        this.options = options;
    }

    @Override
    public synchronized void report(double progress, @Nullable Double total, String message) {
        if (closed || options.token() == null || !Double.isFinite(progress) || progress <= last) {
            return;
        }
        last = progress;
        var knownTotal = total != null && Double.isFinite(total) ? number(total) : null;
        send("notifications/progress", new ProgressParams(options.token(), number(progress), knownTotal, message));
    }

    @Override
    public synchronized void log(Level level, JsonNode data) {
        if (!closed && options.threshold() != null && level.compareTo(options.threshold()) >= 0) {
            send("notifications/message", new LoggingMessageParams(level, data));
        }
    }

    /** Discards all further notifications, also of work that is still running. */
    @Override
    public synchronized void close() {
        closed = true;
    }

    private void send(String method, Object params) {
        writer.send(codec.bytes(new Notification("2.0", method, params)));
    }

    private static JsonNode number(double value) {
        return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(value);
    }
}
