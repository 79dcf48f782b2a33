package com.quiltdata.mcp.catalog.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where S3 is.
 *
 * @param endpoint of another S3 than AWS's, addressed by path and in one region; absent for AWS. When absent the SDK still
 *     reads {@code AWS_ENDPOINT_URL_S3} and {@code AWS_ENDPOINT_URL} itself; when given it wins over both
 * @param region of that endpoint, or the one from which buckets' own regions are asked: {@code us-east-1}
 * @param timeout of one call in all, retries included ({@code QUILT_SERVICE_TIMEOUT})
 */
public record S3Settings(@Nullable URI endpoint, String region, Duration timeout) {}
