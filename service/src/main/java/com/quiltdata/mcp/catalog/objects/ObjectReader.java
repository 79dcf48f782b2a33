package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads objects with the caller's own temporary credentials. */
public interface ObjectReader {
    /**
     * Lists at most {@code maxKeys} (1 to 1000) keys under {@code prefix}, in key order, after the key {@code after}. A
     * listing can resume after any key, not only at the end of a page.
     */
    ObjectPage list(Caller caller, String bucket, String prefix, int maxKeys, @Nullable String after);

    ObjectInfo info(Caller caller, ObjectLocation location);

    /**
     * Reads up to {@code maxBytes} bytes from {@code offset}. An offset at or past the end is {@link
     * Failure.Invalid}, except 0 in an empty object.
     */
    ObjectContent read(Caller caller, ObjectLocation location, long offset, int maxBytes);

    /**
     * Returns a download link that is valid for {@code lifetime}, but no longer than the caller's credentials. S3 is
     * asked only for the bucket's region.
     */
    SignedLink link(Caller caller, ObjectLocation location, Duration lifetime);

    /** Returns whether the object is known to exist: false also when the caller may not see it. */
    default boolean exists(Caller caller, ObjectLocation location) {
        try {
            info(caller, location);
            return true;
        } catch (Failure e) {
            return false;
        }
    }

    /** Returns a download link, or empty when this one object has none; for results that are useful without it. */
    default Optional<SignedLink> tryLink(Caller caller, ObjectLocation location, Duration lifetime) {
        try {
            return Optional.of(link(caller, location, lifetime));
        } catch (Failure e) {
            return Optional.empty();
        }
    }
}
