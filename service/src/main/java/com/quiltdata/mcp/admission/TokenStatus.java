package com.quiltdata.mcp.admission;

/** The known status of a caller's token. */
public enum TokenStatus {
    /** The catalog accepted the token, and the acceptance is still valid. */
    ACCEPTED,
    /** The catalog refused the token with 401 or {@code me: null}. */
    REFUSED,
    /** There is no verdict. */
    UNJUDGED
}
