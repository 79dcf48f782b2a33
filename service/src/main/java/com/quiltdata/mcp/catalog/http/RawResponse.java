package com.quiltdata.mcp.catalog.http;

import org.jspecify.annotations.Nullable;

/** A response of any status as received, its body decompressed and within the size limit. */
@SuppressWarnings("ArrayRecordComponent") // made once, read once, never compared
public record RawResponse(
        int status,
        @Nullable String contentType,
        @Nullable String retryAfter,
        @Nullable String location,
        @Nullable String date,
        byte[] body) {}
