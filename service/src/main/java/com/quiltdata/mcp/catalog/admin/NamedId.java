package com.quiltdata.mcp.catalog.admin;

/** The registry's id of a role or policy, and the name or title that people know it by. */
public record NamedId(String id, String name) {}
