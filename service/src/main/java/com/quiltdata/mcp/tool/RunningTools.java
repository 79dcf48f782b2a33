package com.quiltdata.mcp.tool;

import java.util.Collection;

/** The tools that may run on a connection. Resources and skills exist only where the tools they need do. */
@FunctionalInterface
public interface RunningTools {
    /** Returns whether a tool of the toolset with this name may run. */
    boolean runsAnyOf(String toolset);

    /** Returns whether all these tools may run, and those not in {@code standard} are listed; true if that is unknown. */
    default boolean offers(Collection<String> tools) {
        return true;
    }
}
