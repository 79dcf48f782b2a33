package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.s3.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** Stores the rows of queries as objects. */
record ResultWriter(Store store) {
    /** Stores a file under a prefix; the caller has checked the rights. */
    void write(String bucket, String prefix, Path file) {
        try {
            var _ = store.put(
                    bucket, prefix + UUID.randomUUID(), Files.readAllBytes(file), "application/octet-stream", Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Requires that the role writes a bucket. */
    static void check(StatementContext context, String bucket) {
        if (!context.access().writes(bucket)) {
            throw new SqlException("PERMISSION_DENIED: Access denied when writing output to url: s3://" + bucket
                    + "/. Please ensure you are allowed to access the S3 bucket.");
        }
    }
}
