package com.quiltdata.mcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.RpcException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads request parameters that the protocol defines. */
final class ParamsReader {
    private ParamsReader() {}

    /** Refuses NUL and unpaired surrogates at any depth; a tool's arguments are checked by its call, for the model. */
    static void refuseBadText(String method, ObjectNode params) {
        ObjectNode checked = params.objectNode().setAll(params);
        if (method.equals(Methods.TOOLS_CALL)) {
            checked.remove("arguments");
        }
        var bad = WellFormedText.firstBad(checked);
        if (bad != null) {
            throw new RpcException(
                    ErrorCode.INVALID_PARAMS,
                    "In \"params\", %s must not contain NUL or an unpaired surrogate.".formatted(bad),
                    null,
                    "NUL or an unpaired surrogate");
        }
    }

    static String text(ObjectNode params, String name) {
        return text(params.path(name), name);
    }

    static String text(ObjectNode object, String objectName, String name) {
        return text(object.path(name), objectName + "." + name);
    }

    /** Returns the string at a path in the parameters. */
    static String text(JsonNode node, String path) {
        var value = node.textValue();
        if (value == null) {
            throw invalid(path, "a string");
        }
        return value;
    }

    /** Returns an optional object parameter; an empty object if it is absent or null. */
    static ObjectNode object(ObjectNode params, String name) {
        var value = params.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return params.objectNode();
        } else if (value instanceof ObjectNode object) {
            return object;
        }
        throw invalid(name, "an object");
    }

    /** Returns an optional parameter that is an object of strings; empty if it is absent or null. */
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

    static RpcException invalid(String path, String type) {
        return new RpcException(ErrorCode.INVALID_PARAMS, "\"params.%s\" must be %s.".formatted(path, type));
    }
}
