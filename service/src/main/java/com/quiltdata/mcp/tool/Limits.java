package com.quiltdata.mcp.tool;

import java.time.Duration;

/**
 * What bounds every call.
 *
 * @param deadline how long a call may take
 * @param concurrent calls under way in this process
 * @param concurrentPerCaller calls under way for one caller
 * @param perMinutePerCaller calls that one caller may start a minute
 * @param answerBytes the largest structured answer
 */
public record Limits(
        Duration deadline, int concurrent, int concurrentPerCaller, int perMinutePerCaller, int answerBytes) {}
