package com.quiltdata.mcp.catalog;

import java.util.Optional;
import java.util.function.Supplier;

/** What became of something whose failure its caller goes on from. */
public sealed interface Attempt<T> {
    /** It was done. */
    record Done<T>(T value) implements Attempt<T> {}

    /** Why not; never {@link CatalogException.Unauthenticated}, which ends the whole. */
    record Failed<T>(CatalogException reason) implements Attempt<T> {}

    /** Does the work now. */
    static <T> Attempt<T> of(Supplier<T> work) {
        try {
            return new Done<>(work.get());
        } catch (CatalogException.Unauthenticated e) {
            throw e;
        } catch (CatalogException e) {
            return new Failed<>(e);
        }
    }

    /** The thing asked for, or nothing where there is no such thing; any other failure is thrown. */
    static <T> Optional<T> find(Supplier<T> work) {
        return switch (of(work)) {
            case Done<T>(var value) -> Optional.of(value);
            case Failed<T>(CatalogException.Missing _) -> Optional.empty();
            case Failed<T>(var reason) -> throw reason;
        };
    }
}
