package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.Policy;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tools.admin.AdminRights;

/** Deletes a policy that no role has. */
record AdminPolicyDelete(AdminPorts ports) implements RoleTool<AdminPolicyDelete.Input, RemovalResult> {
    record Input(
            @Doc("Title or id of the policy, like \"Read lab\"") @Alias("title")
            String policy) {}

    private static final Spec<Input, RemovalResult> SPEC = new Spec<>(
            "admin_policy_delete",
            "Delete a policy",
            Effect.DESTROY,
            "Deletes a policy of the catalog that no role has. A policy that roles have is refused, with their names: "
                    + "detach it first with admin_policy_update. For administrators. This cannot be undone: ask the "
                    + "user first.",
            Input.class,
            RemovalResult.class);

    @Override
    public Spec<Input, RemovalResult> spec() {
        return SPEC;
    }

    @Override
    public String confirmation(Input in, Call call) {
        var policy = policy(in, call);
        return policy.managed()
                ? "Delete policy `%s`? It gives %s; no role has it."
                        .formatted(policy.ref().name(), Rights.words(policy.permissions()))
                : "Delete policy `%s`? It is the IAM policy %s, which stays; no role has it."
                        .formatted(policy.ref().name(), policy.arn());
    }

    @Override
    public RemovalResult call(Input in, Call call) {
        var policy = policy(in, call);
        ports.roleChanges().deletePolicy(call.caller(), policy.ref());
        return RemovalResult.of("policy", policy.ref());
    }

    /** Returns the policy; refuses one that a role has, as the registry does. */
    private Policy policy(Input in, Call call) {
        AdminRights.require(ports.identity(), call);
        var policy =
                NameLookup.ofPolicies(ports.roles().policies(call.caller())).get("policy", in.policy());
        if (!policy.roles().isEmpty()) {
            throw new Failure.Conflict(
                    "Policy `%s` is attached to %s, so it cannot be deleted; call admin_policy_update"
                                    .formatted(policy.ref().name(), Rights.few("role", "roles", policy.roles()))
                            + " with roles=[] first. Nothing was changed.");
        }
        return policy;
    }
}
