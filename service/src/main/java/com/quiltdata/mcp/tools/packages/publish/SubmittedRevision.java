package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.ObjectLocation;
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

/**
 * A revision to submit, which recognizes the revision that was created from it.
 *
 * @param construct creates the revision within a time limit, and returns its top hash
 */
record SubmittedRevision(NewRevision revision, Function<Duration, String> construct) {
    boolean hasMessageOf(Revision candidate) {
        return Objects.equals(candidate.message(), revision.message());
    }

    boolean hasContentOf(Manifest candidate) {
        if (!Objects.equals(candidate.message(), revision.message())
                || !JsonEquality.equal(candidate.userMeta(), revision.userMeta())
                || candidate.files().size() != revision.entries().size()) {
            return false;
        }
        var submitted = new HashMap<String, NewEntry>();
        revision.entries().forEach(entry -> submitted.put(entry.logicalKey(), entry));
        return candidate.files().stream().allMatch(file -> matches(file, submitted.get(file.path())));
    }

    private static boolean matches(PackageEntry.File file, @Nullable NewEntry submitted) {
        return submitted != null
                && ((submitted.hash() != null && submitted.hash().equals(file.hash()))
                        || isSameObject(submitted.physicalKey(), file.physicalKey()));
    }

    /** Whether both are the same object; the registry adds a version to a physical key without one. */
    private static boolean isSameObject(String submitted, String created) {
        var object = S3Uri.find(created);
        var unversioned = object.map(it -> new ObjectLocation(it.bucket(), it.key(), null));
        var sent = S3Uri.find(submitted);
        return submitted.equals(created) || (sent.isPresent() && (sent.equals(object) || sent.equals(unversioned)));
    }
}
