package com.quiltdata.mcp.catalog.objects;

import org.jspecify.annotations.Nullable;

/**
 * What S3 answered to requests of a caller that change nothing in a bucket.
 *
 * @param region region of the bucket; null if unknown
 * @param list whether the caller may list the objects
 * @param read whether the caller may read objects, proved by one of them
 * @param versions whether the caller may list versions
 */
public record BucketAccess(
        @Nullable String region, Finding list, Finding read, Finding versions, Properties properties) {
    /** Whether something is allowed. */
    public enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    /**
     * An answer with what proves it.
     *
     * @param evidence one sentence: who said so, or why it is unknown
     */
    public record Finding(Answer answer, String evidence) {}

    /**
     * Properties of the bucket that the responses show; each is null if unknown.
     *
     * @param versioning {@code Enabled}, {@code Suspended} or {@code Never enabled}
     * @param encryption how the object that was read is encrypted, such as {@code aws:kms}
     * @param kmsKey the key that encrypts that object
     */
    public record Properties(
            @Nullable String versioning,
            @Nullable String encryption,
            @Nullable String kmsKey,
            @Nullable Boolean requesterPays) {}
}
