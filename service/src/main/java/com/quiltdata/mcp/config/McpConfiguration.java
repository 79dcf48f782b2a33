package com.quiltdata.mcp.config;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Content of config.yml, which documents each key: Dropwizard's sections and this server's. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
@SuppressWarnings("NullAway.Init") // bound by Jackson and then validated
public final class McpConfiguration extends Configuration {
    @Setting("${QUILT_DEPLOYMENT}")
    private @Nullable String deployment;

    @Setting("${QUILT_MULTIUSER_MODE}")
    private @Nullable String multiuserMode;

    @SuppressWarnings("UnusedVariable") // checked by the validator; both spellings mean http
    @Setting("${FASTMCP_TRANSPORT:-http}")
    private @NotNull String transport;

    @Setting("${MCP_SKIP_BANNER:-false}")
    private @NotNull String skipBanner;

    @Setting("${MCP_OPTIMIZATION_ENABLED:-true}")
    private @NotNull String optimization;

    @Setting("${QUILT_MCP_ADMIN_TASKS:-false}")
    private @NotNull String adminTasks;

    @Setting("${QUILT_MCP_AUDIT_READS:-false}")
    private @NotNull String auditReads;

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

    private transient List<String> ignoredVariables = List.of();

    /** Returns one sentence for each variable that is set and has no effect. */
    public List<String> ignoredVariables() {
        return ignoredVariables;
    }

    void ignoredVariables(List<String> sentences) {
        ignoredVariables = sentences;
    }

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

    /** Returns whether calls that read have audit lines too. */
    public boolean auditsReads() {
        return SettingParser.isTrue(auditReads);
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
            @Setting("${QUILT_CATALOG_URL}") @NotNull URI url,
            @Setting("${QUILT_REGISTRY_URL}") @NotNull URI registryUrl,
            @Setting("${QUILT_GRAPHQL_ENDPOINT}") @Nullable URI graphqlEndpoint,
            @Setting("${QUILT_SERVICE_TIMEOUT:-60}") @Min(1) int timeoutSeconds,

            @Setting("${QUILT_BROWSING_SESSION_TTL:-180}") @Min(1)
            int browsingSessionSeconds) {
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
            @Setting("${QUILT_MCP_RESOURCES_ENABLED:-true}") @NotNull
            String enabled,

            @Setting("${QUILT_MCP_RESOURCE_CACHE_TTL:-300}") @Min(0)
            int cacheSeconds,

            @Setting("${QUILT_MCP_RESOURCE_MAX_BYTES:-1048576}") @Min(1024) @Max(1 << 26)
            int maxBytes) {
        public boolean on() {
            return SettingParser.isTrue(enabled);
        }

        /** Returns how long a resource is cached for the caller who read it. */
        public Duration lifetime() {
            return Duration.ofSeconds(cacheSeconds);
        }
    }

    /** Selection of the tools that are listed ({@code toolsets}) and of those that may run ({@code allowed}). */
    public record ToolsSection(
            @Setting("${QUILT_MCP_TOOLSETS:-standard}") @NotNull
            String toolsets,

            @Setting("${QUILT_MCP_TOOLS_ALLOWED}") @Nullable String allowed) {}

    /** AWS settings: the region, and endpoints other than AWS's. */
    public record AwsSection(
            @Setting("${AWS_ENDPOINT_URL_S3}") @Nullable URI s3Endpoint,
            @Setting("${AWS_ENDPOINT_URL_STS}") @Nullable URI stsEndpoint,
            @Setting("${AWS_ENDPOINT_URL_ATHENA}") @Nullable URI athenaEndpoint,
            @Setting("${AWS_ENDPOINT_URL_GLUE}") @Nullable URI glueEndpoint,
            @Setting("${AWS_REGION:-us-east-1}") @NotNull String region) {}

    /** Settings of the circuit breakers. */
    public record BreakerSection(
            @Setting("${QUILT_MCP_BREAKER:-true}") @NotNull String enabled,

            @Setting("${QUILT_MCP_BREAKER_OPEN:-10}") @Min(1)
            int openSeconds) {
        public boolean on() {
            return SettingParser.isTrue(enabled);
        }

        /** Returns how long a breaker stays open before it lets trial calls through. */
        public Duration openTime() {
            return Duration.ofSeconds(openSeconds);
        }
    }

    /** Settings of the documentation search. */
    public record DocsSection(
            @Setting("${QUILT_MCP_DOCS_URL:-https://docs.quilt.bio}") @NotNull
            String url) {
        /** Returns the URL of the documentation site; null if the search is off. */
        public @Nullable URI site() {
            return off(url) ? null : URI.create(url);
        }

        static boolean off(@Nullable String url) {
            return url == null || url.isBlank() || url.equalsIgnoreCase("off");
        }
    }
}
