package com.quiltdata.sandbox.control;

import com.quiltdata.sandbox.wire.Call;
import com.quiltdata.sandbox.wire.Plane;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault set by a test: the requests that it affects, and what happens to them.
 *
 * @param skip number of matching requests that are spared first
 * @param code code of the error in the form of the plane, with {@code status} and {@code message}
 * @param after whether the request is executed first, so that only its response is wrong
 */
public record Fault(
        @Nullable String path,
        @Nullable String token,
        @Nullable String operation,
        @Nullable String method,
        @Nullable Integer skip,
        @Nullable Long delayMs,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String message,
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
        HEADERS,
        /** The first half of the body, after which the connection is closed. */
        CUT,
        /** The first half of the body, as if it were the whole: its length is stated as the half's. */
        SHORT,
        /** The whole body with twice its length stated; the connection is then closed. */
        LONG,
        /** The body with its last byte changed, and the CRC32 of the right one if the client wants checksums. */
        CORRUPT
    }

    boolean matches(Call call) {
        return matchesPath(call)
                && (token == null || token.equals(call.who().token()))
                && (method == null || method.equals(call.method()))
                && (operation == null || operation.equals(call.content().operationName()));
    }

    private boolean matchesPath(Call call) {
        return switch (Objects.requireNonNullElse(path, "*")) {
            case "*" -> true;
            case "s3" -> call.plane() == Plane.S3;
            case "s3 objects" -> call.plane() == Plane.S3 && call.path().matches("/[^/]+/.+");
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
