package com.quiltdata.mcp.config;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of the sign-in for web clients. {@link HttpSection#stateKey} is the key of what clients carry. */
public record SignInSection(
        @Nullable URI connectUrl,
        @Nullable URI publicUrl,
        @Nullable String redirects,
        @Nullable String previousStateKey,
        @Nullable String connectClientId) {
    /** Returns the hosts, suffixes and schemes that clients may be sent back to. */
    public List<String> allowedRedirects() {
        return SettingParser.list(redirects);
    }

    @Override
    public String toString() {
        return "SignInSection[…]";
    }
}
