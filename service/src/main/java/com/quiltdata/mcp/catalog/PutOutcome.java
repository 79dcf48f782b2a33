package com.quiltdata.mcp.catalog;

/** What became of one of several objects to put. */
public sealed interface PutOutcome {
    /** What now stands there. */
    record Stored(ObjectInfo info) implements PutOutcome {}

    /** Why it was not put; never {@link CatalogException.Unauthenticated}, which ends the whole. */
    record Refused(CatalogException reason) implements PutOutcome {}
}
