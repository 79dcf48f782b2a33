package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.RoleAssignment;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replaces the primary role of a user, and the extra roles if they are sent. */
record AdminUserSetRole(AdminPorts ports) implements Tool<AdminUserSetRole.Input, UserChangeResult> {
    record Input(
            @Doc("User name, for example \"ada\"") @Alias("username")
            String name,

            @Doc("Name of the primary role") String role,

            @Doc("Names of the extra roles; [] removes all. Optional. Default: the user keeps the extra roles.")
            @Nullable
            List<String> extraRoles,

            @Doc("true to add extra_roles to those that the user has, instead of replacing them") @Default("false")
            boolean append) {}

    private static final Spec<Input, UserChangeResult> SPEC = new Spec<>(
            "admin_user_set_role",
            "Set a user's roles",
            Effect.OVERWRITE,
            "Sets the primary role of a user of the catalog, and the extra roles if extra_roles is sent; otherwise the user "
                    + "keeps them. Returns the user and names the roles that were removed. To add or remove single roles use "
                    + "admin_user_add_roles or admin_user_remove_roles. For administrators.",
            Input.class,
            UserChangeResult.class);

    @Override
    public Spec<Input, UserChangeResult> spec() {
        return SPEC;
    }

    @Override
    public UserChangeResult call(Input in, Call call) {
        var name = UserArguments.name(in.name());
        var role = UserArguments.role("role", in.role());
        var sent = in.extraRoles() == null ? List.<String>of() : UserArguments.roles("extra_roles", in.extraRoles());
        var guard = new UserGuard(ports);
        var before = guard.target(call, name).user();
        var keeps = in.append() || in.extraRoles() == null;
        var extra = Stream.concat(keeps ? before.extraRoleNames().stream() : Stream.empty(), sent.stream())
                .filter(it -> !it.equals(role))
                .distinct()
                .toList();
        if (isAlready(before, role, extra)) {
            return UserChangeResult.unchanged(
                    before,
                    "`%s` already has these roles. %s".formatted(before.name(), UserChangeResult.roles(before)));
        }
        guard.requireAssignableRoles(before);
        guard.requireKnownRoles(
                call, Stream.concat(Stream.of(role), sent.stream()).toList());
        var roles = new RoleAssignment(role, extra, in.append());
        return UserChangeResult.ofRoles(before, ports.userChanges().setRole(call.caller(), before.name(), roles));
    }

    private static boolean isAlready(User user, String role, List<String> extra) {
        return user.role() != null
                && user.role().name().equals(role)
                && new HashSet<>(user.extraRoleNames()).equals(new HashSet<>(extra));
    }
}
