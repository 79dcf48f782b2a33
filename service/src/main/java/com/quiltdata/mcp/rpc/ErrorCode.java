package com.quiltdata.mcp.rpc;

/** Error codes of JSON-RPC 2.0 §5.1 and MCP 2026-07-28. Code -32002 is used only in the handshake eras. */
public enum ErrorCode {
    PARSE_ERROR(-32700),
    INVALID_REQUEST(-32600),
    METHOD_NOT_FOUND(-32601),
    INVALID_PARAMS(-32602),
    INTERNAL_ERROR(-32603),
    /** A 2026-07-28 request without its {@code _meta}: the code of invalid params with another HTTP status. */
    NOT_DESCRIBED(-32602),
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
