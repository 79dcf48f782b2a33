package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import org.jspecify.annotations.Nullable;

/** Learns from the catalog's answers to real calls whether it accepts a caller's token. */
public interface SessionObserver {
    /** An observer that ignores what it learns. */
    SessionObserver NONE = new SessionObserver() {
        @Override
        public void accepted(Caller caller, @Nullable String role) {}

        @Override
        public void refused(Caller caller) {}
    };

    /** The catalog accepted the token; {@code role} is the caller's active role, or null where the answer does not name it. */
    void accepted(Caller caller, @Nullable String role);

    /** The catalog refused the token with HTTP 401 or {@code me: null}. */
    void refused(Caller caller);
}
