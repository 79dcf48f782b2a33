package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.admin.RoleReader;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;

/** Returns one role with its rights. */
record AdminRoleGet(RoleReader roles) implements RoleTool<AdminRoleGet.Input, RoleDetail> {
    record Input(
            @Doc("Name or id of the role, like \"Analysts\"") @Alias("role")
            String name) {}

    private static final Spec<Input, RoleDetail> SPEC = new Spec<>(
            "admin_role_get",
            "Get a role",
            Effect.READ,
            "Returns one role of the catalog: its policies, what it allows in each bucket, its ARN, and whether new "
                    + "users get it. For administrators. Use it before you change the role.",
            Input.class,
            RoleDetail.class);

    @Override
    public Spec<Input, RoleDetail> spec() {
        return SPEC;
    }

    @Override
    public RoleDetail call(Input in, Call call) {
        var directory = roles.roles(call.caller());
        var role = NameLookup.of(directory.roles()).get("name", in.name());
        return RoleDetail.of(role, directory.isDefault(role), RoleDetail.summary(role));
    }
}
