package com.quiltdata.mcp.catalog.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the S3 client.
 *
 * @param endpoint an S3 other than AWS's, with path-style addresses and one region; null for AWS. When null the SDK
 *     still reads {@code AWS_ENDPOINT_URL_S3} and {@code AWS_ENDPOINT_URL} itself; when set it overrides both
 * @param region the region of that endpoint, or the one in which buckets' own regions are looked up: {@code us-east-1}
 * @param timeout time limit of one call, including retries ({@code QUILT_SERVICE_TIMEOUT})
 * @param manifestBytes maximum bytes of manifests that one call may hold at a time ({@code QUILT_MCP_MANIFEST_BYTES})
 */
public record S3Settings(@Nullable URI endpoint, String region, Duration timeout, int manifestBytes) {}
