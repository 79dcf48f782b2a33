package com.quiltdata.mcp.admission;

/**
 * Address of a client, for limits and log lines.
 *
 * @param text the address as written in log lines
 * @param network the key of limits per address: the IPv4 address, or the /64 of an IPv6 address
 * @param shared whether many people share the address ({@code QUILT_MCP_SHARED_ADDRESSES}), so that no limit per
 *     address applies, except a larger one at sign-in
 */
public record ClientAddress(String text, String network, boolean shared) {
    /** Request attribute that holds the address. */
    public static final String ATTRIBUTE = "com.quiltdata.mcp.client";
}
