package com.quiltdata.sandbox.push;

import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.packages.Revision;
import com.quiltdata.sandbox.registry.OperationRefusedException;
import com.quiltdata.sandbox.s3.Access;
import java.time.InstantSource;
import java.util.Map;

/** Writes and removes revisions. There is no check of a parent: the last push becomes {@code latest}. */
public record RevisionPublisher(Packages packages) {
    void mayWrite(Access caller, String bucket) {
        if (!caller.writes(bucket)) {
            throw OperationRefusedException.forbidden("Access to bucket '" + bucket + "' denied.");
        }
    }

    void mayRead(Access caller, String bucket) {
        if (!caller.reads(bucket)) {
            throw OperationRefusedException.forbidden("Access to bucket '" + bucket + "' denied.");
        }
    }

    Revision publish(PushTarget target, Manifest manifest) {
        try {
            return packages.push(target.bucket(), target.name(), manifest, InstantSource.system());
        } catch (Manifest.RecordTooLarge e) {
            String details = String.valueOf(e.getMessage());
            throw OperationRefusedException.operation("QuiltException", details, Map.of("details", details));
        }
    }

    /** Removes a revision from its package. */
    public void delete(Access caller, String bucket, String name, String hash) {
        mayWrite(caller, bucket);
        if (!packages.deleteRevision(bucket, name, hash)) {
            String details = "No such package version exists in the given directory.";
            throw OperationRefusedException.operation("QuiltException", details, Map.of("details", details));
        }
    }
}
