package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;

/** Deletes a user. */
record AdminUserDelete(AdminPorts ports) implements Tool<AdminUserDelete.Input, UserMessage> {
    record Input(
            @Doc("User name, for example \"ada\"") @Alias("username")
            String name) {}

    private static final Spec<Input, UserMessage> SPEC = new Spec<>(
            "admin_user_delete",
            "Delete a user",
            Effect.DESTROY,
            "Deletes a user of the catalog with e-mail and roles. Packages and objects of the user are untouched. This "
                    + "cannot be undone: ask first. To lock someone out and keep the account use admin_user_set_active. "
                    + "For administrators.",
            Input.class,
            UserMessage.class);

    @Override
    public Spec<Input, UserMessage> spec() {
        return SPEC;
    }

    @Override
    public String confirmation(Input in, Call call) {
        var user = checked(in, call);
        var roles = user.roleNames();
        return "Delete user %s (%s)%s? The account is lost%s; packages and objects stay."
                .formatted(
                        user.name(),
                        user.email(),
                        user.status().admin() ? ", an administrator" : "",
                        roles.isEmpty() ? "" : " with its roles " + String.join(", ", roles));
    }

    @Override
    public UserMessage call(Input in, Call call) {
        var user = checked(in, call);
        ports.userChanges().delete(call.caller(), user.name());
        return new UserMessage("Deleted user `%s`.".formatted(user.name()));
    }

    private User checked(Input in, Call call) {
        var guard = new UserGuard(ports);
        var target = guard.target(call, UserArguments.name(in.name()));
        guard.requireNoService(target.user());
        guard.requireExpendable(call, target, "delete");
        return target.user();
    }
}
