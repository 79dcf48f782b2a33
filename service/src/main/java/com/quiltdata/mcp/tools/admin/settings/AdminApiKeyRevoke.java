package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.admin.AdminPorts;
import com.quiltdata.mcp.catalog.identity.ApiKey;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.ApiKeyRevocation;
import com.quiltdata.mcp.tools.admin.AdminRights;

/** Revokes any user's API key. */
record AdminApiKeyRevoke(AdminPorts ports) implements Tool<AdminApiKeyRevoke.Input, AdminApiKeyRevoke.Output> {
    record Input(
            @Doc("Id of the key, from admin_api_keys_list") String id) {}

    record Output(
            @Doc("Id of the key") String id,
            @Doc("What was done") String message) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "admin_api_key_revoke",
            "Revoke any user's API key",
            Effect.DESTROY,
            "Revokes an API key of any user: every program that uses it loses access at once. For administrators. The key"
                    + " cannot be restored; its owner has to create another one.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public String confirmation(Input in, Call call) {
        return ApiKeyRevocation.question(require(in, call));
    }

    @Override
    public Output call(Input in, Call call) {
        var key = require(in, call);
        ports.settingChanges().revokeApiKey(call.caller(), key.id());
        return new Output(key.id(), ApiKeyRevocation.message(key));
    }

    private ApiKey require(Input in, Call call) {
        var id = ApiKeyRevocation.requireNoSecret("id", in.id());
        AdminRights.require(ports.identity(), call);
        return ApiKeyRevocation.require(ports.settings().apiKey(call.caller(), id), id, "admin_api_keys_list");
    }
}
