package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.auth.Caller;
import java.util.List;

/**
 * One POST to the endpoint, as the protocol sees it.
 *
 * @param toolsets how the connection narrows the tools; each entry is a list of presets and toolsets with commas between
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, to be parsed; never compared
public record Inbound(Caller caller, String requestId, Headers headers, byte[] body, List<String> toolsets) {
    public Inbound {
        toolsets = List.copyOf(toolsets);
    }

    /** One that does not narrow the tools. */
    public Inbound(Caller caller, String requestId, Headers headers, byte[] body) {
        this(caller, requestId, headers, body, List.of());
    }
}
