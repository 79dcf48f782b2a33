package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads objects with the caller's own temporary credentials. */
public interface ObjectReader {
    /** At most {@code maxKeys} (1 to 1000) keys under {@code prefix}, in key order; {@code token} continues a page. */
    ObjectPage list(Caller caller, String bucket, String prefix, int maxKeys, @Nullable String token);

    ObjectInfo info(Caller caller, ObjectLocation location);

    /** The first {@code maxBytes} bytes, or all when there are fewer. */
    ObjectContent read(Caller caller, ObjectLocation location, int maxBytes);

    /**
     * A link to download the object, valid for {@code lifetime} or as long as the caller's credentials, whichever ends
     * first. Nothing is asked of S3 but the bucket's region.
     */
    SignedLink link(Caller caller, ObjectLocation location, Duration lifetime);
}
