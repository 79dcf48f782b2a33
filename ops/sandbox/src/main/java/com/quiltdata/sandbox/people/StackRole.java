package com.quiltdata.sandbox.people;

import java.util.List;

/** A role of the stack; a managed one has the rights of its policies, an unmanaged one those of a role of IAM. */
public record StackRole(String id, String name, String arn, boolean managed, List<String> policyIds) {
    public StackRole {
        policyIds = policyIds.stream().distinct().toList();
    }

    public boolean has(String policy) {
        return policyIds.contains(policy);
    }
}
