package com.quiltdata.mcp.health;

import java.util.List;

/**
 * How the process is.
 *
 * @param serving false while it drains or is broken: the load balancer should look elsewhere
 * @param degraded what this process depends on and cannot reach; it serves all the same
 */
public record Condition(boolean serving, List<String> degraded) {
    public Condition {
        degraded = List.copyOf(degraded);
    }
}
