package com.quiltdata.mcp.logs;

/** Kind of a log line, which determines its text form and whether it may be dropped. */
enum LogLineKind {
    /** A line of the deployment reference; in text format only the message is written. */
    STARTUP,
    /** A change that a caller made or attempted; never dropped. */
    AUDIT,
    ACCESS,
    EVENT;

    static LogLineKind of(String logger) {
        return switch (logger) {
            case OwnLines.STARTUP -> STARTUP;
            case OwnLines.AUDIT -> AUDIT;
            default -> EVENT;
        };
    }
}
