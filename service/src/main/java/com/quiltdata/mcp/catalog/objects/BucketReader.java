package com.quiltdata.mcp.catalog.objects;

import com.quiltdata.mcp.auth.Caller;
import java.util.List;
import java.util.Map;

/** Lists buckets. */
public interface BucketReader {
    /** Returns a reader of what there is now; other reads may return what the caller read shortly before. */
    default BucketReader current() {
        return this;
    }

    /** Returns every bucket that the caller's active role can see, in the catalog's order. */
    List<Bucket> list(Caller caller);

    /** Returns the buckets of {@link #list} with the caller's rights in them, where the catalog says them. */
    default ListedBuckets listWithLevels(Caller caller) {
        return new ListedBuckets(list(caller), Map.of());
    }

    /** Returns what is known of the caller's rights in a bucket; where the catalog does not say, that is unknown. */
    default BucketRights rights(Caller caller, String bucket) {
        return BucketRights.UNKNOWN;
    }
}
