package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limits of the endpoint: who may call it, and what a request may take. */
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

    /** Where clients get tokens, in the operator's order. */
    public List<String> issuers() {
        return ordered(authorizationServers);
    }

    /** What those tokens may be asked for. */
    public List<String> tokenScopes() {
        return ordered(scopes);
    }

    public Duration bodyTimeout() {
        return Duration.ofSeconds(bodyTimeoutSeconds);
    }

    /** How long a stream stays silent. */
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
