package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.User;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;

/** Resets the password of a user. */
record AdminUserResetPassword(AdminPorts ports) implements Tool<AdminUserResetPassword.Input, UserMessage> {
    record Input(
            @Doc("User name, for example \"ada\"") @Alias("username")
            String name) {}

    private static final Spec<Input, UserMessage> SPEC = new Spec<>(
            "admin_user_reset_password",
            "Reset a user's password",
            Effect.DESTROY,
            "Resets the password of a user of the catalog: the old one is invalid and the user has to set a new one at the "
                    + "next sign-in. No password is returned. This cannot be undone: ask first. For administrators.",
            Input.class,
            UserMessage.class);

    @Override
    public Spec<Input, UserMessage> spec() {
        return SPEC;
    }

    @Override
    public String confirmation(Input in, Call call) {
        var user = checked(in, call);
        return "Reset the password of user %s (%s)? The old password will be invalid."
                .formatted(user.name(), user.email());
    }

    @Override
    public UserMessage call(Input in, Call call) {
        var user = checked(in, call);
        ports.userChanges().resetPassword(call.caller(), user.name());
        return new UserMessage(
                "Reset the password of `%s`, who has to set a new one at the next sign-in.".formatted(user.name()));
    }

    private User checked(Input in, Call call) {
        var guard = new UserGuard(ports);
        var user = guard.target(call, UserArguments.name(in.name())).user();
        guard.requireNoService(user);
        if (user.status().ssoOnly()) {
            throw new Failure.Invalid(
                    "`%s` signs in by single sign-on only, so there is no password to reset. Nothing was changed."
                            .formatted(user.name()));
        }
        return user;
    }
}
