package com.quiltdata.mcp.catalog;

import java.util.Optional;
import java.util.function.Supplier;

/** The result of work whose failure the caller can survive: a value or a {@link Failure}. */
public sealed interface Attempt<T> {
    /** The work succeeded. */
    record SuccessfulAttempt<T>(T value) implements Attempt<T> {}

    /** The work failed; never with {@link UnauthenticatedException}, which ends the whole call. */
    record FailedAttempt<T>(Failure reason) implements Attempt<T> {}

    /** Runs the work. */
    static <T> Attempt<T> of(Supplier<T> work) {
        try {
            return new SuccessfulAttempt<>(work.get());
        } catch (Failure e) {
            return new FailedAttempt<>(e);
        }
    }

    /** Returns the value; the default if the work failed. */
    default T orElse(T defaultValue) {
        return this instanceof SuccessfulAttempt<T>(var value) ? value : defaultValue;
    }

    /** Returns the result, or empty when it does not exist; any other failure is thrown. */
    static <T> Optional<T> find(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (Failure.NotFound e) {
            return Optional.empty();
        }
    }
}
