package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;

/** Reads the params that the protocol itself defines. */
final class Params {
    private Params() {}

    /** A param that must be there and a string. */
    static String text(ObjectNode params, String name) {
        var value = params.path(name).textValue();
        if (value == null) {
            throw new RpcException(ErrorCode.INVALID_PARAMS, "\"params.%s\" must be a string.".formatted(name));
        }
        return value;
    }

    /** A param that may be absent, which is as good as empty, but must otherwise be an object. */
    static ObjectNode object(ObjectNode params, String name) {
        var value = params.get(name);
        if (value == null || value.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        } else if (value instanceof ObjectNode object) {
            return object;
        }
        throw new RpcException(ErrorCode.INVALID_PARAMS, "\"params.%s\" must be an object.".formatted(name));
    }
}
