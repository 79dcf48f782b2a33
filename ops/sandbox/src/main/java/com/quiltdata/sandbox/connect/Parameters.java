package com.quiltdata.sandbox.connect;

import com.quiltdata.sandbox.wire.Call;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** The parameters of a query or a form; only {@code resource} may be repeated (RFC 6749 3.1, RFC 8707 2). */
record Parameters(Fields fields) {
    private static final String FORM = "application/x-www-form-urlencoded";

    static Parameters query(Call call) {
        return decode(Objects.requireNonNullElse(call.query(), ""));
    }

    static Parameters form(Call call) {
        if (!call.headers().getOrDefault("content-type", "").startsWith(FORM)) {
            throw new OAuthException("invalid_request", "The body must be " + FORM + ".");
        }
        return decode(call.content().body());
    }

    private static Parameters decode(String text) {
        var fields = new Fields();
        UrlEncoded.decodeUtf8To(text, fields);
        return new Parameters(fields);
    }

    List<String> all(String name) {
        return fields.getValuesOrEmpty(name);
    }

    @Nullable
    String optional(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new OAuthException("invalid_request", "Send " + name + " once.");
        }
        return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    String required(String name) {
        String value = optional(name);
        if (value == null) {
            throw new OAuthException("invalid_request", name + " is missing.");
        }
        return value;
    }
}
