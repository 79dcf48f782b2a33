package com.quiltdata.mcp.catalog.restricted;

import com.google.common.collect.Maps;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.catalog.objects.ListedBuckets;
import com.quiltdata.mcp.context.AllowedBuckets;
import java.util.List;

/** Lists only the buckets that the connection may use. */
public record RestrictedBucketReader(BucketReader buckets) implements BucketReader {
    @Override
    public BucketReader current() {
        return new RestrictedBucketReader(buckets.current());
    }

    @Override
    public List<Bucket> list(Caller caller) {
        var allowed = AllowedBuckets.current();
        return buckets.list(caller).stream()
                .filter(bucket -> allowed.allows(bucket.name()))
                .toList();
    }

    @Override
    public ListedBuckets listWithLevels(Caller caller) {
        var allowed = AllowedBuckets.current();
        var all = buckets.listWithLevels(caller);
        return new ListedBuckets(
                all.buckets().stream()
                        .filter(bucket -> allowed.allows(bucket.name()))
                        .toList(),
                Maps.filterKeys(all.levels(), allowed::allows));
    }

    @Override
    public BucketRights rights(Caller caller, String bucket) {
        BucketLimit.require(bucket);
        return buckets.rights(caller, bucket);
    }
}
