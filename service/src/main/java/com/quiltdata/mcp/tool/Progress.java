package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What a client hears of a call before it ends. A client that asked for nothing hears nothing. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (_, _, _) -> {};

    /**
     * Says how far the call is. A report that is not above the one before it is not sent.
     *
     * @param progress so far
     * @param total when it is known
     * @param message for people, one sentence
     */
    void report(double progress, @Nullable Double total, String message);

    /** Sends a log message to a client that asked for this level. Deprecated in the protocol: no product tool does. */
    default void log(Level level, JsonNode data) {}

    /** How grave a log message is, from least to most (RFC 5424). */
    enum Level {
        DEBUG,
        INFO,
        NOTICE,
        WARNING,
        ERROR,
        CRITICAL,
        ALERT,
        EMERGENCY;

        /** The level's name in the protocol. */
        public String wire() {
            return Json.wireName(this);
        }

        /** The level of this name; null when there is none. */
        public static @Nullable Level of(@Nullable String wire) {
            for (var level : values()) {
                if (level.wire().equals(wire)) {
                    return level;
                }
            }
            return null;
        }
    }
}
