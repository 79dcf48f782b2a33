package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import org.jspecify.annotations.Nullable;

/** Lists versions of objects with the caller's own temporary credentials. */
public interface VersionReader {
    /**
     * Lists at max {@code max} (1 to 1000) versions and delete markers of the keys under {@code prefix}, in key
     * order, newest version first.
     */
    VersionPage versions(
            Caller caller, String bucket, String prefix, int max, VersionPage.@Nullable VersionPosition after);
}
