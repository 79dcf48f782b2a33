package com.quiltdata.mcp.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is measured, and where traces go. */
public record TelemetrySection(
        @Nullable String enabled,
        @Nullable String level,
        @Nullable URI otlpEndpoint,
        @Nullable String otlpProtocol,
        @Nullable String otlpHeaders,
        @Nullable String serviceName,
        @Nullable String sampled) {
    public boolean on() {
        return enabled == null || Contract.isTrue(enabled);
    }

    /** How much is measured; {@code off} for nothing. */
    public String depth() {
        return on() ? Objects.requireNonNullElse(level, "standard") : "off";
    }

    /** Where traces go; null when there are none. */
    public @Nullable URI collector() {
        return on() ? otlpEndpoint : null;
    }

    /** What the collector wants to see in each request, which may be a secret. */
    public Map<String, String> headers() {
        return otlpHeaders == null ? Map.of() : pairs(otlpHeaders);
    }

    /** What this server is called in traces. */
    public String service() {
        return Objects.requireNonNullElse(serviceName, "quilt-mcp-server");
    }

    /** The share of the traces begun here that is kept. */
    public double share() {
        return sampled == null ? 1 : Double.parseDouble(sampled);
    }

    /**
     * Pairs of name and percent-encoded value with commas between, as OpenTelemetry writes headers.
     *
     * @throws IllegalArgumentException when it is not that
     */
    static Map<String, String> pairs(String given) {
        var pairs = new LinkedHashMap<String, String>();
        Arrays.stream(given.split(",", -1))
                .map(String::strip)
                .filter(pair -> !pair.isEmpty())
                .forEach(pair -> {
                    var parts = pair.split("=", 2);
                    if (parts.length < 2) {
                        throw new IllegalArgumentException("not a pair");
                    }
                    var value = parts[1].strip().replace("+", "%2B");
                    pairs.put(parts[0].strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
                });
        return pairs;
    }

    @Override
    public String toString() {
        return "TelemetrySection[…]";
    }
}
