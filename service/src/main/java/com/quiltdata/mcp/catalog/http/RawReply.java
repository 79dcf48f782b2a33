package com.quiltdata.mcp.catalog.http;

import org.jspecify.annotations.Nullable;

/** An answer as it came, its body decompressed and within the size limit. */
@SuppressWarnings("ArrayRecordComponent") // made once, read once, never compared
record RawReply(
        int status, @Nullable String contentType, @Nullable String retryAfter, byte[] body) {}
