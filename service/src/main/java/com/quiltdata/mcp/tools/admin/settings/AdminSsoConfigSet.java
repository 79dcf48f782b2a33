package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.admin.CheckedSsoConfig;
import com.quiltdata.mcp.catalog.admin.SsoConfigParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.admin.AdminRights;
import java.util.List;
import java.util.Optional;

/** Replaces the SSO configuration. */
record AdminSsoConfigSet(AdminPorts ports, SsoConfigParser parser)
        implements Tool<AdminSsoConfigSet.Input, AdminSsoConfigSet.Output> {
    private static final String KEYS = """
            {"version": {"type": "string", "description": "Always \\"1.0\\""},
             "default_role": {"type": "string", "description": "Role of users whom no mapping matches"},
             "union_roles": {"type": "boolean",
               "description": "true for the roles of all matching mappings, not only of the first"},
             "mappings": {"type": "array", "items": {"type": "object", "properties": {
               "schema": {"type": "object", "description": "JSON Schema of the ID token",
                 "properties": {"required": {"type": "array", "items": {"type": "string"}}}},
               "roles": {"type": "array", "items": {"type": "string"}},
               "admin": {"type": "boolean"}}}}}""";

    record Input(
            @Doc(
                    value =
                            "The whole configuration: an object, or a text in YAML or JSON, which is kept as it is. Claims"
                                    + " that a mapping tests belong in `required` of its schema, too",
                    keys = KEYS)
            Object config) {}

    record Output(
            @Doc("The configuration as the registry stored it")
            SsoConfigView ssoConfig,

            @Doc("yaml or json") String format,

            @Doc("What is valid but may match more or fewer users than is meant")
            List<String> warnings,

            @Doc("What was done") String message) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "admin_sso_config_set",
                    "Set the SSO configuration",
                    Effect.OVERWRITE,
                    "Replaces the SSO configuration, which gives users roles and the admin flag by the claims of their ID"
                            + " token at each sign-in, and returns what is stored. For administrators. A wrong one can"
                            + " take access away from everybody: read the current one with admin_sso_config_get first.",
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
        AdminRights.require(ports.identity(), call);
        var warnings = String.join(" ", parsed(in).warnings());
        return ports.settings()
                .ssoConfig(call.caller())
                .map(SsoConfigView::origin)
                .map("Replace the SSO configuration %s?"::formatted)
                .or(() -> warnings.isEmpty() ? Optional.empty() : Optional.of("Set the first SSO configuration?"))
                .map(it -> "%s It decides which role each user has. %s"
                        .formatted(it, warnings)
                        .strip())
                .orElse("");
    }

    @Override
    public Output call(Input in, Call call) {
        AdminRights.require(ports.identity(), call);
        var checked = parsed(in);
        var stored = ports.settingChanges().setSsoConfig(call.caller(), checked.text());
        return new Output(
                SsoConfigView.of(stored),
                SsoConfigView.format(stored),
                checked.warnings(),
                "Successfully updated SSO configuration.");
    }

    private CheckedSsoConfig parsed(Input in) {
        return Attempt.of(() -> parser.parse(in.config())).orElseThrow(it -> it.ofWrite("Nothing was changed."));
    }
}
