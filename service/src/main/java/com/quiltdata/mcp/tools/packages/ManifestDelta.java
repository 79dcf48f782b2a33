package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.tool.Doc;
import java.util.List;

/** The logical keys by which the files of two revisions differ. */
public record ManifestDelta(int total, List<String> added, List<String> changed, List<String> removed) {
    /** The numbers of files. */
    public record Counts(
            @Doc("Files in the new revision") int total,
            @Doc("Files added") int added,

            @Doc("Files replaced") int changed,

            @Doc("Files removed") int removed,
            @Doc("Files kept unchanged") int kept) {}

    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    public Counts counts() {
        return new Counts(total, added.size(), changed.size(), removed.size(), total - added.size() - changed.size());
    }
}
