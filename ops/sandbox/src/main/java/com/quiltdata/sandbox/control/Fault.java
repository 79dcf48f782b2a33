package com.quiltdata.sandbox.control;

import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Plane;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault set by a test: the requests that it affects, and what happens to them.
 *
 * @param after whether the request is executed first, so that only its response is wrong
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
    /** The kinds of faults that replace a normal response. */
    public enum Kind {
        /** The connection is closed without a response. */
        DROP,
        /** The body is sent one byte at a time, {@code delayMs} apart. */
        TRICKLE,
        /** A JSON object of {@code bytes} bytes. */
        HUGE,
        /** The connection is reset without a response. */
        RESET,
        /** A status line and then one header line of {@code bytes} bytes, which never ends. */
        HEADER_LINE,
        /** A web page with {@code status}, as of a proxy or a wrong address. */
        WEB_PAGE,
        /** A status line and then {@code bytes} bytes of short header lines, without an end. */
        HEADERS
    }

    boolean matches(Call call) {
        return matchesPath(call)
                && (token == null || token.equals(call.who().token()))
                && (operation == null || operation.equals(call.content().operationName()));
    }

    private boolean matchesPath(Call call) {
        return switch (Objects.requireNonNullElse(path, "*")) {
            case "*" -> true;
            case "s3" -> call.plane() == Plane.S3;
            case "sts" -> call.plane() == Plane.STS;
            case "athena" -> call.plane() == Plane.ATHENA;
            case "glue" -> call.plane() == Plane.GLUE;
            case "connect" -> call.plane() == Plane.CONNECT;
            case String exact ->
                (call.plane() == Plane.CATALOG || call.plane() == Plane.CONNECT) && exact.equals(call.path());
        };
    }

    public long delay() {
        return Objects.requireNonNullElse(delayMs, 0L);
    }

    /** Returns whether the request is executed nevertheless. */
    public boolean executesRequest() {
        return Boolean.TRUE.equals(after);
    }

    /** Returns whether the response is the fault's and not the catalog's. */
    public boolean replacesResponse() {
        return status != null || body != null;
    }
}
