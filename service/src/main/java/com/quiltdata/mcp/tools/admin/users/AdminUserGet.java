package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.admin.UserReader;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;

/** Returns one user. */
record AdminUserGet(UserReader users) implements Tool<AdminUserGet.Input, AdminUserGet.Output> {
    record Input(
            @Doc("User name, for example \"ada\"") @Alias("username")
            String name) {}

    record Output(
            @Doc("The user") UserDetails user,
            @Doc("Summary of the result") String message) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "admin_user_get",
            "Get a user",
            Effect.READ,
            "Returns one user of the catalog: e-mail, roles in full, last sign-in, whether the account is active or an "
                    + "administrator, and what the SSO configuration decides. For administrators. To find a user by part of "
                    + "the name or e-mail use admin_users_list.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var user = users.get(call.caller(), UserArguments.name(in.name()));
        return new Output(UserDetails.of(user), "User `%s` found.".formatted(user.name()));
    }
}
