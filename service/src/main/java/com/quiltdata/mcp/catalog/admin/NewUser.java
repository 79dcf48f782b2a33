package com.quiltdata.mcp.catalog.admin;

import java.util.List;

/** An account to create, with the component names of the schema's {@code UserInput}. */
public record NewUser(String name, String email, String role, List<String> extraRoles) {
    public NewUser {
        extraRoles = List.copyOf(extraRoles);
    }
}
