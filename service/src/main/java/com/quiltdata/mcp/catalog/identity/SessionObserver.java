package com.quiltdata.mcp.catalog.identity;

import com.quiltdata.mcp.auth.Caller;
import org.jspecify.annotations.Nullable;

/** Observes, from the catalog's responses to real calls, whether it accepts a caller's token. */
public interface SessionObserver {
    /** Returns the number of a question that is about to be asked; the verdict on the later of two questions holds. */
    default long question() {
        return 0;
    }

    /** The catalog accepted the token; {@code role} is the active role, or null where the response does not name it. */
    void accepted(Caller caller, @Nullable String role, long question);

    /** The catalog named the user of the token. */
    default void identified(Caller caller, Caller.User user) {}

    /**
     * The catalog made this role the caller's active one: what is kept for the former role no longer holds.
     *
     * @param question the number taken before the change was sent
     */
    void roleChanged(Caller caller, String role, long question);

    /** The catalog refused the token with HTTP 401 or {@code me: null}. */
    void refused(Caller caller, long question);
}
