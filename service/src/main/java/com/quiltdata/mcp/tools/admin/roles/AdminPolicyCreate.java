package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.PolicyDefinition.ManagedPolicy;
import com.quiltdata.mcp.catalog.admin.PolicyDefinition.UnmanagedPolicy;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tools.admin.AdminRights;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates a policy, and attaches it to roles. */
record AdminPolicyCreate(AdminPorts ports) implements RoleTool<AdminPolicyCreate.Input, PolicyDetail> {
    record Input(
            @Doc("Title of the new policy, like \"Read lab\"") @Alias("name")
            String title,

            @Doc(
                    value = "Level for each bucket, like {\"quilt-lab\": \"READ\"}: READ, or READ_WRITE",
                    keys = PolicyDetail.BUCKETS)
            @Nullable
            Map<String, Object> permissions,

            @Doc("ARN of an existing IAM policy to use instead of permissions, like"
                    + " \"arn:aws:iam::123456789012:policy/ReadLab\"")
            @Nullable
            String arn,

            @Doc("Names or ids of the roles to attach it to, like [\"Analysts\"]") @Default("[]")
            List<String> roles) {}

    private static final Spec<Input, PolicyDetail> SPEC = new Spec<>(
            "admin_policy_create",
            "Create a policy",
            Effect.WRITE,
            "Creates a policy of the catalog from rights to read, or read and write, in buckets, or from an existing IAM "
                    + "policy, and returns it. For administrators. The users of the roles in `roles` get the rights at "
                    + "once; attach it to other roles with admin_policy_update or admin_role_update.",
            Input.class,
            PolicyDetail.class);

    @Override
    public Spec<Input, PolicyDetail> spec() {
        return SPEC;
    }

    @Override
    public PolicyDetail call(Input in, Call call) {
        RoleArguments.requireNotBoth(in.permissions(), "permissions", in.arn());
        var title = RoleArguments.name("title", in.title());
        var permissions = RoleArguments.permissions(in.permissions());
        var arn = RoleArguments.policyArn(in.arn());
        if (permissions == null && arn == null) {
            throw new Failure.Invalid("`permissions` is missing: send a level for each bucket, like"
                    + " {\"quilt-lab\": \"READ\"}, or `arn` for an IAM policy.");
        }
        AdminRights.require(ports.identity(), call);
        RoleArguments.requireBuckets(ports.roles(), call, permissions);
        var roles = RoleArguments.ids(AttachedRoles.of(ports.roles(), in.roles(), call));
        var definition = permissions == null
                ? new UnmanagedPolicy(title, Objects.requireNonNull(arn), roles)
                : new ManagedPolicy(title, permissions, roles);
        var policy = ports.roleChanges().createPolicy(call.caller(), definition);
        return PolicyDetail.of(policy, "Created. " + PolicyDetail.summary(policy));
    }
}
