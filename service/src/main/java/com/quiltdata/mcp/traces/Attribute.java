package com.quiltdata.mcp.traces;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Every attribute that a span may have. None holds a token, a caller, what a call was asked with or answered, or the text
 * of an error; which is why {@code mcp.resource.uri} is not one of them.
 */
public enum Attribute {
    MCP_METHOD_NAME("mcp.method.name", Of.REQUEST, "The MCP method; `other` for any that is not this server's."),
    MCP_PROTOCOL_VERSION(
            "mcp.protocol.version", Of.REQUEST, "The protocol revision, where it is one of this server's."),
    JSONRPC_REQUEST_ID(
            "jsonrpc.request.id",
            Of.REQUEST,
            "The client's id of the request, where it is a number or up to 64 of the characters `A-Za-z0-9._-`."),
    REQUEST_ID(
            "quilt_mcp.request.id",
            Of.REQUEST,
            "The id of the HTTP request, as in logs, reply and upstream (`X-Request-Id`)."),
    GEN_AI_OPERATION_NAME("gen_ai.operation.name", Of.REQUEST, "`execute_tool` for a tool call."),
    GEN_AI_TOOL_NAME("gen_ai.tool.name", Of.REQUEST, "The tool, one of [the inventory](tools.md)."),
    GEN_AI_PROMPT_NAME("gen_ai.prompt.name", Of.REQUEST, "The prompt, one of this server's."),
    RPC_RESPONSE_STATUS_CODE(
            "rpc.response.status_code", Of.REQUEST, "The number of the JSON-RPC error, if it ended so."),
    NETWORK_PROTOCOL_NAME("network.protocol.name", Of.REQUEST, "`http`."),
    NETWORK_TRANSPORT("network.transport", Of.REQUEST, "`tcp`."),
    UPSTREAM("quilt_mcp.upstream", Of.EXCHANGE, "As the label `upstream` of [the metrics](metrics.md)."),
    OPERATION("quilt_mcp.operation", Of.EXCHANGE, "As the label `operation` of [the metrics](metrics.md)."),
    ERROR_TYPE(
            "error.type",
            Of.BOTH,
            "Only of what failed. Of a request: the number of the JSON-RPC error, `unauthenticated`, or the kind of a tool's"
                    + " failure as in the metrics' label `error_type`. Of an exchange: as the label `outcome`.");

    /** Whose attribute it is. */
    public enum Of {
        /** A span of an MCP request. */
        REQUEST,
        /** A span of an exchange with an upstream. */
        EXCHANGE,
        /** Either. */
        BOTH
    }

    @SuppressWarnings("ImmutableEnumChecker") // a key is immutable
    private final AttributeKey<String> key;

    private final Of of;
    private final String meaning;

    Attribute(String name, Of of, String meaning) {
        this.key = AttributeKey.stringKey(name);
        this.of = of;
        this.meaning = meaning;
    }

    AttributeKey<String> key() {
        return key;
    }

    /** The name, as exported. */
    public String exported() {
        return key.getKey();
    }

    public Of of() {
        return of;
    }

    /** What it tells, in a sentence or two. */
    public String meaning() {
        return meaning;
    }
}
