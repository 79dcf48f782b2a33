package com.quiltdata.sandbox.seed;

import com.quiltdata.sandbox.packages.PhysicalKey;
import com.quiltdata.sandbox.s3.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Puts objects into one bucket, with a content type by the key's extension. */
record SeedBucket(Store store, String bucket) {
    private static final Map<String, String> TYPES = Map.of(
            "csv", "text/csv",
            "json", "application/json",
            "jsonl", "application/x-ndjson",
            "md", "text/markdown",
            "png", "image/png",
            "txt", "text/plain",
            "yml", "application/yaml");

    StoredObject text(String key, String content) {
        return bytes(key, content.getBytes(StandardCharsets.UTF_8));
    }

    StoredObject bytes(String key, byte[] content) {
        String extension = key.substring(key.lastIndexOf('.') + 1);
        return put(key, content, TYPES.getOrDefault(extension, "application/octet-stream"), Map.of());
    }

    StoredObject put(String key, byte[] content, String type, Map<String, String> metadata) {
        return StoredObject.of(new PhysicalKey(bucket, key, store.put(bucket, key, content, type, metadata)), content);
    }

    /** Puts a file from the sandbox's resources. */
    StoredObject resource(String key, String name) {
        return bytes(key, read(name));
    }

    static byte[] read(String name) {
        try (InputStream in = SeedBucket.class.getResourceAsStream("/seed/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
