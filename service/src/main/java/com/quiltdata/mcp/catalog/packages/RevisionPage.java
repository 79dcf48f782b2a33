package com.quiltdata.mcp.catalog.packages;

import java.util.List;

/** Revisions of a package, newest first, without contents or metadata; {@code total} counts all of them. */
public record RevisionPage(List<Revision> newest, int total) {
    public RevisionPage {
        newest = List.copyOf(newest);
    }
}
