package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Truncatable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of {@link PackageDelete}. */
record PackageDeleteResult(
        @Doc("Package name, namespace/name") String packageName,
        @Doc("Bucket, as s3://bucket") String registry,
        @Doc("\"deleted\" or \"partly deleted\"") String action,
        @Doc("Number of deleted revisions") int deleted,

        @Doc("Number of revisions to delete that still exist")
        int remaining,

        @Doc("Outcome of each revision, those that still exist first")
        List<RevisionOutcome> results,

        @Doc("Top hash of latest now; absent if the package is gone") @Nullable
        String latest,

        @Doc("Whether results is cut") boolean truncated,
        @Doc("Summary of the outcome") String message,
        @Doc("Authentication method") String authType)
        implements Truncatable<PackageDeleteResult> {
    record RevisionOutcome(
            @Doc("Full top hash") String revision,
            @Doc("Creation time") Instant modified,
            @Doc("Commit message") @Nullable String message,
            @Doc("Whether the revision was deleted") boolean deleted,

            @Doc("Why the revision was not deleted") @Nullable
            String error) {
        static RevisionOutcome of(Revision revision, @Nullable String error) {
            return new RevisionOutcome(revision.hash(), revision.modified(), revision.message(), error == null, error);
        }
    }

    static PackageDeleteResult of(PackageName name, List<RevisionOutcome> results, @Nullable Revision latest) {
        var deleted = (int) results.stream().filter(RevisionOutcome::deleted).count();
        var remaining = results.size() - deleted;
        return new PackageDeleteResult(
                name.name(),
                "s3://" + name.bucket(),
                remaining == 0 ? "deleted" : "partly deleted",
                deleted,
                remaining,
                results.stream()
                        .sorted(Comparator.comparing(RevisionOutcome::deleted))
                        .toList(),
                latest == null ? null : latest.hash(),
                false,
                remaining == 0
                        ? "Deleted revisions of %2$s: %1$,d. The S3 objects are untouched."
                                .formatted(deleted, name.name())
                        : "Deleted %,d of %,d revisions; %,d still exist. Call again to delete them."
                                .formatted(deleted, results.size(), remaining),
                "jwt");
    }

    @Override
    public int parts() {
        return results.size();
    }

    @Override
    public PackageDeleteResult first(int parts) {
        return new PackageDeleteResult(
                packageName,
                registry,
                action,
                deleted,
                remaining,
                results.subList(0, parts),
                latest,
                parts < deleted + remaining,
                message,
                authType);
    }
}
