package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import org.jspecify.annotations.Nullable;

/** Lists versions of objects with the caller's own temporary credentials. */
public interface VersionReader {
    /** Lists up to {@code max} (1 to 1000) versions and delete markers under the prefix, in key order, newest first. */
    VersionPage versions(
            Caller caller, String bucket, String prefix, int max, VersionPage.@Nullable VersionPosition after);
}
