package com.quiltdata.mcp.tool;

import java.time.Duration;

/**
 * What bounds every call.
 *
 * @param deadline how long a call may take
 * @param concurrent calls under way in this process
 * @param concurrentPerCaller calls under way for one caller
 * @param perMinutePerCaller calls that one caller may start a minute
 * @param answerBytes the largest structured answer that has no parts
 * @param answerTokens the largest answer, text and structured content together
 */
public record Limits(
        Duration deadline,
        int concurrent,
        int concurrentPerCaller,
        int perMinutePerCaller,
        int answerBytes,
        int answerTokens) {
    private static final int ANSWER_TOKENS = 20_000;

    /** These limits, and the usual answer. */
    public Limits(Duration deadline, int concurrent, int concurrentPerCaller, int perMinutePerCaller, int answerBytes) {
        this(deadline, concurrent, concurrentPerCaller, perMinutePerCaller, answerBytes, ANSWER_TOKENS);
    }
}
