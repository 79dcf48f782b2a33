package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.tool.Call;
import java.time.Duration;
import java.util.List;

/** Calls of somebody. */
public final class Calls {
    private Calls() {}

    /** A call with time enough, whose progress is added to a list as {@code progress/total message}. */
    public static Call reporting(List<String> reports) {
        var any = any();
        return new Call(
                any.caller(),
                any.requestId(),
                any.deadline(),
                (progress, total, message) -> reports.add("%s/%s %s".formatted(progress, total, message)),
                any.inputs());
    }

    /** A call with time enough. */
    public static Call any() {
        return new Call(Caller.of("token-of-somebody"), "request-1", Call.Deadline.in(Duration.ofMinutes(1)));
    }
}
