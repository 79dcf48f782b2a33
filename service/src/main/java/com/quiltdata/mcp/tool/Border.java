package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.catalog.CatalogException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the catalog's exceptions become failures for the model, and all others stay what they are. */
final class Border {
    static final String UNAUDITED =
            "Nothing was done: this server cannot write its audit log at the moment, and without it"
                    + " it changes nothing; try again later, or tell its operators.";

    private Border() {}

    /** What a caller of the runner sees of something thrown inside a tool. */
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
        return message == null ? "The catalog did not do what was asked." : message;
    }

    static String tooLate(Effect effect, Duration deadline) {
        return switch (effect) {
            case READ -> "No answer within %d s; ask for less, or try again.".formatted(deadline.toSeconds());
            case WRITE, DESTROY ->
                "No answer within %d s, and whether it was done is unknown: look before trying again."
                        .formatted(deadline.toSeconds());
        };
    }
}
