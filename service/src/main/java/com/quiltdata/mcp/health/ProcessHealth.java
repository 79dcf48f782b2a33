package com.quiltdata.mcp.health;

import java.util.List;

/**
 * State of the process.
 *
 * @param serving false while it drains or is broken, so that the load balancer uses other processes
 * @param degraded names of the dependencies that cannot be reached; the process serves nevertheless
 */
public record ProcessHealth(boolean serving, List<String> degraded) {
    public ProcessHealth {
        degraded = List.copyOf(degraded);
    }
}
