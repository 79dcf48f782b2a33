package com.quiltdata.mcp.catalog.s3;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.quiltdata.mcp.catalog.aws.AwsRegions;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;

/** Caches each bucket's region for an hour; S3 returns it even to callers whom it refuses the bucket: no secret. */
final class BucketRegionCache {
    private static final String HEADER = "x-amz-bucket-region";

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
            return AwsRegions.parse(head.bucketRegion()).orElse(home);
        } catch (AwsServiceException e) {
            if (e.statusCode() == 404) {
                throw S3FailureMapper.of(e, S3Target.bucket(bucket));
            }
            var details = Optional.ofNullable(e.awsErrorDetails()).map(d -> d.sdkHttpResponse());
            return details.flatMap(http -> http.firstMatchingHeader(HEADER))
                    .flatMap(AwsRegions::parse)
                    .orElseThrow(() -> e);
        }
    }
}
