package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads objects with the caller's own temporary credentials. */
public interface ObjectReader {
    /**
     * At most {@code maxKeys} (1 to 1000) keys under {@code prefix}, in key order: those that come after the key {@code
     * after}, so that a listing can go on from any of its keys and not from a page's end alone.
     */
    ObjectPage list(Caller caller, String bucket, String prefix, int maxKeys, @Nullable String after);

    ObjectInfo info(Caller caller, ObjectLocation location);

    /**
     * The bytes from {@code offset} on: {@code maxBytes} of them, or all when there are fewer. An offset at or past the
     * end is {@link CatalogException.Rejected}, save 0 in an empty object.
     */
    ObjectContent read(Caller caller, ObjectLocation location, long offset, int maxBytes);

    /**
     * A link to download the object, valid for {@code lifetime} or as long as the caller's credentials, whichever ends
     * first. Nothing is asked of S3 but the bucket's region.
     */
    SignedLink link(Caller caller, ObjectLocation location, Duration lifetime);

    /** The same, as an extra to an answer that is good without it: empty when this one object has no link. */
    default Optional<SignedLink> tryLink(Caller caller, ObjectLocation location, Duration lifetime) {
        try {
            return Optional.of(link(caller, location, lifetime));
        } catch (CatalogException.Unauthenticated e) {
            throw e;
        } catch (CatalogException e) {
            return Optional.empty();
        }
    }
}
