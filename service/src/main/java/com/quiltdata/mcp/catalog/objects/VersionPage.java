package com.quiltdata.mcp.catalog.objects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a listing of versions; {@code next} is null on the last page. */
public record VersionPage(
        List<ObjectVersion> versions, @Nullable VersionPosition next) {
    /** The position after a version of a key, or after all versions of it when {@code versionId} is null. */
    public record VersionPosition(String key, @Nullable String versionId) {}

    public VersionPage {
        versions = List.copyOf(versions);
    }
}
