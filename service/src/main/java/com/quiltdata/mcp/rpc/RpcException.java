package com.quiltdata.mcp.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A request that fails with a JSON-RPC error. The message is for the developer of the client. */
public final class RpcException extends RuntimeException {
    private final ErrorCode code;
    private final transient @Nullable JsonNode data;
    private final String reason;

    /** Creates the error of a message with words of the client; {@code reason} has none and is logged instead. */
    public RpcException(ErrorCode code, String message, @Nullable JsonNode data, String reason) {
        super(message, null, false, false);
        this.code = code;
        this.data = data;
        this.reason = reason;
    }

    public RpcException(ErrorCode code, String message, @Nullable JsonNode data) {
        this(code, message, data, message);
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

    /** Returns the reason for the log, without words of the client. */
    public String reason() {
        return reason;
    }
}
