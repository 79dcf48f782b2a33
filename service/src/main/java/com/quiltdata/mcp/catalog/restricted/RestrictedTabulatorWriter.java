package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.tabulator.TabulatorWriter;
import org.jspecify.annotations.Nullable;

/** Changes tables only of buckets that the connection may use. */
public record RestrictedTabulatorWriter(TabulatorWriter tables) implements TabulatorWriter {
    @Override
    public void set(Caller caller, String bucket, String table, @Nullable String config) {
        BucketLimit.require(bucket);
        tables.set(caller, bucket, table, config);
    }

    @Override
    public void rename(Caller caller, String bucket, String table, String newName) {
        BucketLimit.require(bucket);
        tables.rename(caller, bucket, table, newName);
    }
}
