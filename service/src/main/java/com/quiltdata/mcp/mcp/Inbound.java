package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.auth.Caller;

/**
 * One POST to the endpoint, as the protocol sees it.
 *
 * @param streams whether the answer may be a stream
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, to be parsed; never compared
public record Inbound(Caller caller, String requestId, Headers headers, byte[] body, Streams streams) {
    /** Of a client that reads no streams. */
    public Inbound(Caller caller, String requestId, Headers headers, byte[] body) {
        this(caller, requestId, headers, body, Streams.NONE);
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
