package com.quiltdata.mcp.tools.admin.roles;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.Role;
import com.quiltdata.mcp.catalog.admin.RoleDirectory;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tools.admin.AdminRights;

/** Deletes a role that no user has. */
record AdminRoleDelete(AdminPorts ports) implements RoleTool<AdminRoleDelete.Input, RemovalResult> {
    record Input(
            @Doc("Name or id of the role, like \"Analysts\"") @Alias("role")
            String name) {}

    private static final Spec<Input, RemovalResult> SPEC = new Spec<>(
            "admin_role_delete",
            "Delete a role",
            Effect.DESTROY,
            "Deletes a role of the catalog; its policies stay. For administrators. The registry refuses it while a user "
                    + "has the role or single sign-on gives it: take it from them first. This cannot be undone: ask the "
                    + "user first.",
            Input.class,
            RemovalResult.class);

    @Override
    public Spec<Input, RemovalResult> spec() {
        return SPEC;
    }

    @Override
    public String confirmation(Input in, Call call) {
        var me = AdminRights.require(ports.identity(), call);
        var directory = ports.roles().roles(call.caller());
        var role = role(in, directory, me);
        return "Delete role `%s`? %s%s".formatted(role.name(), loss(role), defaultLoss(role, directory));
    }

    @Override
    public RemovalResult call(Input in, Call call) {
        var me = AdminRights.require(ports.identity(), call);
        var role = role(in, ports.roles().roles(call.caller()), me);
        ports.roleChanges().deleteRole(call.caller(), role.ref());
        return RemovalResult.of("role", role.ref());
    }

    /** Returns the role; refuses one of the caller's own, as the registry refuses every role that a user has. */
    private static Role role(Input in, RoleDirectory directory, Me me) {
        var role = NameLookup.of(directory.roles()).get("name", in.name());
        if (me.roles().contains(role.name()) || role.name().equals(me.role())) {
            throw new Failure.Conflict(
                    "You have role `%s` yourself, and a role that a user has cannot be deleted. Nothing"
                                    .formatted(role.name())
                            + " was changed.");
        }
        return role;
    }

    private static String loss(Role role) {
        if (!role.managed()) {
            return "It is the IAM role %s, which stays.".formatted(role.arn());
        }
        var policies =
                role.policies().isEmpty() ? "" : ", through the " + Rights.few("policy", "policies", role.policies());
        return "It gives %s%s.".formatted(Rights.words(role.permissions()), policies);
    }

    private static String defaultLoss(Role role, RoleDirectory directory) {
        return directory.isDefault(role) ? " It is the role that new users get." : "";
    }
}
