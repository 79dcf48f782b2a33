package com.quiltdata.mcp.http;

import com.quiltdata.mcp.metrics.Meters;
import java.util.List;

/** What stands before every resource, in order: who may come, how faults are told, and how long bodies are. */
public final class Fences {
    private Fences() {}

    /** The components to register beside the {@link BearerFilter}. */
    public static List<Object> filters(Origins origins, Challenges challenges, Meters meters) {
        return List.of(new OriginFilter(origins), new Faults(challenges, meters), new Lengths());
    }
}
