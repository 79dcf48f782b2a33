package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.SsoConfig;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.admin.AdminRights;
import java.util.Optional;

/** Removes the SSO configuration. */
record AdminSsoConfigRemove(AdminPorts ports) implements Tool<AdminSsoConfigRemove.Input, AdminSsoConfigRemove.Output> {
    record Input() {}

    record Output(@Doc("What was done") String message) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "admin_sso_config_remove",
            "Remove the SSO configuration",
            Effect.DESTROY,
            "Removes the SSO configuration, so that signing in no longer gives users roles by the claims of their ID token."
                    + " For administrators. The text is lost unless you read it with admin_sso_config_get before. Users keep"
                    + " the roles that they have.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public String confirmation(Input in, Call call) {
        return current(call)
                .map(it -> "Remove the SSO configuration %s? Its text is lost.".formatted(SsoConfigView.origin(it)))
                .orElse("");
    }

    @Override
    public Output call(Input in, Call call) {
        if (current(call).isEmpty()) {
            return new Output("There is no SSO configuration, so nothing was removed.");
        }
        ports.settingChanges().removeSsoConfig(call.caller());
        return new Output("Successfully removed SSO configuration.");
    }

    private Optional<SsoConfig> current(Call call) {
        AdminRights.require(ports.identity(), call);
        return ports.settings().ssoConfig(call.caller());
    }
}
