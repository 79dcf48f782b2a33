package com.quiltdata.sandbox.push;

import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.registry.Refused;
import com.quiltdata.sandbox.s3.Access;
import java.time.Instant;
import java.util.Map;

/** Writes and removes revisions. There is no check of a parent: whoever pushes last is {@code latest}. */
public record Publication(Packages packages) {
    void mayWrite(Access caller, String bucket) {
        if (!caller.writes(bucket)) {
            throw Refused.forbidden("Access to bucket '" + bucket + "' denied.");
        }
    }

    void mayRead(Access caller, String bucket) {
        if (!caller.reads(bucket)) {
            throw Refused.forbidden("Access to bucket '" + bucket + "' denied.");
        }
    }

    String publish(Target target, Manifest manifest) {
        try {
            return packages.push(target.bucket(), target.name(), manifest, Instant.now());
        } catch (Manifest.RecordTooLarge e) {
            String details = String.valueOf(e.getMessage());
            throw Refused.operation("QuiltException", details, Map.of("details", details));
        }
    }

    /** Takes a revision from its package. */
    public void delete(Access caller, String bucket, String name, String hash) {
        mayWrite(caller, bucket);
        if (!packages.deleteRevision(bucket, name, hash)) {
            String details = "No such package version exists in the given directory.";
            throw Refused.operation("QuiltException", details, Map.of("details", details));
        }
    }
}
