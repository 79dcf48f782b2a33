package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.CatalogException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Maps the catalog's exceptions to failures for the model; leaves other exceptions unchanged. */
final class FailureMapper {
    static final String UNAUDITED =
            "Nothing was changed: this server cannot write its audit log at the moment and makes no"
                    + " changes without it; try again later, or contact its operators.";

    private FailureMapper() {}

    /** Returns the exception that the runner throws for one thrown inside a tool. */
    static RuntimeException cross(@Nullable Throwable thrown) {
        return switch (thrown) {
            case CatalogException e -> of(e);
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null -> new IllegalStateException("a tool failed without a cause");
            default -> new IllegalStateException(thrown);
        };
    }

    private static RuntimeException of(CatalogException thrown) {
        return switch (thrown) {
            case CatalogException.Unauthenticated e -> e;
            case CatalogException.Denied e -> new Failure.Denied(text(e));
            case CatalogException.Missing e -> new Failure.NotFound(text(e));
            case CatalogException.Rejected e ->
                new Failure.Invalid(e.path() == null ? text(e) : e.path() + ": " + text(e));
            case CatalogException.Conflict e -> new Failure.Conflict(text(e));
            case CatalogException.Throttled e -> new Failure.Throttled(text(e), e.retryAfter());
            case CatalogException.TooLarge e -> new Failure.TooLarge(text(e));
            case CatalogException.TooLate e -> new Failure.TooLate(text(e), e);
            case CatalogException.Unavailable e -> new Failure.Unavailable(text(e), e);
        };
    }

    private static String text(CatalogException e) {
        var message = e.getMessage();
        return message == null ? "The catalog rejected the request without a reason." : message;
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
