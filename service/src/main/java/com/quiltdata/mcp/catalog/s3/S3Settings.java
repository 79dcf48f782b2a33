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
 * @param manifestBytes of manifests that one call may have in hand at a time ({@code QUILT_MCP_MANIFEST_BYTES})
 */
public record S3Settings(@Nullable URI endpoint, String region, Duration timeout, int manifestBytes) {
    private static final int USUAL_MANIFEST_BYTES = 1 << 25;

    /** With the usual share of manifests. */
    public S3Settings(@Nullable URI endpoint, String region, Duration timeout) {
        this(endpoint, region, timeout, USUAL_MANIFEST_BYTES);
    }
}
