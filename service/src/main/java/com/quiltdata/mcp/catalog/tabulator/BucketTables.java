package com.quiltdata.mcp.catalog.tabulator;

import java.util.List;

/** The names of a bucket's tables. */
public record BucketTables(String bucket, List<String> tables) {
    public BucketTables {
        tables = List.copyOf(tables);
    }
}
