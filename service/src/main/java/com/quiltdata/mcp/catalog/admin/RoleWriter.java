package com.quiltdata.mcp.catalog.admin;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;

/**
 * Changes roles and policies, for administrators. Each method sends its change at most once, and throws a {@link
 * Failure} that names the role or policy if the registry refuses it.
 */
public interface RoleWriter {
    Role createRole(Caller caller, RoleDefinition definition);

    /** Replaces all of a role; it stays managed, or not, as it is. */
    Role updateRole(Caller caller, NamedId role, RoleDefinition definition);

    void deleteRole(Caller caller, NamedId role);

    /** Makes a role the one that new users get. */
    Role setDefaultRole(Caller caller, NamedId role);

    Policy createPolicy(Caller caller, PolicyDefinition definition);

    /** Replaces all of a policy; it stays managed, or not, as it is. */
    Policy updatePolicy(Caller caller, NamedId policy, PolicyDefinition definition);

    void deletePolicy(Caller caller, NamedId policy);
}
