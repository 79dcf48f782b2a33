package com.quiltdata.mcp.mcp;

import com.quiltdata.mcp.rpc.Message;

/** A span of protocol revisions that frame requests and results alike. Stateless: each request tells its own era. */
public interface Era {
    /** Whether this request belongs here. */
    boolean claims(Message.Request request, Headers headers);

    Reply answer(Message.Request request, Inbound inbound);

    /** Counts a request whose token the catalog has refused, and returns the exception to end it with. */
    RuntimeException refuse(Message.Request request, Inbound inbound);
}
