package com.quiltdata.mcp.audit;

import com.quiltdata.mcp.auth.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers changed or tried to change: one INFO line each on the logger {@code audit}. */
public final class AuditLog {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit");

    /** Notes the end of one call of a tool that writes; {@code outcome} as in the metrics. */
    public void changed(Caller caller, String requestId, String tool, String effect, String outcome) {
        AUDIT.info(
                "caller={} request={} tool={} effect={} outcome={}",
                caller.getName(),
                requestId,
                tool,
                effect,
                outcome);
    }
}
