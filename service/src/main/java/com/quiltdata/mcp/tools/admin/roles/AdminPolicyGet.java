package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;

/** Returns one policy with its rights and roles. */
record AdminPolicyGet(RoleReader roles) implements RoleTool<AdminPolicyGet.Input, PolicyDetail> {
    record Input(
            @Doc("Title or id of the policy, like \"Read lab\"") @Alias("title")
            String policy) {}

    private static final Spec<Input, PolicyDetail> SPEC = new Spec<>(
            "admin_policy_get",
            "Get a policy",
            Effect.READ,
            "Returns one policy of the catalog: READ or READ_WRITE for each of its buckets, the roles that it is "
                    + "attached to, and its ARN. For administrators. Use it before you change the policy.",
            Input.class,
            PolicyDetail.class);

    @Override
    public Spec<Input, PolicyDetail> spec() {
        return SPEC;
    }

    @Override
    public PolicyDetail call(Input in, Call call) {
        var policy = NameLookup.ofPolicies(roles.policies(call.caller())).get("policy", in.policy());
        return PolicyDetail.of(policy, PolicyDetail.summary(policy));
    }
}
