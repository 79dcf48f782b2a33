package com.quiltdata.mcp.catalog.packages;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Completes abbreviated top hashes: the registry itself accepts only full ones and {@code latest}. */
public final class TopHashResolver {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 20;
    private static final int FULL = 64;
    private static final String LATEST = "latest";

    private TopHashResolver() {}

    /**
     * Returns the revision as the registry accepts it: a full top hash or {@code latest} unchanged, a prefix completed.
     * A prefix of several revisions is {@link Failure.Invalid}, of none {@link Failure.NotFound}.
     */
    public static String resolve(PackageReader packages, Caller caller, PackageName name, String revision) {
        if (isComplete(revision)) {
            return revision;
        }
        var matches = new TreeSet<String>();
        for (int number = 1; number <= MAX_PAGES; number++) {
            var page = packages.revisions(caller, name, number, PAGE);
            matches.addAll(matches(page, revision));
            if (matches.size() > 1) {
                throw new Failure.Invalid("Several revisions of `%s` begin with `%s`; send more of its digits."
                        .formatted(name.name(), revision));
            } else if (page.newest().isEmpty() || number * PAGE >= page.total()) {
                return only(matches, name, revision);
            }
        }
        throw new Failure.Invalid(
                "`%s` has more than %,d revisions, too many to search for the prefix `%s`; send the full top hash."
                        .formatted(name.name(), MAX_PAGES * PAGE, revision));
    }

    /**
     * Returns the revision as {@link #resolve} does, but in one request at most: empty unless exactly one of the newest
     * 100 revisions begins with the prefix. An older revision may begin with it too.
     */
    public static Optional<String> findAmongNewest(
            PackageReader packages, Caller caller, PackageName name, String revision) {
        if (isComplete(revision)) {
            return Optional.of(revision);
        }
        var matches = matches(packages.revisions(caller, name, 1, PAGE), revision);
        return matches.size() == 1 ? Optional.of(matches.first()) : Optional.empty();
    }

    private static boolean isComplete(String revision) {
        return revision.length() == FULL || revision.equals(LATEST);
    }

    private static SortedSet<String> matches(RevisionPage page, String prefix) {
        return page.newest().stream()
                .map(Revision::hash)
                .filter(hash -> hash.startsWith(prefix))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String only(SortedSet<String> matches, PackageName name, String revision) {
        if (matches.isEmpty()) {
            throw new Failure.NotFound(
                    "Package `%s` in bucket `%s` has no revision that begins with `%s`; list its revisions."
                            .formatted(name.name(), name.bucket(), revision),
                    name.bucket());
        }
        return matches.first();
    }
}
