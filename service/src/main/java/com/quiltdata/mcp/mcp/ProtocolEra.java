package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.rpc.Message;

/** A range of protocol revisions with the same framing. Stateless: the era is determined from each request. */
public interface ProtocolEra {
    /** Returns whether this request belongs to the era. */
    boolean claims(Message.Request request, McpHeaders headers);

    McpResponse answer(Message.Request request, McpRequest inbound);

    /** Counts a request whose token the catalog has refused and returns the exception to throw. */
    RuntimeException refuse(Message.Request request, McpRequest inbound);
}
