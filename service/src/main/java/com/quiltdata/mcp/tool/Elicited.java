package com.quiltdata.mcp.tool;

/** What the user did with a form. */
public sealed interface Elicited<T extends Record> {
    /** Filled it in. */
    record Accepted<T extends Record>(T form) implements Elicited<T> {}

    /** Said no. */
    record Declined<T extends Record>() implements Elicited<T> {}

    /** Closed it without a choice. */
    record Cancelled<T extends Record>() implements Elicited<T> {}
}
