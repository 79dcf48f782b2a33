package com.quiltdata.mcp.tools.objects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects below .quilt/ that a result leaves out.
 *
 * @param count how many they are, or the number of those seen; null if unknown
 * @param exact whether the count includes all of them
 */
record InternalOmission(@Nullable Long count, boolean exact) {
    /** Returns the omission of these items, which may be a folder; null if there are none. */
    static @Nullable InternalOmission of(List<ObjectListItem> items, boolean all) {
        if (items.isEmpty()) {
            return null;
        } else if (items.getFirst().isFolder() == null) {
            return new InternalOmission((long) items.size(), all);
        }
        var count = items.getFirst().objectCount();
        return new InternalOmission(count, count != null);
    }

    String sentence() {
        return "Objects below .quilt/ are left out (%s); prefix=\".quilt/\" lists them."
                .formatted(count == null ? "number unknown" : (exact ? "%,d" : "at least %,d").formatted(count));
    }
}
