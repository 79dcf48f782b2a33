package com.quiltdata.sandbox.wire;

import com.quiltdata.sandbox.json.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A complete response. */
public record Reply(int status, String contentType, Map<String, String> headers, String body) {
    public static Reply json(int status, @Nullable Object value) {
        return new Reply(status, "application/json", Map.of(), Json.text(value));
    }

    /** Returns a response with the registry's error body. */
    public static Reply error(int status, String message) {
        return json(status, Map.of("message", message));
    }

    public static Reply redirect(String location) {
        return new Reply(302, "text/html; charset=utf-8", Map.of("Location", location), "");
    }

    /** Returns this response with another header. */
    public Reply with(String name, String value) {
        var all = new HashMap<>(headers);
        all.put(name, value);
        return new Reply(status, contentType, all, body);
    }

    public static Reply html(String body) {
        return new Reply(200, "text/html; charset=utf-8", Map.of(), body);
    }
}
