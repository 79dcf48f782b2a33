package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a race between changes that were made from the same base. Of all revisions above the base the oldest
 * wins: the authors of those above it did not know it. Once its second is over no revision can appear below it, so
 * every observer at any time finds the same winner.
 */
sealed interface RevisionRace {
    /**
     * The change is the oldest revision above its base.
     *
     * @param above the revisions created since, newest first
     * @param duplicated whether somebody else created an identical revision
     */
    record RaceWon(List<Revision> above, boolean duplicated) implements RevisionRace {}

    /**
     * Another revision is the oldest above the base, or the base is gone.
     *
     * @param winner the oldest revision above the base; null if the base is gone or no revision is above it
     * @param listed whether the change is listed: another one of the same second replaces it in the list
     */
    record RaceLost(@Nullable Revision winner, boolean listed) implements RevisionRace {}

    /**
     * Decides the race, once the change's second is over.
     *
     * @param newest the revisions down to the base, newest first
     * @param base the newest revision when the change began; null for none
     * @param hash the top hash of the change
     */
    static RevisionRace decide(List<Revision> newest, @Nullable Revision base, String hash) {
        var above = newest.stream()
                .takeWhile(it -> !BaseRevision.samePointer(it, base))
                .toList();
        var ours = above.stream().filter(it -> it.hash().equals(hash)).count();
        if ((base != null && above.size() == newest.size()) || above.isEmpty()) {
            return new RaceLost(null, ours > 0);
        }
        var oldest = above.getLast();
        if (!oldest.hash().equals(hash)) {
            return new RaceLost(oldest, ours > 0);
        }
        var since = above.stream().takeWhile(it -> !it.hash().equals(hash)).toList();
        return new RaceWon(since, ours > 1);
    }
}
