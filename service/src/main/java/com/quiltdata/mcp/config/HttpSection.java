package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of the MCP endpoint: allowed hosts and origins, OAuth metadata, body limits and streams. */
public record HttpSection(
        @Setting("${QUILT_MCP_ALLOWED_HOSTS}") @Nullable String allowedHosts,
        @Setting("${QUILT_MCP_ALLOWED_ORIGINS}") @Nullable String allowedOrigins,
        @Setting("${QUILT_MCP_RESOURCE}") @Nullable String resource,

        @Setting("${QUILT_MCP_AUTHORIZATION_SERVERS}") @Nullable
        String authorizationServers,

        @Setting("${QUILT_MCP_SCOPES}") @Nullable String scopes,

        @Setting("${QUILT_MCP_MAX_BODY_BYTES:-8388608}") @Min(1024) @Max(1 << 28)
        int maxBodyBytes,

        @Setting("${QUILT_MCP_BODY_TIMEOUT:-30}") @Min(1) int bodyTimeoutSeconds,
        @Setting("${QUILT_MCP_HEARTBEAT:-10}") @Min(1) int heartbeatSeconds,
        @Setting("${QUILT_MCP_STATE_KEY}") @Nullable String stateKey,
        @Setting("${QUILT_MCP_PAGE:-true}") @NotNull String page) {
    public List<String> hosts() {
        return SettingParser.list(allowedHosts);
    }

    public List<String> origins() {
        return SettingParser.list(allowedOrigins);
    }

    /** Returns the URLs of the authorization servers, in the operator's order. */
    public List<String> issuers() {
        return SettingParser.list(authorizationServers);
    }

    /** Returns the OAuth scopes that clients may request. */
    public List<String> tokenScopes() {
        return SettingParser.list(scopes);
    }

    public Duration bodyTimeout() {
        return Duration.ofSeconds(bodyTimeoutSeconds);
    }

    /** Returns whether browsers get a page at {@code /}. */
    public boolean servesPage() {
        return SettingParser.isTrue(page);
    }

    /** Returns the maximum time without output on a stream. */
    public Duration heartbeat() {
        return Duration.ofSeconds(heartbeatSeconds);
    }

    @Override
    public String toString() {
        return "HttpSection[…]";
    }
}
