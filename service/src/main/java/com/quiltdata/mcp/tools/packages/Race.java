package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a change came out among others that were made from the same base. Of all revisions above the base the oldest has won:
 * whoever stands above it did not know it. Nobody can come in below it any more once its second is over, so the winner stays
 * the winner, whoever looks and whenever.
 */
sealed interface Race {
    /**
     * The change stands on its base.
     *
     * @param above what was made since, newest first
     * @param twice whether somebody else made the very same revision
     */
    record Won(List<Revision> above, boolean twice) implements Race {}

    /**
     * It does not.
     *
     * @param winner what stands on the base instead; null when the base is gone, or nothing stands on it
     * @param listed whether the change is listed at all: another of the same second takes its place in the list
     */
    record Lost(@Nullable Revision winner, boolean listed) implements Race {}

    /**
     * Decides, once the change's second is over.
     *
     * @param newest the revisions down to the base, newest first
     * @param base the newest revision when the change was begun; null for none
     * @param hash the change's own
     */
    static Race decide(List<Revision> newest, @Nullable Revision base, String hash) {
        var above = newest.stream().takeWhile(it -> !Base.same(it, base)).toList();
        var ours = above.stream().filter(it -> it.hash().equals(hash)).count();
        if ((base != null && above.size() == newest.size()) || above.isEmpty()) {
            return new Lost(null, ours > 0);
        }
        var oldest = above.getLast();
        if (!oldest.hash().equals(hash)) {
            return new Lost(oldest, ours > 0);
        }
        var since = above.stream().takeWhile(it -> !it.hash().equals(hash)).toList();
        return new Won(since, ours > 1);
    }
}
