package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.tool.Doc;
import java.util.List;

/** How the files of two revisions differ, by logical key. */
record Delta(int total, List<String> added, List<String> changed, List<String> removed) {
    /** How many files. */
    record Counts(
            @Doc("All") int total,
            @Doc("New") int added,

            @Doc("Set anew") int changed,

            @Doc("Gone") int removed,
            @Doc("Kept as they were") int kept) {}

    Delta {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
    }

    boolean isNothing() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    Counts counts() {
        return new Counts(total, added.size(), changed.size(), removed.size(), total - added.size() - changed.size());
    }
}
