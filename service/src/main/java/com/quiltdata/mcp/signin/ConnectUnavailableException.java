package com.quiltdata.mcp.signin;

import org.jspecify.annotations.Nullable;

/** Connect did not respond, or not as an authorization server does. The message is one sentence for the client. */
final class ConnectUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
