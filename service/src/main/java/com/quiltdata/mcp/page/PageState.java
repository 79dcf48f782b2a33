package com.quiltdata.mcp.page;

import java.util.List;

/**
 * The state of the server as the page shows it.
 *
 * @param serving whether this process serves; if not, it is stopping or broken
 * @param degraded names of the dependencies that cannot be reached
 */
public record PageState(boolean serving, List<String> degraded) {
    static final PageState HEALTHY = new PageState(true, List.of());

    public PageState {
        degraded = List.copyOf(degraded);
    }

    String sentence() {
        if (!serving) {
            return "Not serving: this process is stopping or broken. Try again in a minute.";
        }
        return degraded.isEmpty() ? "All is well" : "Degraded: cannot reach " + String.join(", ", degraded);
    }

    /** Returns the class of the state in the style sheet. */
    String style() {
        if (!serving) {
            return "down";
        }
        return degraded.isEmpty() ? "well" : "degraded";
    }
}
