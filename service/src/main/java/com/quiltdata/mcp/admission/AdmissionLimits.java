package com.quiltdata.mcp.admission;

import java.time.Duration;

/**
 * Limits of admission.
 *
 * @param judgements maximum number of judgements under way
 * @param judgementsPerNetwork maximum number of judgements under way for one client network
 * @param refusals maximum number of refused tokens that one client network may send in a row
 * @param refusalsPerMinute number of refused tokens that one client network regains per minute
 * @param unjudged maximum number of requests under way whose token has no verdict; one client network gets half of them
 * @param patience maximum time that a request waits for a verdict, and maximum time of a judgement
 */
public record AdmissionLimits(
        int judgements,
        int judgementsPerNetwork,
        int refusals,
        int refusalsPerMinute,
        int unjudged,
        Duration patience) {
    private static final int MAX = Integer.MAX_VALUE;

    static final AdmissionLimits NONE = new AdmissionLimits(MAX, MAX, MAX, MAX, MAX, Duration.ZERO);
}
