package com.quiltdata.mcp.catalog.admin;

/**
 * A role that a user has.
 *
 * @param type {@code ManagedRole}, whose rights the catalog's policies define, or {@code UnmanagedRole}
 */
public record AssignedRole(String name, String id, String arn, String type) {}
