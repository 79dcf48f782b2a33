package com.quiltdata.sandbox.s3;

import org.jspecify.annotations.Nullable;

/** The properties of one version of an object. */
public record Head(
        @Nullable String versionId, long size, @Nullable String contentType) {}
