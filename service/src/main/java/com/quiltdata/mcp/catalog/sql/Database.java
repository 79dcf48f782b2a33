package com.quiltdata.mcp.catalog.sql;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A database of a data catalog. */
public record Database(
        String name,
        @Nullable String description,
        @Nullable String location,
        @Nullable Instant created) {}
