package com.quiltdata.mcp.config;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** S3 settings: the region, and an endpoint other than AWS's. */
public record AwsSection(@Nullable URI s3Endpoint, @NotNull String region) {}
