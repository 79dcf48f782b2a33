package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.PackageRef;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a package and the one before it.
 *
 * @param before the next older revision with another top hash
 */
record PrecedingRevision(Revision revision, Revision before) {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 20;

    /** Reads both from the history of the package, whose revision must be {@link PackageRef#pinned}. */
    static PrecedingRevision of(PackageRef ref, PackageReader packages, Call call) {
        Revision found = null;
        for (int number = 1; number <= MAX_PAGES; number++) {
            var listed = packages.revisions(call.caller(), ref.name(), number, PAGE);
            for (var revision : listed.newest()) {
                if (revision.hash().equals(ref.revision())) {
                    found = revision;
                } else if (found != null) {
                    return new PrecedingRevision(found, revision);
                }
            }
            if (number * PAGE >= listed.total()) {
                throw none(ref, listed.total());
            }
        }
        throw none(ref, null);
    }

    private static Failure none(PackageRef ref, @Nullable Integer total) {
        var name = ref.name();
        return new Failure.NotFound(
                "Package `%s` in bucket `%s` has %s, so there is nothing to compare it with. Send `package1_hash`, `package2_name` or `package2_uri`."
                        .formatted(
                                name.name(),
                                name.bucket(),
                                total != null && total == 1
                                        ? "only one revision, " + ref.revision()
                                        : "no listed revision before " + ref.revision()));
    }

    String note() {
        return "Compares revision %s with the one before it, %s."
                .formatted(BaseRevision.describe(revision), BaseRevision.describe(before));
    }
}
