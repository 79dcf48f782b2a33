package com.quiltdata.mcp.catalog.admin;

import java.util.List;

/** What an administrator decides about a role. */
public sealed interface RoleDefinition {
    String name();

    /** A role whose IAM role Quilt writes from policies, given by their ids. */
    record ManagedRole(String name, List<String> policies) implements RoleDefinition {
        public ManagedRole {
            policies = List.copyOf(policies);
        }
    }

    /** A role that is an IAM role of the account. */
    record UnmanagedRole(String name, String arn) implements RoleDefinition {}
}
