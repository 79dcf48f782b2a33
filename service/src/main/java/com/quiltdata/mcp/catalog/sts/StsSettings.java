package com.quiltdata.mcp.catalog.sts;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the STS client.
 *
 * @param endpoint an STS other than AWS's; null for AWS's in the region
 * @param timeout time limit of one call, including retries ({@code QUILT_SERVICE_TIMEOUT})
 */
public record StsSettings(@Nullable URI endpoint, String region, Duration timeout) {}
