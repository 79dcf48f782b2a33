package com.quiltdata.mcp.rpc;

/** Error codes of JSON-RPC 2.0 §5.1 and of MCP 2026-07-28; -32002 belongs to the handshake eras alone. */
public enum ErrorCode {
    PARSE_ERROR(-32700),
    INVALID_REQUEST(-32600),
    METHOD_NOT_FOUND(-32601),
    INVALID_PARAMS(-32602),
    INTERNAL_ERROR(-32603),
    /** A request of 2026-07-28 without its {@code _meta}: the number of invalid params, another transport status. */
    NOT_DESCRIBED(-32602),
    /** A connection that narrows the tools to what there is not: the request as a whole is not valid. */
    UNKNOWN_TOOLSET(-32600),
    RESOURCE_NOT_FOUND(-32002),
    HEADER_MISMATCH(-32020),
    MISSING_CAPABILITY(-32021),
    UNSUPPORTED_VERSION(-32022);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
