package com.quiltdata.mcp.catalog.admin;

import com.quiltdata.mcp.catalog.identity.IdentityReader;

/** The ports that read users, roles and settings, for what must not be able to change them. */
public record AdminReaders(IdentityReader identity, UserReader users, RoleReader roles, SettingReader settings) {}
