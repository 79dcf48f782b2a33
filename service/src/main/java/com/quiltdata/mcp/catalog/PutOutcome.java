package com.quiltdata.mcp.catalog;

import org.jspecify.annotations.Nullable;

/** What became of one of several objects to put. */
public sealed interface PutOutcome {
    /**
     * What now stands there.
     *
     * @param replaced what stood there just before; absent when nothing did, or when it is not known
     */
    record Stored(ObjectInfo info, @Nullable ObjectInfo replaced) implements PutOutcome {}

    /** Why it was not put; never {@link CatalogException.Unauthenticated}, which ends the whole. */
    record Refused(CatalogException reason) implements PutOutcome {}
}
