package com.quiltdata.sandbox.control;

/** The generation of registry whose GraphQL schema is served. */
public enum Dialect {
    /** Packages are ordered by an expression, results may be operation errors, and buckets can be queried by role. */
    NEW,
    /**
     * Packages are ordered by an enum, there are no operation errors, only bucket configurations can be queried, and only
     * administrators change tabulator tables.
     */
    OLD,
    /** There is no search. */
    NONE
}
