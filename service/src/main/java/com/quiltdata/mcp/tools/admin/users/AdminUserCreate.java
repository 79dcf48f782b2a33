package com.quiltdata.mcp.tools.admin.users;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.NewUser;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.admin.AdminRights;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates a user. */
record AdminUserCreate(AdminPorts ports) implements Tool<AdminUserCreate.Input, UserChangeResult> {
    record Input(
            @Doc(
                    "Name of the new user: letters, digits and underscores, not starting with a digit; for example \"ada_l\"")
            @Alias("username")
            String name,

            @Doc("E-mail address, for example \"ada@example.com\"")
            String email,

            @Doc("Name of the primary role") String role,

            @Doc("Names of further roles that the user can switch to. Optional. Default: none.") @Nullable
            List<String> extraRoles) {}

    private static final Spec<Input, UserChangeResult> SPEC = new Spec<>(
            "admin_user_create",
            "Create a user",
            Effect.WRITE,
            "Creates a user of the catalog with a primary role and optional extra roles, and returns the user. The catalog "
                    + "sends an invitation to the e-mail address. The user is no administrator; admin_user_set_admin changes "
                    + "that. For administrators.",
            Input.class,
            UserChangeResult.class);

    @Override
    public Spec<Input, UserChangeResult> spec() {
        return SPEC;
    }

    @Override
    public UserChangeResult call(Input in, Call call) {
        var name = UserArguments.newName(in.name());
        var email = UserArguments.email(in.email());
        var role = UserArguments.role("role", in.role());
        var given = in.extraRoles() == null ? List.<String>of() : in.extraRoles();
        var extra = UserArguments.roles("extra_roles", given).stream()
                .filter(it -> !it.equals(role))
                .toList();
        AdminRights.require(ports.identity(), call);
        new UserGuard(ports)
                .requireKnownRoles(
                        call, Stream.concat(Stream.of(role), extra.stream()).toList());
        var user = ports.userChanges().create(call.caller(), new NewUser(name, email, role, extra));
        return UserChangeResult.changed(
                user, "Created user `%s`. %s".formatted(user.name(), UserChangeResult.roles(user)));
    }
}
