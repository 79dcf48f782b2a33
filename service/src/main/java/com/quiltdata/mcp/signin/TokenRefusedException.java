package com.quiltdata.mcp.signin;

/** Thrown for a token or revocation request that is refused; the message contains nothing of the request. */
final class TokenRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String error;

    /** Refuses a request with this error code of RFC 6749 §5.2 or RFC 8707 §2. */
    TokenRefusedException(String error, String sentence) {
        super(sentence);
        this.error = error;
    }

    String error() {
        return error;
    }
}
