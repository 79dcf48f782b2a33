package com.quiltdata.mcp.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who the caller is to the catalog ({@code Query.me}). */
public record Me(
        String name, String email, boolean admin, @Nullable String role, List<String> roles) {
    public Me {
        roles = List.copyOf(roles);
    }
}
