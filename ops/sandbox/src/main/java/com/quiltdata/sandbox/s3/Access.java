package com.quiltdata.sandbox.s3;

import com.quiltdata.sandbox.people.Role;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store with the rights of one role: what the role may not do is refused as by S3. */
public record Access(Store store, Role role) {
    /** Thrown for a refusal of S3, with the message that its clients report. */
    public static final class Denied extends RuntimeException {
        Denied(String operation) {
            super("An error occurred (403) when calling the " + operation + " operation: Forbidden");
        }
    }

    public boolean reads(String bucket) {
        return role.reads(bucket);
    }

    public boolean writes(String bucket) {
        return role.writes(bucket);
    }

    public Optional<ObjectHead> head(String bucket, String key, @Nullable String version) {
        mayRead(bucket, "HeadObject");
        return store.head(bucket, key, version);
    }

    public Optional<byte[]> get(String bucket, String key, @Nullable String version) {
        mayRead(bucket, "GetObject");
        return store.get(bucket, key, version);
    }

    /** Copies one version, the current one for null, and returns the copy's version, or nothing if none exists. */
    public Optional<String> copy(
            String fromBucket, String fromKey, @Nullable String version, String toBucket, String toKey) {
        mayRead(fromBucket, "GetObject");
        if (!writes(toBucket)) {
            throw new Denied("CopyObject");
        }
        return store.copy(fromBucket, fromKey, version, toBucket, toKey);
    }

    private void mayRead(String bucket, String operation) {
        if (!role.reads(bucket)) {
            throw new Denied(operation);
        }
    }
}
