package com.quiltdata.mcp.catalog.admin;

import com.google.common.collect.ImmutableMap;
import com.quiltdata.mcp.catalog.admin.Policy.Level;
import java.util.List;
import java.util.Map;

/** What an administrator decides about a policy. */
public sealed interface PolicyDefinition {
    String title();

    /** The ids of the managed roles that it is attached to. */
    List<String> roles();

    /** A policy whose IAM policy Quilt writes from rights in buckets. */
    record ManagedPolicy(String title, Map<String, Level> permissions, List<String> roles) implements PolicyDefinition {
        public ManagedPolicy {
            permissions = ImmutableMap.copyOf(permissions);
            roles = List.copyOf(roles);
        }
    }

    /** A policy that is an IAM policy of the account. */
    record UnmanagedPolicy(String title, String arn, List<String> roles) implements PolicyDefinition {
        public UnmanagedPolicy {
            roles = List.copyOf(roles);
        }
    }
}
