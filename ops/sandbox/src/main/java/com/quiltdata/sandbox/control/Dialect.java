package com.quiltdata.sandbox.control;

/** Which registry the GraphQL schema is that of. */
public enum Dialect {
    /** Packages are ordered by an expression, results may be operation errors, and buckets are answered by role. */
    NEW,
    /** Packages are ordered by an enum, no result is an operation error, and only configurations of buckets are known. */
    OLD,
    /** There is no search at all. */
    NONE
}
