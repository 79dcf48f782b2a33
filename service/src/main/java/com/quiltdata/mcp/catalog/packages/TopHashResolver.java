package com.quiltdata.mcp.catalog.packages;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import java.util.SortedSet;
import java.util.TreeSet;

/** Completes abbreviated top hashes: the registry itself accepts only full ones and {@code latest}. */
public final class TopHashResolver {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;
    private static final int FULL = 64;
    private static final String LATEST = "latest";

    private TopHashResolver() {}

    /**
     * Returns the revision as the registry accepts it: a full top hash or {@code latest} unchanged, a prefix completed.
     * A prefix of several revisions is {@link Failure.Invalid}, of none {@link Failure.NotFound}.
     */
    public static String whole(PackageReader packages, Caller caller, PackageName name, String revision) {
        if (revision.length() == FULL || revision.equals(LATEST)) {
            return revision;
        }
        var found = new TreeSet<String>();
        for (int number = 1; number <= MOST_PAGES; number++) {
            var listed = packages.revisions(caller, name, number, PAGE);
            listed.newest().stream()
                    .map(Revision::hash)
                    .filter(hash -> hash.startsWith(revision))
                    .forEach(found::add);
            if (found.size() > 1) {
                throw new Failure.Invalid(
                        "revision",
                        "Several revisions of `%s` begin with `%s`; send more of its digits."
                                .formatted(name.name(), revision));
            } else if (listed.newest().isEmpty() || number * PAGE >= listed.total()) {
                return only(found, name, revision);
            }
        }
        throw new Failure.Invalid(
                "revision",
                "`%s` has more than %,d revisions, too many to search for the prefix `%s`; send the full top hash."
                        .formatted(name.name(), MOST_PAGES * PAGE, revision));
    }

    private static String only(SortedSet<String> found, PackageName name, String revision) {
        if (found.isEmpty()) {
            throw new Failure.NotFound(
                    "Package `%s` in bucket `%s` has no revision that begins with `%s`; list its revisions."
                            .formatted(name.name(), name.bucket(), revision));
        }
        return found.first();
    }
}
