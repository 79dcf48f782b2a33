package com.quiltdata.mcp.catalog.packages;

import com.quiltdata.mcp.catalog.PackageName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A complete revision to create; the registry has no partial update.
 *
 * @param message null, or not empty
 * @param userMeta null for none
 * @param workflow null for the bucket's default, empty for explicitly none
 */
public record NewRevision(
        PackageName name,
        @Nullable String message,
        @Nullable Map<String, Object> userMeta,
        @Nullable String workflow,
        List<NewEntry> entries) {
    public NewRevision {
        entries = List.copyOf(entries);
    }
}
