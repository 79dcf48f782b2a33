package com.quiltdata.mcp.catalog.tabulator;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import java.util.List;

/** Reads the configuration of tabulator tables. */
public interface TabulatorReader {
    /**
     * Returns the tables of a bucket.
     *
     * @throws Failure.NotFound if the bucket does not exist or the caller may not see it
     */
    List<TabulatorTable> tables(Caller caller, String bucket);

    /** Returns the buckets that the caller sees and that have tables. */
    List<BucketTables> buckets(Caller caller);
}
