package com.quiltdata.mcp.admission;

/** One request's way through admission, from its headers to the end of its answer. */
public interface Visit extends AutoCloseable {
    /** What is known now. Never waits. */
    Standing now();

    /** What is known after waiting for the verdict under way, for 3 s in all at most. */
    Standing await();

    /** Takes a place in the share of unjudged callers, which {@link #close} returns; true at once for an accepted one. */
    boolean enter();

    @Override
    void close();
}
