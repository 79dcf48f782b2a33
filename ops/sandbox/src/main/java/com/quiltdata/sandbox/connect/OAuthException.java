package com.quiltdata.sandbox.connect;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.wire.Reply;

/** A refusal with a code of RFC 6749, RFC 7591 or RFC 8707. */
final class OAuthException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String error;

    OAuthException(int status, String error, String description) {
        super(description);
        this.status = status;
        this.error = error;
    }

    OAuthException(String error, String description) {
        this(400, error, description);
    }

    String error() {
        return error;
    }

    Reply reply() {
        return Reply.json(status, Json.of("error", error, "error_description", getMessage()))
                .with("Cache-Control", "no-store");
    }
}
