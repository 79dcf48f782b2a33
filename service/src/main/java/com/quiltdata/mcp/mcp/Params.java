package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.json.Characters;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the params that the protocol itself defines. */
final class Params {
    private Params() {}

    /**
     * Refuses params with a string or property name that holds NUL or half of a surrogate pair, at any depth. The arguments
     * of a tool are left to its call, whose result says so to the model.
     */
    static void refuseBadText(String method, ObjectNode params) {
        ObjectNode checked = params.objectNode().setAll(params);
        if (method.equals(Methods.TOOLS_CALL)) {
            checked.remove("arguments");
        }
        var bad = Characters.firstBad(checked);
        if (bad != null) {
            throw new RpcException(
                    ErrorCode.INVALID_PARAMS,
                    "In \"params\", %s must not contain NUL or an unpaired surrogate.".formatted(bad));
        }
    }

    /** A param that must be there and a string. */
    static String text(ObjectNode params, String name) {
        return text(params.path(name), name);
    }

    /** A string that must be in an object among the params. */
    static String text(ObjectNode object, String objectName, String name) {
        return text(object.path(name), objectName + "." + name);
    }

    private static String text(JsonNode node, String path) {
        var value = node.textValue();
        if (value == null) {
            throw new RpcException(ErrorCode.INVALID_PARAMS, "\"params.%s\" must be a string.".formatted(path));
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

    /** A param that may be absent, but must otherwise be an object of strings. */
    static Map<String, String> texts(ObjectNode params, String name) {
        var texts = new LinkedHashMap<String, String>();
        object(params, name).properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw new RpcException(
                        ErrorCode.INVALID_PARAMS, "The values in \"params.%s\" must be strings.".formatted(name));
            }
            texts.put(entry.getKey(), entry.getValue().textValue());
        });
        return texts;
    }
}
