package com.quiltdata.mcp.signin;

import java.time.Duration;

/** A client is above its rate. */
final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    TooManyStepsException(Duration wait) {
        super(null, null, false, false);
        this.wait = wait;
    }

    /** Returns the time until the next request may succeed. */
    Duration pause() {
        return wait;
    }
}
