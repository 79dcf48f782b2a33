package com.quiltdata.mcp.catalog.identity;

import com.quiltdata.mcp.catalog.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The caller's account in the catalog ({@code Query.me}). */
public record Me(
        String name, String email, boolean admin, @Nullable String role, List<String> roles) {
    public Me {
        roles = List.copyOf(roles);
    }

    /**
     * Returns this account if it is an administrator's, and throws {@link Failure.Denied} otherwise.
     *
     * @param refusal the sentence of the refusal, with {@code %s} in place of the user's name
     */
    public Me requireAdmin(String refusal) {
        if (!admin) {
            throw new Failure.Denied(refusal.formatted(name));
        }
        return this;
    }
}
