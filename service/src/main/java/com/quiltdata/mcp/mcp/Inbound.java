package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.auth.Caller;
import java.util.List;

/**
 * One POST to the endpoint without its body, as the protocol sees it.
 *
 * @param streams whether the answer may be a stream
 * @param toolsets how the connection narrows the tools; each entry is a list of presets and toolsets with commas between
 */
public record Inbound(Caller caller, String requestId, Headers headers, Streams streams, List<String> toolsets) {
    public Inbound {
        toolsets = List.copyOf(toolsets);
    }

    /** Of a client that reads no streams and does not narrow the tools. */
    public Inbound(Caller caller, String requestId, Headers headers) {
        this(caller, requestId, headers, Streams.NONE, List.of());
    }

    /** What the client's {@code Accept} says about streams. */
    public enum Streams {
        /** It reads none. */
        NONE,
        /** It did not say, so it reads one if it asked for notifications. */
        IF_ASKED_FOR,
        /** It names them. */
        ANY
    }
}
