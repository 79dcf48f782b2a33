package com.quiltdata.mcp.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for latches in code that may throw no {@link InterruptedException}. */
public final class Latches {
    private Latches() {}

    /** Waits until the latch is open, or the thread is interrupted, which it then still is; fails after a minute. */
    public static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new AssertionError("The latch was not opened within a minute.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
