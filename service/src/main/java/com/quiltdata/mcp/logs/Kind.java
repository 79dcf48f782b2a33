package com.quiltdata.mcp.logs;

/** What a line is, and so how it looks as text and whether it may be dropped. */
enum Kind {
    /** Of the deployment reference: as text it is the message and nothing else. */
    STARTUP,
    /** A change that a caller made or tried; never dropped. */
    AUDIT,
    /** A request that was answered. */
    ACCESS,
    /** Anything else. */
    EVENT;

    static Kind of(String logger) {
        return switch (logger) {
            case "startup" -> STARTUP;
            case "audit" -> AUDIT;
            default -> EVENT;
        };
    }
}
