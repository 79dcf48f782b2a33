package com.quiltdata.mcp.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A request that fails with a JSON-RPC error. The message is for the developer of the client. */
public final class RpcException extends RuntimeException {
    private final ErrorCode code;
    private final transient @Nullable JsonNode data;

    public RpcException(ErrorCode code, String message, @Nullable JsonNode data) {
        super(message, null, false, false);
        this.code = code;
        this.data = data;
    }

    public RpcException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public ErrorCode code() {
        return code;
    }

    public @Nullable JsonNode data() {
        return data;
    }
}
