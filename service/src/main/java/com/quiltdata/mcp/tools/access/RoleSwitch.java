package com.quiltdata.mcp.tools.access;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.AccountPorts;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Switches the caller's active role. */
record RoleSwitch(AccountPorts ports) implements Tool<RoleSwitch.Input, RoleSwitch.Output> {
    record Input(
            @Doc("One of your roles; auth://status lists them")
            String role) {}

    record Output(
            @Doc("Active role now") @Nullable String role,
            @Doc("Active role before") @Nullable String previousRole,
            @Doc("All your roles") List<String> roles,
            @Doc("What was done") String message) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "role_switch",
                    "Switch your role",
                    Effect.OVERWRITE,
                    "Switches your active role in the catalog to another one of your roles, which decides the buckets that"
                            + " you can read and write. All your sessions and clients change role at once, not only this one:"
                            + " use it only when the user asks for it.",
                    Input.class,
                    Output.class)
            .confirmable();

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public boolean needsConfirmation(Input in) {
        return true;
    }

    @Override
    public String confirmation(Input in, Call call) {
        var me = ports.identity().me(call.caller());
        return target(in, me)
                .map(role ->
                        "Switch your role from %s to %s? All your sessions and clients in this catalog change role at once, not only this one."
                                .formatted(me.role() == null ? "none" : me.role(), role))
                .orElse("");
    }

    @Override
    public Output call(Input in, Call call) {
        var me = ports.identity().me(call.caller());
        var role = target(in, me);
        if (role.isEmpty()) {
            return new Output(me.role(), me.role(), me.roles(), "%s is your active role already.".formatted(me.role()));
        }
        var after = ports.roles().switchRole(call.caller(), role.get());
        return new Output(
                after.role(),
                me.role(),
                after.roles(),
                "Your role is %s now, in all your sessions. Links made before, and other clients for up to an hour, still have the rights of the former role."
                        .formatted(after.role()));
    }

    /** Returns the role to switch to, in the catalog's spelling; empty if it is active already. */
    private static Optional<String> target(Input in, Me me) {
        var wanted = in.role().strip();
        var role = me.roles().stream()
                .filter(wanted::equals)
                .findFirst()
                .or(() -> me.roles().stream().filter(wanted::equalsIgnoreCase).findFirst())
                .orElseThrow(() ->
                        new Failure.NotFound("You do not have the role `%s`; your roles are %s. Nothing was changed."
                                .formatted(wanted, String.join(", ", me.roles()))));
        return role.equals(me.role()) ? Optional.empty() : Optional.of(role);
    }
}
