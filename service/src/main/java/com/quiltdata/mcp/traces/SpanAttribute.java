package com.quiltdata.mcp.traces;

import io.opentelemetry.api.common.AttributeKey;

/**
 * All span attributes. None contains a token, a caller, the arguments or result of a call, or the text of an error;
 * {@code mcp.resource.uri} is therefore not included.
 */
public enum SpanAttribute {
    MCP_METHOD_NAME("mcp.method.name", AttributeScope.REQUEST, "The MCP method; `other` for unknown methods."),
    MCP_PROTOCOL_VERSION(
            "mcp.protocol.version", AttributeScope.REQUEST, "The protocol revision, if this server supports it."),
    JSONRPC_REQUEST_ID(
            "jsonrpc.request.id",
            AttributeScope.REQUEST,
            "The client's request id, if it is a number or up to 64 of the characters `A-Za-z0-9._-`."),
    REQUEST_ID(
            "quilt_mcp.request.id",
            AttributeScope.REQUEST,
            "The id of the HTTP request, as in logs, the response and upstream requests (`X-Request-Id`)."),
    GEN_AI_OPERATION_NAME("gen_ai.operation.name", AttributeScope.REQUEST, "`execute_tool` for a tool call."),
    GEN_AI_TOOL_NAME("gen_ai.tool.name", AttributeScope.REQUEST, "The tool, from [the inventory](tools.md)."),
    GEN_AI_PROMPT_NAME("gen_ai.prompt.name", AttributeScope.REQUEST, "The prompt, if this server has it."),
    RPC_RESPONSE_STATUS_CODE(
            "rpc.response.status_code",
            AttributeScope.REQUEST,
            "The JSON-RPC error code, if the request failed with one."),
    NETWORK_PROTOCOL_NAME("network.protocol.name", AttributeScope.REQUEST, "`http`."),
    NETWORK_TRANSPORT("network.transport", AttributeScope.REQUEST, "`tcp`."),
    UPSTREAM("quilt_mcp.upstream", AttributeScope.EXCHANGE, "As the label `upstream` in [the metrics](metrics.md)."),
    OPERATION("quilt_mcp.operation", AttributeScope.EXCHANGE, "As the label `operation` in [the metrics](metrics.md)."),
    ERROR_TYPE(
            "error.type",
            AttributeScope.BOTH,
            "Set only on failure. For a request: the JSON-RPC error code, `unauthenticated`, or a tool's failure as in"
                    + " the metrics' label `error_type`. For an exchange: as in the label `outcome`.");

    /** The spans that have an attribute. */
    public enum AttributeScope {
        /** Spans of MCP requests. */
        REQUEST,
        /** Spans of exchanges with an upstream. */
        EXCHANGE,
        /** Both kinds of spans. */
        BOTH
    }

    @SuppressWarnings("ImmutableEnumChecker") // a key is immutable
    private final AttributeKey<String> key;

    private final AttributeScope of;
    private final String meaning;

    SpanAttribute(String name, AttributeScope of, String meaning) {
        this.key = AttributeKey.stringKey(name);
        this.of = of;
        this.meaning = meaning;
    }

    AttributeKey<String> key() {
        return key;
    }

    /** Returns the name as exported. */
    public String exported() {
        return key.getKey();
    }

    public AttributeScope of() {
        return of;
    }

    /** Returns a description of one or two sentences. */
    public String meaning() {
        return meaning;
    }
}
