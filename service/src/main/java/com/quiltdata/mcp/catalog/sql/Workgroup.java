package com.quiltdata.mcp.catalog.sql;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workgroup that a caller may use.
 *
 * @param outputLocation URI of the folder for results; null if the workgroup has none, or Athena manages the results
 * @param enforced whether requests may not choose another output location
 * @param scanLimit the maximum number of bytes that a query of the workgroup scans; null if it has no limit
 */
public record Workgroup(
        String name,
        @Nullable String description,
        @Nullable Instant created,
        boolean enabled,
        @Nullable String outputLocation,
        boolean enforced,
        @Nullable Long scanLimit) {}
