package com.quiltdata.mcp.admission;

/**
 * The address that limits per client count by, and that log lines name.
 *
 * @param text the address as log lines show it
 * @param network what limits count by: the IPv4 address, or the /64 of an IPv6 address
 * @param shared whether many people are behind it ({@code QUILT_MCP_SHARED_ADDRESSES}), so that no limit per address binds it
 */
public record ClientAddress(String text, String network, boolean shared) {
    /** The request attribute that holds it. */
    public static final String ATTRIBUTE = "com.quiltdata.mcp.client";
}
