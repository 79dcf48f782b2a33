package com.quiltdata.mcp.tools.access;

import com.quiltdata.mcp.catalog.identity.AccountPorts;
import com.quiltdata.mcp.catalog.identity.ApiKey;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.ApiKeyRevocation;

/** Revokes one of the caller's own API keys. */
record ApiKeyRevoke(AccountPorts ports) implements Tool<ApiKeyRevoke.Input, ApiKeyRevoke.Output> {
    record Input(@Doc("Id of the key, from api_keys_list") String id) {}

    record Output(
            @Doc("Id of the key") String id,
            @Doc("What was done") String message) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "api_key_revoke",
            "Revoke one of your API keys",
            Effect.DESTROY,
            "Revokes one of your own API keys: every program that uses it loses access at once. The key cannot be restored;"
                    + " you would create another one.",
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
        ports.keyChanges().revoke(call.caller(), key.id());
        return new Output(key.id(), ApiKeyRevocation.message(key));
    }

    private ApiKey require(Input in, Call call) {
        var id = ApiKeyRevocation.requireNoSecret("id", in.id());
        return ApiKeyRevocation.require(ports.keys().key(call.caller(), id), id, "api_keys_list");
    }
}
