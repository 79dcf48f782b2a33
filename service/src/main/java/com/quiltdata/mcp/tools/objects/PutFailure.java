package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.tool.Failure;

/** Builds the failure of a bucket_objects_put call that wrote no object. */
final class PutFailure {
    private PutFailure() {}

    static RuntimeException because(CatalogException first, int count, String bucket) {
        if (count == 1) {
            return first;
        }
        var message = "None of the %d objects was written to %s: %s".formatted(count, bucket, first.getMessage());
        return switch (first) {
            case CatalogException.Unauthenticated e -> e;
            case CatalogException.Denied _ -> new Failure.Denied(message);
            case CatalogException.Missing _ -> new Failure.NotFound(message);
            case CatalogException.Rejected _ -> new Failure.Invalid(message);
            case CatalogException.Conflict _ -> new Failure.Conflict(message);
            case CatalogException.Throttled e -> new Failure.Throttled(message, e.retryAfter());
            case CatalogException.TooLarge _ -> new Failure.TooLarge(message);
            case CatalogException.TooLate e -> new Failure.TooLate(message, e);
            case CatalogException.Unavailable e -> new Failure.Unavailable(message, e);
        };
    }
}
