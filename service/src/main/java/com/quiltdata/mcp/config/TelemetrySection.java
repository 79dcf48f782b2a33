package com.quiltdata.mcp.config;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of metrics and traces. */
public record TelemetrySection(
        @Setting("${MCP_TELEMETRY_ENABLED:-true}") @NotNull String enabled,

        @Setting("${MCP_TELEMETRY_LEVEL:-standard}") @NotNull
        String level,

        @Setting("${OTEL_EXPORTER_OTLP_ENDPOINT}") @Nullable URI otlpEndpoint,

        @Setting("${OTEL_EXPORTER_OTLP_PROTOCOL:-http/protobuf}") @NotNull
        String otlpProtocol,

        @Setting("${OTEL_EXPORTER_OTLP_HEADERS}") @Nullable String otlpHeaders,

        @Setting("${OTEL_SERVICE_NAME:-quilt-mcp-server}") @NotNull
        String serviceName,

        @Setting("${OTEL_TRACES_SAMPLER_ARG:-1}") @NotNull String sampled) {
    public boolean on() {
        return SettingParser.isTrue(enabled);
    }

    /** Returns the level of metrics; {@code off} if telemetry is disabled. */
    public String metricsLevel() {
        return on() ? level : "off";
    }

    /** Returns the base URL of the trace collector; null if traces are off. */
    public @Nullable URI collector() {
        return on() ? otlpEndpoint : null;
    }

    /** Returns the HTTP headers of each request to the collector, which may be secret. */
    public Map<String, String> headers() {
        return otlpHeaders == null ? Map.of() : pairs(otlpHeaders);
    }

    /** Returns the service name in traces. */
    public String service() {
        return serviceName;
    }

    /** Returns the share of the traces started here that is kept, from 0 to 1. */
    public double share() {
        return Double.parseDouble(sampled);
    }

    /** Parses comma-separated pairs of name and percent-encoded value, or throws {@link IllegalArgumentException}. */
    static Map<String, String> pairs(String text) {
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : SettingParser.list(text)) {
            var parts = pair.split("=", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("not a pair");
            }
            var value = parts[1].strip().replace("+", "%2B");
            pairs.put(parts[0].strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return pairs;
    }

    @Override
    public String toString() {
        return "TelemetrySection[…]";
    }
}
