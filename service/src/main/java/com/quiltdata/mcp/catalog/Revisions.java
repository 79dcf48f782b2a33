package com.quiltdata.mcp.catalog;

import java.util.List;

/** Revisions of a package, newest first, with neither contents nor metadata; {@code total} counts all. */
public record Revisions(List<Revision> newest, int total) {
    public Revisions {
        newest = List.copyOf(newest);
    }
}
