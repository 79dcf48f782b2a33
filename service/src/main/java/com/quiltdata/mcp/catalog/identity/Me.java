package com.quiltdata.mcp.catalog.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The caller's account in the catalog ({@code Query.me}). */
public record Me(
        String name, String email, boolean admin, @Nullable String role, List<String> roles) {
    public Me {
        roles = List.copyOf(roles);
    }
}
