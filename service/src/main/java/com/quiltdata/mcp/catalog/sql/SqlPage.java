package com.quiltdata.mcp.catalog.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a listing; {@code next} continues it, null at its end. */
public record SqlPage<T>(List<T> items, @Nullable String next) {}
