package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of {@link PackageDelete}. */
record PackageDeleteResult(
        @Doc("Package name, namespace/name") String packageName,
        @Doc("Bucket, as s3://bucket") String registry,
        @Doc("\"deleted\" or \"partly deleted\"") String action,
        @Doc("Number of deleted revisions") int deleted,

        @Doc("Number of revisions that the package still has")
        int remaining,

        @Doc("Outcome of each revision, those that still exist first")
        List<RevisionOutcome> results,

        @Doc("Top hash of latest now; absent if the package is gone or latest could not be read") @Nullable
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

    /**
     * The result of a deletion.
     *
     * @param before number of revisions that the package had before
     * @param latest latest after the deletion, if it could be read; empty if there is none
     */
    static PackageDeleteResult of(
            PackageName name, int before, List<RevisionOutcome> results, Attempt<Optional<Revision>> latest) {
        var deleted = (int) results.stream().filter(RevisionOutcome::deleted).count();
        var remaining = before - deleted;
        return new PackageDeleteResult(
                name.name(),
                "s3://" + name.bucket(),
                deleted == results.size() ? "deleted" : "partly deleted",
                deleted,
                remaining,
                results.stream()
                        .sorted(Comparator.comparing(RevisionOutcome::deleted))
                        .toList(),
                latest.orElse(Optional.empty()).map(Revision::hash).orElse(null),
                false,
                deleted(name, deleted, results.size()) + left(remaining, latest),
                "jwt");
    }

    private static String deleted(PackageName name, int deleted, int total) {
        return deleted == total
                ? "Deleted revisions of %s: %,d. The S3 objects are untouched.".formatted(name.name(), deleted)
                : "Deleted %,d of %,d revisions; %,d still exist. Call again to delete them."
                        .formatted(deleted, total, total - deleted);
    }

    private static String left(int remaining, Attempt<Optional<Revision>> latest) {
        var now = switch (latest) {
            case Attempt.SuccessfulAttempt<Optional<Revision>>(var revision) ->
                revision.map(it -> "latest is now " + BaseRevision.describe(it)).orElse("there is no latest");
            case Attempt.FailedAttempt<Optional<Revision>> _ -> "latest could not be read, package_revisions shows it";
        };
        return remaining == 0 && now.equals("there is no latest")
                ? " The package is gone."
                : " Revisions left: %,d; %s.".formatted(remaining, now);
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
                truncated || parts < results.size(),
                message,
                authType);
    }
}
