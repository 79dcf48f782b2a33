package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import java.util.List;

/** Lists buckets. */
public interface BucketReader {
    /** Returns every bucket that the caller's active role can see, in the catalog's order. */
    List<Bucket> list(Caller caller);

    /** Returns what is known of the caller's rights in a bucket; where the catalog does not say, that is unknown. */
    default BucketRights rights(Caller caller, String bucket) {
        return BucketRights.UNKNOWN;
    }
}
