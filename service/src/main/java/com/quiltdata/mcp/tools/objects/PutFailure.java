package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.Failure;

/** Builds the failure of a bucket_objects_put call that wrote no object. */
final class PutFailure {
    private PutFailure() {}

    static Failure because(Failure first, int count, String bucket) {
        if (count == 1) {
            return first;
        }
        var message = "None of the %d objects was written to %s: %s".formatted(count, bucket, first.getMessage());
        return switch (first) {
            case Failure.Denied _ -> new Failure.Denied(message);
            case Failure.NotFound _ -> new Failure.NotFound(message);
            case Failure.Invalid _ -> new Failure.Invalid(message);
            case Failure.Conflict _ -> new Failure.Conflict(message);
            case Failure.Declined _ -> new Failure.Declined(message);
            case Failure.Throttled e -> new Failure.Throttled(message, e.retryAfter());
            case Failure.TooLarge _ -> new Failure.TooLarge(message);
            case Failure.TooLate e -> new Failure.TooLate(message, e);
            case Failure.Unavailable e -> new Failure.Unavailable(message, e);
        };
    }
}
