package com.quiltdata.mcp.tools.objects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects below .quilt/ that a result leaves out.
 *
 * @param count their number, or a minimum unless {@code exact}; null if unknown
 * @param exact whether the count includes all of them
 */
record InternalOmission(@Nullable Long count, boolean exact) {
    /**
     * Returns the omission of these items, which may be a folder; null if there are none.
     *
     * @param all whether the items are all objects below .quilt/
     * @param counted whether the count of a folder below .quilt/ includes all of its objects
     */
    static @Nullable InternalOmission of(List<ObjectListItem> items, boolean all, boolean counted) {
        if (items.isEmpty()) {
            return null;
        } else if (items.getFirst().isFolder() == null) {
            return new InternalOmission((long) items.size(), all);
        }
        var count = items.getFirst().objectCount();
        return new InternalOmission(count, counted && count != null);
    }

    String sentence() {
        return "Objects below .quilt/ are left out (%s); prefix=\".quilt/\" lists them."
                .formatted(count == null ? "number unknown" : (exact ? "%,d" : "at least %,d").formatted(count));
    }
}
