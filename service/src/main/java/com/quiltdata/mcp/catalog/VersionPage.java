package com.quiltdata.mcp.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a listing of versions; {@code next} is absent on the last page. */
public record VersionPage(
        List<ObjectVersion> versions, @Nullable After next) {
    /** Where a listing goes on: after this version of this key, or after all of them. */
    public record After(String key, @Nullable String versionId) {}

    public VersionPage {
        versions = List.copyOf(versions);
    }
}
