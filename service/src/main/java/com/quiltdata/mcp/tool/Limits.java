package com.quiltdata.mcp.tool;

import java.time.Duration;

/**
 * The limits of every call.
 *
 * @param deadline maximum duration of a call
 * @param concurrent maximum number of concurrent calls of all accepted callers in this process
 * @param concurrentPerCaller maximum number of concurrent calls of one caller, never more than a third of the total
 * @param unjudged maximum number of concurrent calls of all callers whose token has no verdict
 * @param perMinutePerCaller maximum number of calls that one caller may start per minute
 * @param answerBytes maximum size of a result, in bytes
 * @param answerTokens maximum size of a result that can be truncated, text and structured content together, in tokens
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

    /** The same limits for all callers, and results of at most 20,000 tokens. */
    public Limits(Duration deadline, int concurrent, int concurrentPerCaller, int perMinutePerCaller, int answerBytes) {
        this(deadline, concurrent, concurrentPerCaller, concurrent, perMinutePerCaller, answerBytes, ANSWER_TOKENS);
    }
}
