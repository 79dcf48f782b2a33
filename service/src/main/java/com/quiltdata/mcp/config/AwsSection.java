package com.quiltdata.mcp.config;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** S3: AWS's own, or another endpoint. */
public record AwsSection(@Nullable URI s3Endpoint, @NotNull String region) {}
