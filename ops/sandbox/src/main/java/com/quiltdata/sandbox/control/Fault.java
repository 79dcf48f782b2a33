package com.quiltdata.sandbox.control;

import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Plane;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A misbehaviour asked for by a test: which requests it meets, and what becomes of them.
 *
 * @param after whether the request is carried out first, so that only its answer goes wrong
 */
public record Fault(
        @Nullable String path,
        @Nullable String token,
        @Nullable String operation,
        @Nullable Long delayMs,
        @Nullable Integer status,
        @Nullable String body,
        @Nullable String contentType,
        @Nullable Map<String, String> headers,
        @Nullable Integer times,
        @Nullable Kind kind,
        @Nullable Long bytes,
        @Nullable Boolean after) {
    /** What replaces an ordinary answer. */
    public enum Kind {
        /** The connection is closed without an answer. */
        DROP,
        /** The body leaves one byte at a time, {@code delayMs} apart. */
        TRICKLE,
        /** A JSON object of {@code bytes} bytes. */
        HUGE,
        /** The connection is reset without an answer. */
        RESET,
        /** A status line and then one header line of {@code bytes} bytes, which never ends. */
        HEADER_LINE,
        /** A status line and then {@code bytes} bytes of short header lines, without an end. */
        HEADERS
    }

    boolean meets(Call call) {
        return meetsPath(call)
                && (token == null || token.equals(call.who().token()))
                && (operation == null || operation.equals(call.asked().operationName()));
    }

    private boolean meetsPath(Call call) {
        return switch (Objects.requireNonNullElse(path, "*")) {
            case "*" -> true;
            case "s3" -> call.plane() == Plane.S3;
            case String exact -> call.plane() == Plane.CATALOG && exact.equals(call.path());
        };
    }

    public long delay() {
        return Objects.requireNonNullElse(delayMs, 0L);
    }

    /** Whether what the request asks for is done all the same. */
    public boolean comesAfter() {
        return Boolean.TRUE.equals(after);
    }

    /** Whether the answer is the fault's and not the catalog's. */
    public boolean answers() {
        return status != null || body != null;
    }
}
