package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Prefix;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads objects with the caller's own temporary credentials. */
public interface ObjectReader extends ContentReader {
    /**
     * Lists up to {@code maxKeys} (1 to 1000) keys under {@code prefix}, in key order, after the key {@code after}. A
     * listing can resume after any key, not only at the end of a page.
     */
    default ObjectPage list(Caller caller, String bucket, String prefix, int maxKeys, @Nullable String after) {
        return list(caller, new S3Prefix(bucket, prefix), null, maxKeys, after);
    }

    /**
     * Lists up to {@code maxKeys} (1 to 1000) keys and folders under {@code prefix}, after the key {@code after}.
     *
     * @param delimiter folds the keys that contain it after the prefix into folders; null to fold none
     */
    ObjectPage list(Caller caller, S3Prefix prefix, @Nullable String delimiter, int maxKeys, @Nullable String after);

    ObjectInfo info(Caller caller, ObjectLocation location);

    /**
     * Returns a download link that is valid for {@code lifetime}, but no longer than the caller's credentials. S3 is
     * asked only for the bucket's region.
     */
    SignedLink link(Caller caller, ObjectLocation location, Duration lifetime);

    /** Returns whether the object is known to exist: false also when the caller may not see it. */
    default boolean exists(Caller caller, ObjectLocation location) {
        return Attempt.of(() -> info(caller, location)) instanceof Attempt.SuccessfulAttempt;
    }

    /** Reads up to {@code maxBytes} bytes, or returns empty when that fails; for results that are useful without it. */
    default Optional<ObjectContent> tryRead(Caller caller, ObjectLocation location, int maxBytes) {
        return Attempt.of(() -> Optional.of(read(caller, location, 0, maxBytes)))
                .orElse(Optional.empty());
    }

    /** Returns a download link, or empty when this one object has none; for results that are useful without it. */
    default Optional<SignedLink> tryLink(Caller caller, ObjectLocation location, Duration lifetime) {
        return Attempt.of(() -> Optional.of(link(caller, location, lifetime))).orElse(Optional.empty());
    }
}
