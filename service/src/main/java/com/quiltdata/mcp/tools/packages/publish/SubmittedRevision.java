package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tools.packages.JsonEquality;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A revision to submit, which recognizes the revision that was created from it. */
record SubmittedRevision(NewRevision revision, Function<Duration, String> construct)
        implements RevisionSubmitter.SubmitRequest {
    @Override
    public String send(Duration limit) {
        return construct.apply(limit);
    }

    @Override
    public boolean says(Revision candidate) {
        return Objects.equals(candidate.message(), revision.message());
    }

    @Override
    public boolean made(Manifest candidate) {
        if (!Objects.equals(candidate.message(), revision.message())
                || !JsonEquality.alike(candidate.userMeta(), revision.userMeta())
                || candidate.files().size() != revision.entries().size()) {
            return false;
        }
        var wanted = new HashMap<String, NewEntry>();
        revision.entries().forEach(entry -> wanted.put(entry.logicalKey(), entry));
        return candidate.files().stream().allMatch(file -> is(file, wanted.get(file.path())));
    }

    private static boolean is(PackageEntry.File file, @Nullable NewEntry sent) {
        return sent != null
                && ((sent.hash() != null && sent.hash().equals(file.hash()))
                        || sameObject(sent.physicalKey(), file.physicalKey()));
    }

    /** Whether both are the same object; the registry adds a version to a physical key without one. */
    private static boolean sameObject(String sent, String found) {
        return sent.equals(found)
                || S3Uri.find(sent)
                        .flatMap(a -> S3Uri.find(found)
                                .map(b -> a.bucket().equals(b.bucket())
                                        && a.key().equals(b.key())
                                        && (a.versionId() == null
                                                || a.versionId().equals(b.versionId()))))
                        .orElse(false);
    }
}
