package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import java.util.List;

/** Lists buckets. */
public interface BucketReader {
    /** Returns every bucket that the caller's active role can see, in the catalog's order. */
    List<Bucket> list(Caller caller);
}
