package com.quiltdata.mcp.tool;

/** The user's response to an elicitation form. */
public sealed interface ElicitResult<T extends Record> {
    /** The user filled in the form. */
    record Accept<T extends Record>(T form) implements ElicitResult<T> {}

    /** The user declined. */
    record Decline<T extends Record>() implements ElicitResult<T> {}

    /** The user closed the form without a choice. */
    record Cancel<T extends Record>() implements ElicitResult<T> {}
}
