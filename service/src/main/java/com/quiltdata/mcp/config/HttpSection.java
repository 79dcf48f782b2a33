package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of the MCP endpoint: allowed hosts and origins, OAuth metadata, body limits and streams. */
public record HttpSection(
        @Nullable String allowedHosts,
        @Nullable String allowedOrigins,
        @Nullable String resource,
        @Nullable String authorizationServers,
        @Nullable String scopes,
        @Min(1024) @Max(1 << 28) int maxBodyBytes,
        @Min(1) int bodyTimeoutSeconds,
        @Min(1) int heartbeatSeconds,
        @Nullable String stateKey) {
    public Set<String> hosts() {
        return list(allowedHosts);
    }

    public Set<String> origins() {
        return list(allowedOrigins);
    }

    /** Returns the URLs of the authorization servers, in the operator's order. */
    public List<String> issuers() {
        return ordered(authorizationServers);
    }

    /** Returns the OAuth scopes that clients may request. */
    public List<String> tokenScopes() {
        return ordered(scopes);
    }

    public Duration bodyTimeout() {
        return Duration.ofSeconds(bodyTimeoutSeconds);
    }

    /** Returns the maximum time without output on a stream. */
    public Duration heartbeat() {
        return Duration.ofSeconds(heartbeatSeconds);
    }

    @Override
    public String toString() {
        return "HttpSection[…]";
    }

    private static Set<String> list(@Nullable String commaSeparated) {
        return Set.copyOf(ordered(commaSeparated));
    }

    private static List<String> ordered(@Nullable String commaSeparated) {
        return commaSeparated == null
                ? List.of()
                : Arrays.stream(commaSeparated.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList();
    }
}
