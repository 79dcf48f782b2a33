package com.quiltdata.sandbox.http;

import com.quiltdata.sandbox.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A whole answer. */
public record Reply(int status, String contentType, Map<String, String> headers, String body) {
    public static Reply json(int status, @Nullable Object value) {
        return new Reply(status, "application/json", Map.of(), Json.text(value));
    }

    /** The registry's error body. */
    static Reply error(int status, String message) {
        return json(status, Map.of("message", message));
    }

    static Reply html(String body) {
        return new Reply(200, "text/html; charset=utf-8", Map.of(), body);
    }

    void send(Response response, Callback callback) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        headers.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
