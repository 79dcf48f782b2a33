package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.Revision;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Sliceable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link PackageDelete} answers. */
record Deleted(
        @Doc("The package") String packageName,
        @Doc("Its bucket") String registry,
        @Doc("deleted, or partly deleted") String action,
        @Doc("How many revisions are gone") int deleted,

        @Doc("How many that were to be deleted are still there")
        int remaining,

        @Doc("What became of each, those still there first") List<One> results,

        @Doc("Top hash of latest now; absent when the package is gone") @Nullable
        String latest,

        @Doc("Whether results leaves some out") boolean truncated,
        @Doc("What it means") String message,
        @Doc("How the caller is known") String authType)
        implements Sliceable<Deleted> {
    record One(
            @Doc("Full top hash") String revision,
            @Doc("When it was made") Instant modified,
            @Doc("Its message") @Nullable String message,
            @Doc("Whether it is gone") boolean deleted,
            @Doc("Why not") @Nullable String error) {
        static One gone(Revision revision) {
            return new One(revision.hash(), revision.modified(), revision.message(), true, null);
        }

        static One failed(Revision revision, String why) {
            return new One(revision.hash(), revision.modified(), revision.message(), false, why);
        }

        static One left(Revision revision) {
            return failed(revision, "Not tried any more.");
        }
    }

    static Deleted of(PackageName name, List<One> results, @Nullable Revision latest) {
        var gone = (int) results.stream().filter(One::deleted).count();
        var left = results.size() - gone;
        return new Deleted(
                name.name(),
                "s3://" + name.bucket(),
                left == 0 ? "deleted" : "partly deleted",
                gone,
                left,
                results.stream().sorted(Comparator.comparing(One::deleted)).toList(),
                latest == null ? null : latest.hash(),
                false,
                left == 0
                        ? "%,d revisions of %s are gone; the objects they were made of are still in S3."
                                .formatted(gone, name.name())
                        : "%,d of %,d revisions are gone, %,d are still there; call again to delete them."
                                .formatted(gone, results.size(), left),
                "jwt");
    }

    @Override
    public int parts() {
        return results.size();
    }

    @Override
    public Deleted first(int parts) {
        return new Deleted(
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
