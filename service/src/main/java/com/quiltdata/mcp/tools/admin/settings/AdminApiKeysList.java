package com.quiltdata.mcp.tools.admin.settings;

import com.quiltdata.mcp.catalog.admin.ApiKeyFilter;
import com.quiltdata.mcp.catalog.admin.SettingReader;
import com.quiltdata.mcp.catalog.identity.ApiKeyStatus;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.ApiKeyListResult;
import com.quiltdata.mcp.tools.ApiKeyRevocation;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Lists the API keys of all users. */
record AdminApiKeysList(SettingReader settings) implements Tool<AdminApiKeysList.Input, ApiKeyListResult> {
    record Input(
            @Doc("Only keys of the user with this e-mail") @Nullable
            String email,

            @Doc("Only keys with this name") @Nullable String name,

            @Doc("Only the key with this fingerprint, like \"qk_L5p...d74\"; never the key itself") @Nullable
            String fingerprint,

            @Doc("Only active or expired keys. Default: both") @Nullable
            ApiKeyStatus status,

            @Doc("next_offset of the previous result") @Default("0") @Min(0)
            int offset) {}

    private static final Spec<Input, ApiKeyListResult> SPEC = new Spec<>(
            "admin_api_keys_list",
            "List API keys of all users",
            Effect.READ,
            "Lists the API keys of all users, or those that match: name, owner, fingerprint, status, when it expires and was"
                    + " last used; never a secret. For administrators. Use api_keys_list for your own keys.",
            Input.class,
            ApiKeyListResult.class);

    @Override
    public Spec<Input, ApiKeyListResult> spec() {
        return SPEC;
    }

    @Override
    public ApiKeyListResult call(Input in, Call call) {
        var fingerprint =
                in.fingerprint() == null ? null : ApiKeyRevocation.requireNoSecret("fingerprint", in.fingerprint());
        var filter = new ApiKeyFilter(in.email(), in.name(), fingerprint, in.status());
        return ApiKeyListResult.of(settings.apiKeys(call.caller(), filter), in.offset());
    }
}
