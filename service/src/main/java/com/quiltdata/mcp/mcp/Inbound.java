package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.auth.Caller;

/** One POST to the endpoint, as the protocol sees it. */
@SuppressWarnings("ArrayRecordComponent") // handed over once, to be parsed; never compared
public record Inbound(Caller caller, String requestId, Headers headers, byte[] body) {}
