package com.quiltdata.mcp.catalog.sql;

import org.jspecify.annotations.Nullable;

/** A column of a table; the type as the data catalog writes it, for example {@code array<string>}. */
public record TableColumn(
        String name, String type, @Nullable String comment) {}
