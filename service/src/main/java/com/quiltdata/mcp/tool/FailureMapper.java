package com.quiltdata.mcp.tool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Returns the failures that the runner itself reports. */
final class FailureMapper {
    static final String UNAUDITED =
            "Nothing was changed: this server cannot write its audit log at the moment and makes no"
                    + " changes without it; try again later, or contact its operators.";

    private FailureMapper() {}

    /** Returns the exception of work that failed on another thread, to be thrown on this one. */
    static RuntimeException unchecked(@Nullable Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null -> new IllegalStateException("the work failed without a cause");
            default -> new IllegalStateException(thrown);
        };
    }

    static String tooLate(Effect effect, Duration deadline) {
        return switch (effect) {
            case READ -> "No result within %d s; ask for less, or try again.".formatted(deadline.toSeconds());
            case WRITE, DESTROY ->
                "No result within %d s, and the change may or may not have been made: check before you try again."
                        .formatted(deadline.toSeconds());
        };
    }
}
