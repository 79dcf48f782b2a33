package com.quiltdata.mcp.admission;

/** What is known about a caller's token. */
public enum Standing {
    /** The catalog accepted it, and the acceptance still stands. */
    ACCEPTED,
    /** The catalog refused it with 401 or {@code me: null}. */
    REFUSED,
    /** There is no verdict. */
    UNJUDGED
}
