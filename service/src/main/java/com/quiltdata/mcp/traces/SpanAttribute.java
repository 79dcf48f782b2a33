package com.quiltdata.mcp.traces;

import static com.quiltdata.mcp.traces.SpanAttribute.AttributeScope.BOTH;
import static com.quiltdata.mcp.traces.SpanAttribute.AttributeScope.EXCHANGE;
import static com.quiltdata.mcp.traces.SpanAttribute.AttributeScope.REQUEST;

import io.opentelemetry.api.common.AttributeKey;

/** All span attributes: nothing of a token, caller, argument, result or error text, so no {@code mcp.resource.uri}. */
public enum SpanAttribute {
    MCP_METHOD_NAME("mcp.method.name", REQUEST, "The MCP method; `other` for unknown methods."),
    MCP_PROTOCOL_VERSION("mcp.protocol.version", REQUEST, "The protocol revision, if this server supports it."),
    JSONRPC_REQUEST_ID(
            "jsonrpc.request.id",
            REQUEST,
            "The client's request id, if it is a number or up to 64 of the characters `A-Za-z0-9._-`."),
    REQUEST_ID(
            "quilt_mcp.request.id",
            REQUEST,
            "The id of the HTTP request, as in logs, the response and upstream requests (`X-Request-Id`)."),
    GEN_AI_OPERATION_NAME("gen_ai.operation.name", REQUEST, "`execute_tool` for a tool call."),
    GEN_AI_TOOL_NAME("gen_ai.tool.name", REQUEST, "The tool, from [the inventory](tools.md)."),
    GEN_AI_PROMPT_NAME("gen_ai.prompt.name", REQUEST, "The prompt, if this server has it."),
    RPC_RESPONSE_STATUS_CODE(
            "rpc.response.status_code", REQUEST, "The JSON-RPC error code, if the request failed with one."),
    NETWORK_PROTOCOL_NAME("network.protocol.name", REQUEST, "`http`."),
    NETWORK_TRANSPORT("network.transport", REQUEST, "`tcp`."),
    UPSTREAM("quilt_mcp.upstream", EXCHANGE, "As the label `upstream` in [the metrics](metrics.md)."),
    OPERATION("quilt_mcp.operation", EXCHANGE, "As the label `operation` in [the metrics](metrics.md)."),
    ERROR_TYPE(
            "error.type",
            BOTH,
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

    private final AttributeScope scope;
    private final String meaning;

    SpanAttribute(String name, AttributeScope scope, String meaning) {
        this.key = AttributeKey.stringKey(name);
        this.scope = scope;
        this.meaning = meaning;
    }

    AttributeKey<String> key() {
        return key;
    }

    /** Returns the name as exported. */
    public String exported() {
        return key.getKey();
    }

    public AttributeScope scope() {
        return scope;
    }

    /** Returns a description of one or two sentences. */
    public String meaning() {
        return meaning;
    }
}
