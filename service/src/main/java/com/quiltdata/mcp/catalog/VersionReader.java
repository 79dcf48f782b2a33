package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import org.jspecify.annotations.Nullable;

/** Reads which versions of objects there are, with the caller's own temporary credentials. */
public interface VersionReader {
    /**
     * At most {@code most} (1 to 1000) versions and delete markers of the keys under {@code prefix}: the keys in order, of
     * each key the newest first.
     */
    VersionPage versions(Caller caller, String bucket, String prefix, int most, VersionPage.@Nullable After after);
}
