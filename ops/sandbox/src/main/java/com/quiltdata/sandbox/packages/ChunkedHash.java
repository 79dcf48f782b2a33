package com.quiltdata.sandbox.packages;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** {@code sha2-256-chunked}: the SHA-256 of the chunks' SHA-256s; an empty file has no chunk. */
public final class ChunkedHash {
    public static final String TYPE = "sha2-256-chunked";
    private static final int MIN_CHUNK_BYTES = 8 << 20;
    private static final int MAX_CHUNKS = 10_000;

    private ChunkedHash() {}

    public static Entry.Hash of(byte[] content) {
        MessageDigest outer = sha256();
        int chunk = chunkSize(content.length);
        for (int start = 0; start < content.length; start += chunk) {
            MessageDigest inner = sha256();
            inner.update(content, start, Math.min(chunk, content.length - start));
            outer.update(inner.digest());
        }
        return new Entry.Hash(TYPE, Base64.getEncoder().encodeToString(outer.digest()));
    }

    private static int chunkSize(long length) {
        int chunk = MIN_CHUNK_BYTES;
        while ((length + chunk - 1) / chunk > MAX_CHUNKS) {
            chunk *= 2;
        }
        return chunk;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
