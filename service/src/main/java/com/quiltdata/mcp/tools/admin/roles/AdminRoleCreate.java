package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.Policy;
import com.quiltdata.mcp.catalog.admin.RoleDefinition.ManagedRole;
import com.quiltdata.mcp.catalog.admin.RoleDefinition.UnmanagedRole;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tools.admin.AdminRights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a role, which no user has yet. */
record AdminRoleCreate(AdminPorts ports) implements RoleTool<AdminRoleCreate.Input, RoleDetail> {
    record Input(
            @Doc("Name of the new role, like \"Analysts\"") @Alias("role")
            String name,

            @Doc("Titles or ids of the policies to attach, like [\"Read lab\"]. Optional. Default: none.") @Nullable
            List<String> policies,

            @Doc("ARN of an existing IAM role to use instead of policies, like"
                    + " \"arn:aws:iam::123456789012:role/Analysts\"")
            @Nullable
            String arn) {}

    private static final Spec<Input, RoleDetail> SPEC = new Spec<>(
            "admin_role_create",
            "Create a role",
            Effect.WRITE,
            "Creates a role of the catalog from policies, whose rights it gives, or from an existing IAM role, and "
                    + "returns it with its rights. For administrators. No user has it until it is assigned to one. "
                    + "Create the policies first with admin_policy_create.",
            Input.class,
            RoleDetail.class);

    @Override
    public Spec<Input, RoleDetail> spec() {
        return SPEC;
    }

    @Override
    public RoleDetail call(Input in, Call call) {
        RoleArguments.requireNotBoth(in.policies(), "policies", in.arn());
        var name = RoleArguments.name("name", in.name());
        var arn = RoleArguments.roleArn(in.arn());
        AdminRights.require(ports.identity(), call);
        var definition = arn == null ? new ManagedRole(name, policies(in, call)) : new UnmanagedRole(name, arn);
        var role = ports.roleChanges().createRole(call.caller(), definition);
        return RoleDetail.of(role, false, "Created role `%s`; no user has it yet.".formatted(role.name()));
    }

    private List<String> policies(Input in, Call call) {
        if (in.policies() == null || in.policies().isEmpty()) {
            return List.of();
        }
        var all = NameLookup.ofPolicies(ports.roles().policies(call.caller()));
        return RoleArguments.ids(
                all.getAll("policies", in.policies()).stream().map(Policy::ref).toList());
    }
}
