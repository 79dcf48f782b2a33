package com.quiltdata.mcp.tools.access;

import com.quiltdata.mcp.catalog.identity.ApiKeyReader;
import com.quiltdata.mcp.catalog.identity.ApiKeyStatus;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.ApiKeyListResult;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Lists the caller's own API keys. */
record ApiKeysList(ApiKeyReader keys) implements Tool<ApiKeysList.Input, ApiKeyListResult> {
    record Input(
            @Doc("Only active or expired keys. Default: both") @Nullable
            ApiKeyStatus status,

            @Doc("next_offset of the previous result") @Default("0") @Min(0)
            int offset) {}

    private static final Spec<Input, ApiKeyListResult> SPEC = new Spec<>(
            "api_keys_list",
            "List your API keys",
            Effect.READ,
            "Lists your own API keys, with which programs sign in to the catalog as you: name, fingerprint, status, when each"
                    + " expires and was last used; never a secret. The result says how to create one.",
            Input.class,
            ApiKeyListResult.class);

    @Override
    public Spec<Input, ApiKeyListResult> spec() {
        return SPEC;
    }

    @Override
    public ApiKeyListResult call(Input in, Call call) {
        return ApiKeyListResult.of(keys.keys(call.caller(), in.status()), in.offset());
    }
}
