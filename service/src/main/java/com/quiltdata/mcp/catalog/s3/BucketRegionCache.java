package com.quiltdata.mcp.catalog.s3;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Caches each bucket's region for an hour; S3 returns it even to callers whom it refuses the bucket: no secret. */
final class BucketRegionCache {
    private static final String HEADER = "x-amz-bucket-region";

    /** The form of region names, by partition of AWS; the name becomes a part of the host. */
    private static final List<Pattern> FORMS = Region.regions().stream()
            .map(region -> PartitionMetadata.of(region).regionRegex())
            .distinct()
            .map(Pattern::compile)
            .toList();

    private final S3Settings settings;
    private final S3Clients clients;
    private final Cache<String, Region> cache = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    BucketRegionCache(S3Settings settings, S3Clients clients) {
        this.settings = settings;
        this.clients = clients;
    }

    /** Returns the bucket's region; with a custom endpoint, the configured region, without a request. */
    Region of(String bucket, AwsRequestOverrideConfiguration as) {
        var home = Region.of(settings.region());
        if (settings.endpoint() != null) {
            return home;
        }
        var known = cache.getIfPresent(bucket);
        if (known != null) {
            return known;
        }
        var region = ask(home, bucket, as);
        cache.put(bucket, region);
        return region;
    }

    /** Drops a cached region that S3 contradicts. */
    void forget(String bucket) {
        cache.invalidate(bucket);
    }

    private Region ask(Region home, String bucket, AwsRequestOverrideConfiguration as) {
        try {
            var head = clients.client(home).headBucket(b -> b.bucket(bucket).overrideConfiguration(as));
            return region(Optional.ofNullable(head.bucketRegion())).orElse(home);
        } catch (AwsServiceException e) {
            if (e.statusCode() == 404) {
                throw S3FailureMapper.of(e, S3Target.bucket(bucket));
            }
            var details = Optional.ofNullable(e.awsErrorDetails()).map(d -> d.sdkHttpResponse());
            return region(details.flatMap(http -> http.firstMatchingHeader(HEADER)))
                    .orElseThrow(() -> e);
        }
    }

    private static Optional<Region> region(Optional<String> name) {
        return name.filter(BucketRegionCache::known).map(Region::of);
    }

    /** Returns whether a partition of AWS has regions of this form; the SDK keeps every region that it is asked for. */
    private static boolean known(String name) {
        return FORMS.stream().anyMatch(form -> form.matcher(name).matches());
    }
}
