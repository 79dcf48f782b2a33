package com.quiltdata.mcp.catalog.shared;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.catalog.objects.ListedBuckets;
import java.util.List;
import java.util.function.Supplier;

/**
 * Caches each caller's list of buckets, and shares the reads of rights, which are never cached.
 *
 * @param anew whether lists are read anew, and neither shared nor taken from the cache
 */
public record SharedBucketReader(BucketReader buckets, CallerReads reads, boolean anew) implements BucketReader {
    private static final String CACHE = "buckets";

    @Override
    public BucketReader current() {
        return new SharedBucketReader(buckets, reads, true);
    }

    private <T> T read(Caller caller, Object question, Supplier<T> read) {
        return anew ? reads.refreshed(caller, question, read) : reads.cached(CACHE, caller, question, read);
    }

    private record ListQuestion() {}

    @Override
    public List<Bucket> list(Caller caller) {
        return read(caller, new ListQuestion(), () -> buckets.list(caller));
    }

    private record LevelsQuestion() {}

    @Override
    public ListedBuckets listWithLevels(Caller caller) {
        return read(caller, new LevelsQuestion(), () -> buckets.listWithLevels(caller));
    }

    private record RightsQuestion(String bucket) {}

    @Override
    public BucketRights rights(Caller caller, String bucket) {
        return reads.share(caller, new RightsQuestion(bucket), () -> buckets.rights(caller, bucket));
    }
}
