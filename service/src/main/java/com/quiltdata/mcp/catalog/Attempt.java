package com.quiltdata.mcp.catalog;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The result of work whose failure the caller can survive: a value or a {@link Failure}. */
public sealed interface Attempt<T> {
    record SuccessfulAttempt<T>(T value) implements Attempt<T> {}

    /** The work failed; never with {@link UnauthenticatedException}, which ends the whole call. */
    record FailedAttempt<T>(Failure reason) implements Attempt<T> {}

    static <T> Attempt<T> of(Supplier<T> work) {
        try {
            return new SuccessfulAttempt<>(work.get());
        } catch (Failure e) {
            return new FailedAttempt<>(e);
        }
    }

    default T orElse(T defaultValue) {
        return this instanceof SuccessfulAttempt<T>(var value) ? value : defaultValue;
    }

    /** Returns the value, or throws the failure that the function makes of the reason. */
    default T orElseThrow(UnaryOperator<Failure> mapping) {
        return switch (this) {
            case SuccessfulAttempt<T>(var value) -> value;
            case FailedAttempt<T>(var reason) -> throw mapping.apply(reason);
        };
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
