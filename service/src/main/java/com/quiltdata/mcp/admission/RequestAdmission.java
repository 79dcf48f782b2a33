package com.quiltdata.mcp.admission;

/** Admission of one request, from its headers to the end of its response. */
public interface RequestAdmission extends AutoCloseable {
    /** Returns the known status of the token. Never waits. */
    TokenStatus now();

    /** Returns the status of the token after waiting for a pending verdict, at most 3 s in total. */
    TokenStatus await();

    /**
     * Takes a permit for unjudged callers, which {@link #close} releases. Returns true at once for an accepted caller,
     * and false if no permit is left.
     */
    boolean enter();

    @Override
    void close();
}
