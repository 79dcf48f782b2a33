package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.tool.Call;
import java.time.Duration;

/** Calls of somebody. */
public final class Calls {
    private Calls() {}

    /** A call with time enough. */
    public static Call any() {
        return new Call(Caller.of("token-of-somebody"), "request-1", Call.Deadline.in(Duration.ofMinutes(1)));
    }
}
