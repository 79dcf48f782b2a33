package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tools.admin.AdminRights;

/** Makes a role the one that new users get. */
record AdminRoleSetDefault(AdminPorts ports) implements RoleTool<AdminRoleSetDefault.Input, RoleDetail> {
    record Input(
            @Doc("Name or id of the role, like \"Analysts\"") @Alias("role")
            String name) {}

    private static final Spec<Input, RoleDetail> SPEC = new Spec<>(
            "admin_role_set_default",
            "Set the default role",
            Effect.OVERWRITE,
            "Makes a role the one that new users of the catalog get; existing users keep their roles. Returns the role with "
                    + "its rights. For administrators. Where single sign-on assigns roles, its configuration decides "
                    + "instead.",
            Input.class,
            RoleDetail.class);

    @Override
    public Spec<Input, RoleDetail> spec() {
        return SPEC;
    }

    @Override
    public RoleDetail call(Input in, Call call) {
        AdminRights.require(ports.identity(), call);
        var directory = ports.roles().roles(call.caller());
        var role = NameLookup.of(directory.roles()).get("name", in.name());
        var updated = ports.roleChanges().setDefaultRole(call.caller(), role.ref());
        var message = "New users get role `%s`; before, they got %s."
                .formatted(
                        updated.name(),
                        directory.defaultRole().map("`%s`"::formatted).orElse("none"));
        return RoleDetail.of(updated, true, message);
    }
}
