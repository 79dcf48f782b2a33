package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Returns the failures of calls, and logs those that operators must fix. */
final class FailureMapper {
    private static final Logger LOG = LoggerFactory.getLogger(FailureMapper.class);
    private static final int MAX_CAUSE_LENGTH = 300;

    private FailureMapper() {}

    /** Returns the outcome of a call that threw this exception. */
    static String outcome(RuntimeException thrown) {
        return switch (thrown) {
            case Failure failure -> failure.kind();
            case InputRequiredException _ -> "asked";
            case LimitExceededException _ -> "throttled";
            case UnauthenticatedException _ -> Runner.UNAUTHENTICATED;
            default -> "error";
        };
    }

    /** Returns the failure of a call that was not started because its audit line cannot be written. */
    static Failure unaudited(Effect effect) {
        return new Failure.Unavailable(
                (effect == Effect.READ
                                ? "Nothing was read: this server cannot write its audit log at the moment and reads"
                                        + " nothing without it;"
                                : "Nothing was changed: this server cannot write its audit log at the moment and makes"
                                        + " no changes without it;")
                        + " try again later, or contact its operators.",
                null);
    }

    /** Returns the failure of a call that did not end within its time limit. */
    static Failure tooLate(Effect effect, Duration limit, @Nullable Throwable cause) {
        var message = effect == Effect.READ
                ? "No result within %d s; ask for less, or try again."
                : "No result within %d s, and the change may or may not have been made: check before you try again.";
        return new Failure.TooLate(message.formatted(limit.toSeconds()), cause);
    }

    /** Returns the exception of work that failed on another thread, to be thrown on this one; logs it if needed. */
    static RuntimeException thrown(String name, Call call, @Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> logged(name, call, e);
            case Error e -> throw e;
            case null -> new IllegalStateException("the work failed without a cause");
            default -> new IllegalStateException(cause);
        };
    }

    /** Returns the exception; logs its message and its cause first if it is {@code Unavailable} or {@code TooLate}. */
    static RuntimeException logged(String name, Call call, RuntimeException thrown) {
        if (thrown instanceof Failure failure
                && (failure instanceof Failure.Unavailable || failure instanceof Failure.TooLate)) {
            LOG.warn("{} of {}: {} cause=\"{}\"", failure.kind(), name, failure.getMessage(), cause(failure, call));
        }
        return thrown;
    }

    /** Returns the root cause's class and message on one line, with the caller's token removed. */
    private static String cause(Failure failure, Call call) {
        Throwable root = Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .reduce(failure, (_, deeper) -> deeper);
        if (Objects.equals(root.getMessage(), failure.getMessage())) {
            return "none";
        }
        var message = root.getMessage() == null ? "" : ": " + root.getMessage();
        var text =
                call.caller().redact(root.getClass().getSimpleName() + message).replaceAll("\\p{Cc}+", " ");
        return text.substring(0, Math.min(MAX_CAUSE_LENGTH, text.length()));
    }
}
