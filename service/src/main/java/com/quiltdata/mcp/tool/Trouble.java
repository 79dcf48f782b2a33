package com.quiltdata.mcp.tool;

import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators read of a fault that is theirs and not the caller's: the caller's sentence, and what is behind it. */
final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final int LONGEST_CAUSE = 300;

    private Trouble() {}

    /** The same, after one WARN line if it is out of reach or too late; nothing is said of what the caller can mend. */
    static RuntimeException told(String what, Call call, RuntimeException thrown) {
        if (thrown instanceof Failure failure
                && (failure instanceof Failure.Unavailable || failure instanceof Failure.TooLate)) {
            LOG.warn("{} of {}: {} cause=\"{}\"", failure.kind(), what, failure.getMessage(), cause(failure, call));
        }
        return thrown;
    }

    /** The first cause by name and in its own words, on one line, without the token should a library have quoted it. */
    private static String cause(Failure failure, Call call) {
        Throwable first = Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .reduce(failure, (_, deeper) -> deeper);
        if (Objects.equals(first.getMessage(), failure.getMessage())) {
            return "none";
        }
        var words = first.getMessage() == null ? "" : ": " + first.getMessage();
        var text =
                call.caller().hiddenIn(first.getClass().getSimpleName() + words).replaceAll("\\p{Cntrl}+", " ");
        return text.substring(0, Math.min(LONGEST_CAUSE, text.length()));
    }
}
