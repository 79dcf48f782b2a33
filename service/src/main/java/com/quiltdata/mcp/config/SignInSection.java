package com.quiltdata.mcp.config;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of the sign-in for web clients. {@link HttpSection#stateKey} is the key of what clients carry. */
public record SignInSection(
        @Setting("${QUILT_MCP_CONNECT_URL}") @Nullable URI connectUrl,
        @Setting("${QUILT_MCP_PUBLIC_URL}") @Nullable URI publicUrl,

        @Setting(
                "${QUILT_MCP_SIGNIN_REDIRECTS:-claude.ai,claude.com,chatgpt.com,vscode.dev,insiders.vscode.dev,www.cursor.com,cursor://}")
        @NotNull
        String redirects,

        @Setting("${QUILT_MCP_STATE_KEY_PREVIOUS}") @Nullable
        String previousStateKey,

        @Setting("${QUILT_MCP_CONNECT_CLIENT_ID}") @Nullable String connectClientId) {
    /** Returns the hosts, suffixes and schemes that clients may be sent back to. */
    public List<String> allowedRedirects() {
        return SettingParser.list(redirects);
    }

    @Override
    public String toString() {
        return "SignInSection[…]";
    }
}
