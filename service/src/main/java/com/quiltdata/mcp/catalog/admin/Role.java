package com.quiltdata.mcp.catalog.admin;

import com.google.common.collect.ImmutableMap;
import com.quiltdata.mcp.catalog.admin.Policy.Level;
import java.util.List;
import java.util.Map;

/**
 * A role: what the users who have it may do.
 *
 * @param managed whether Quilt writes the IAM role from {@code policies}; otherwise its ARN alone says what it allows
 * @param policies the attached policies; none for a role that is not managed
 * @param permissions what its policies allow in each bucket; unknown, so empty, for a role that is not managed
 */
public record Role(NamedId ref, String arn, boolean managed, List<NamedId> policies, Map<String, Level> permissions) {
    public Role {
        policies = List.copyOf(policies);
        permissions = ImmutableMap.copyOf(permissions);
    }

    /** Returns the type in the registry's schema. */
    public String type() {
        return managed ? "ManagedRole" : "UnmanagedRole";
    }

    public String name() {
        return ref.name();
    }
}
