package com.quiltdata.mcp.config;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Content of config.yml, which documents each key: Dropwizard's sections and this server's. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
@SuppressWarnings("NullAway.Init") // bound by Jackson and then validated
public final class McpConfiguration extends Configuration {
    private @Nullable String deployment;
    private @Nullable String multiuserMode;

    @SuppressWarnings("UnusedVariable") // checked by the validator; both spellings mean http
    private @Nullable String transport;

    private @Nullable String skipBanner;
    private @Nullable String optimization;
    private @Nullable String adminTasks;

    private @Valid @NotNull CatalogSection catalog;
    private @Valid @NotNull ResourcesSection resources;
    private @Valid @NotNull TelemetrySection telemetry;
    private @Valid @NotNull AwsSection aws;
    private @Valid @NotNull HttpSection http;
    private @Valid @NotNull SignInSection signIn;
    private @Valid @NotNull ArrivalsSection arrivals;
    private @Valid @NotNull AdmissionSection admission;
    private @Valid @NotNull LimitsSection limits;
    private @Valid @NotNull BreakerSection breaker;
    private @Valid @NotNull ToolsSection tools;
    private @Valid @NotNull SqlSection sql;
    private @Valid @NotNull DocsSection docs;

    /** Returns the source of the deployment mode, which is always remote, as the start-up lines name it. */
    public String deploymentSource() {
        if (deployment != null) {
            return "deployment-env";
        }
        return multiuserMode != null ? "legacy-env" : "default";
    }

    /** Returns whether only the deprecated variable selects the mode. */
    public boolean deprecatedMode() {
        return deployment == null && multiuserMode != null;
    }

    public boolean banner() {
        return !SettingParser.isTrue(skipBanner);
    }

    /** Returns whether a call may reuse earlier responses of the catalog. */
    public boolean optimization() {
        return SettingParser.isTrue(optimization);
    }

    /** Returns whether the admin port serves endpoints that change the process. */
    public boolean adminTasks() {
        return SettingParser.isTrue(adminTasks);
    }

    public CatalogSection catalog() {
        return catalog;
    }

    public ResourcesSection resources() {
        return resources;
    }

    public TelemetrySection telemetry() {
        return telemetry;
    }

    public AwsSection aws() {
        return aws;
    }

    public HttpSection http() {
        return http;
    }

    public SignInSection signIn() {
        return signIn;
    }

    public ArrivalsSection arrivals() {
        return arrivals;
    }

    public AdmissionSection admission() {
        return admission;
    }

    public LimitsSection limits() {
        return limits;
    }

    public BreakerSection breaker() {
        return breaker;
    }

    public ToolsSection tools() {
        return tools;
    }

    public SqlSection sql() {
        return sql;
    }

    public DocsSection docs() {
        return docs;
    }

    /** URLs and timeouts of the one catalog and registry that this deployment serves. */
    public record CatalogSection(
            @NotNull URI url,
            @NotNull URI registryUrl,
            @Nullable URI graphqlEndpoint,
            @Min(1) int timeoutSeconds,
            @Min(1) int browsingSessionSeconds) {
        /** Returns the catalog's URL without a trailing slash. */
        public URI base() {
            return withoutTrailingSlash(url);
        }

        public URI registry() {
            return withoutTrailingSlash(registryUrl);
        }

        /** Returns the GraphQL endpoint: as configured, or {@code /graphql} of the registry. */
        public URI graphql() {
            return graphqlEndpoint == null ? URI.create(registry() + "/graphql") : graphqlEndpoint;
        }

        public Duration timeout() {
            return Duration.ofSeconds(timeoutSeconds);
        }

        private static URI withoutTrailingSlash(URI uri) {
            var text = uri.toString();
            return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        }
    }

    /** Settings of MCP resources. */
    public record ResourcesSection(
            @Nullable String enabled,
            @Min(0) int cacheSeconds,
            @Min(1024) @Max(1 << 26) int maxBytes) {
        public boolean on() {
            return enabled == null || SettingParser.isTrue(enabled);
        }

        /** Returns how long a resource is cached for the caller who read it. */
        public Duration lifetime() {
            return Duration.ofSeconds(cacheSeconds);
        }
    }

    /** Selection of the tools that are listed ({@code toolsets}) and of those that may run ({@code allowed}). */
    public record ToolsSection(
            @NotNull String toolsets, @Nullable String allowed) {}

    /** AWS settings: the region, and endpoints other than AWS's. */
    public record AwsSection(
            @Nullable URI s3Endpoint,
            @Nullable URI stsEndpoint,
            @Nullable URI athenaEndpoint,
            @Nullable URI glueEndpoint,
            @NotNull String region) {}

    /** Limits that apply before a caller's token is known as accepted. */
    public record AdmissionSection(
            @Min(1) @Max(900) int ttlSeconds,
            @Min(1) int judgements,
            @Min(1) int judgementsPerAddress,
            @Min(1) int refusedTokensPerAddress,
            @Min(1) int refusedTokensPerMinutePerAddress,
            @Min(1) int unjudgedRequests) {
        /** Returns how long an acceptance is fresh. */
        public Duration ttl() {
            return Duration.ofSeconds(ttlSeconds);
        }
    }

    /** Settings of the circuit breakers. */
    public record BreakerSection(
            @Nullable String enabled, @Min(1) int openSeconds) {
        public boolean on() {
            return enabled == null || SettingParser.isTrue(enabled);
        }

        /** Returns how long a breaker stays open before it lets trial calls through. */
        public Duration openTime() {
            return Duration.ofSeconds(openSeconds);
        }
    }

    /** Settings of the documentation search. */
    public record DocsSection(@Nullable String url) {
        /** Returns the URL of the documentation site; null if the search is off. */
        public @Nullable URI site() {
            return url == null || off(url) ? null : URI.create(url);
        }

        static boolean off(@Nullable String url) {
            return url == null || url.isBlank() || url.equalsIgnoreCase("off");
        }
    }
}
