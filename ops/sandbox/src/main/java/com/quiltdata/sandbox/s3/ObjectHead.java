package com.quiltdata.sandbox.s3;

import org.jspecify.annotations.Nullable;

/** The properties of one version of an object. */
public record ObjectHead(
        @Nullable String versionId, long size, @Nullable String contentType) {}
