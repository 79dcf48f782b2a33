package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.tabulator.BucketTables;
import com.quiltdata.mcp.catalog.tabulator.TabulatorReader;
import com.quiltdata.mcp.catalog.tabulator.TabulatorTable;
import com.quiltdata.mcp.context.AllowedBuckets;
import java.util.List;

/** Reads tables only of buckets that the connection may use. */
public record RestrictedTabulatorReader(TabulatorReader tables) implements TabulatorReader {
    @Override
    public List<TabulatorTable> tables(Caller caller, String bucket) {
        BucketLimit.require(bucket);
        return tables.tables(caller, bucket);
    }

    @Override
    public List<BucketTables> buckets(Caller caller) {
        var allowed = AllowedBuckets.current();
        return tables.buckets(caller).stream()
                .filter(it -> allowed.allows(it.bucket()))
                .toList();
    }
}
