package com.quiltdata.mcp.tool;

import java.time.Duration;

/**
 * What bounds every call.
 *
 * @param deadline how long a call may take
 * @param concurrent maximum number of calls under way in this process of accepted callers
 * @param concurrentPerCaller maximum number of calls under way for one caller, who gets no more than a third of the places
 * @param unjudged maximum number of calls under way of callers whose token has no verdict
 * @param perMinutePerCaller calls that one caller may start a minute
 * @param answerBytes the largest structured answer that has no parts
 * @param answerTokens the largest answer, text and structured content together
 */
public record Limits(
        Duration deadline,
        int concurrent,
        int concurrentPerCaller,
        int unjudged,
        int perMinutePerCaller,
        int answerBytes,
        int answerTokens) {
    private static final int ANSWER_TOKENS = 20_000;

    /** These limits for all callers alike, and the usual answer. */
    public Limits(Duration deadline, int concurrent, int concurrentPerCaller, int perMinutePerCaller, int answerBytes) {
        this(deadline, concurrent, concurrentPerCaller, concurrent, perMinutePerCaller, answerBytes, ANSWER_TOKENS);
    }
}
