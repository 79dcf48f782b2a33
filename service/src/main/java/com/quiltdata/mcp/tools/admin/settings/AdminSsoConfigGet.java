package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.admin.CheckedSsoConfig;
import com.quiltdata.mcp.catalog.admin.SettingReader;
import com.quiltdata.mcp.catalog.admin.SsoConfig;
import com.quiltdata.mcp.catalog.admin.SsoConfigParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Returns the SSO configuration. */
record AdminSsoConfigGet(SettingReader settings, SsoConfigParser parser)
        implements Tool<AdminSsoConfigGet.Input, AdminSsoConfigGet.Output> {
    record Input(
            @Doc("Also check it, and return what is wrong or may match more or fewer users than is meant")
            @Default("false")
            boolean check) {}

    record Output(
            @Doc("The configuration; absent if there is none") @Nullable
            SsoConfigView ssoConfig,

            @Doc("yaml or json") @Nullable String format,

            @Doc("What the check found; absent without check") @Nullable
            List<String> warnings,

            @Doc("Whether there is a configuration") String message) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "admin_sso_config_get",
            "Get the SSO configuration",
            Effect.READ,
            "Returns the SSO configuration, which maps claims of a user's ID token to roles and the admin flag: its text as"
                    + " it was uploaded, when and by whom. For administrators. Read it before you change"
                    + " it, because a change replaces all of it.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        return settings.ssoConfig(call.caller())
                .map(it -> new Output(
                        SsoConfigView.of(it),
                        SsoConfigView.format(it),
                        in.check() ? check(it) : null,
                        "Retrieved SSO configuration."))
                .orElseGet(() -> new Output(null, null, null, "No SSO configuration found."));
    }

    private List<String> check(SsoConfig config) {
        return switch (Attempt.of(() -> parser.parse(config.text()))) {
            case Attempt.SuccessfulAttempt<CheckedSsoConfig>(var checked) -> checked.warnings();
            case Attempt.FailedAttempt<CheckedSsoConfig>(var reason) -> List.of(reason.sentence());
        };
    }
}
