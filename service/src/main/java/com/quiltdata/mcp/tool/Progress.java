package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sends progress and log notifications of a running call to a client that asked for them. */
@FunctionalInterface
public interface Progress {
    /** Discards all notifications. */
    Progress NONE = (_, _, _) -> {};

    /**
     * Reports progress. A report whose {@code progress} does not increase is not sent.
     *
     * @param progress the amount done so far
     * @param total the total amount; null when unknown
     * @param message one sentence for people
     */
    void report(double progress, @Nullable Double total, String message);

    /** Returns a progress whose reports continue after this amount, which is done. */
    default Progress after(double done) {
        var before = this;
        return new Progress() {
            @Override
            public void report(double progress, @Nullable Double total, String message) {
                before.report(done + progress, total == null ? null : done + total, message);
            }

            @Override
            public void log(Level level, JsonNode data) {
                before.log(level, data);
            }
        };
    }

    /** Sends a log message to a client that asked for this level. Deprecated in MCP; no product tool uses it. */
    default void log(Level level, JsonNode data) {}

    /** The severity of a log message, in ascending order (RFC 5424). */
    enum Level {
        DEBUG,
        INFO,
        NOTICE,
        WARNING,
        ERROR,
        CRITICAL,
        ALERT,
        EMERGENCY;

        /** Returns the level's name in MCP. */
        @JsonValue
        public String wire() {
            return ToolJson.wireName(this);
        }

        /** Returns the level with this MCP name; null when there is none. */
        public static @Nullable Level of(@Nullable String wire) {
            return Arrays.stream(values())
                    .filter(level -> level.wire().equals(wire))
                    .findFirst()
                    .orElse(null);
        }
    }
}
