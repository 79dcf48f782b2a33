package com.quiltdata.mcp.catalog.identity;

/** The ports of the tools with which users change their own accounts. */
public record AccountPorts(IdentityReader identity, ApiKeyReader keys, ApiKeyWriter keyChanges, RoleSwitcher roles) {}
