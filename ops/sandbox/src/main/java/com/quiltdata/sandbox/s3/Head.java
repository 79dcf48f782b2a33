package com.quiltdata.sandbox.s3;

import org.jspecify.annotations.Nullable;

/** What S3 says of one version of an object without its bytes. */
public record Head(
        @Nullable String versionId, long size, @Nullable String contentType) {}
