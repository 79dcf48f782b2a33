package com.quiltdata.mcp.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object that was found, at the version that was.
 *
 * @param snippet its indexed text around the first word that was asked for
 */
public record ObjectHit(
        ObjectLocation location,
        double score,
        long size,
        Instant modified,
        @Nullable String snippet) {}
