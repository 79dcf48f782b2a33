package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.Failure;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs failures that operators must fix, not callers: the sentence that the caller reads, and its cause. */
final class FailureLogger {
    private static final Logger LOG = LoggerFactory.getLogger(FailureLogger.class);
    private static final int LONGEST_CAUSE = 300;

    private FailureLogger() {}

    /** Returns the exception; logs one WARN line first if it is {@code Unavailable} or {@code TooLate}. */
    static RuntimeException told(String what, Call call, RuntimeException thrown) {
        if (thrown instanceof Failure failure
                && (failure instanceof Failure.Unavailable || failure instanceof Failure.TooLate)) {
            LOG.warn("{} of {}: {} cause=\"{}\"", failure.kind(), what, failure.getMessage(), cause(failure, call));
        }
        return thrown;
    }

    /** Returns the root cause's class and message on one line, with the caller's token removed. */
    private static String cause(Failure failure, Call call) {
        Throwable first = Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .reduce(failure, (_, deeper) -> deeper);
        if (Objects.equals(first.getMessage(), failure.getMessage())) {
            return "none";
        }
        var words = first.getMessage() == null ? "" : ": " + first.getMessage();
        var text =
                call.caller().redact(first.getClass().getSimpleName() + words).replaceAll("\\p{Cntrl}+", " ");
        return text.substring(0, Math.min(LONGEST_CAUSE, text.length()));
    }
}
