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

/** config.yml: Dropwizard's own sections and one record for each of ours. Each key is explained in that file. */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
@SuppressWarnings("NullAway.Init") // bound by Jackson and then validated
public final class McpConfiguration extends Configuration {
    private @Nullable String deployment;
    private @Nullable String multiuserMode;

    @SuppressWarnings("UnusedVariable") // both of its spellings mean http; the contract has checked it
    private @Nullable String transport;

    private @Nullable String skipBanner;
    private @Nullable String optimization;
    private @Nullable String adminTasks;

    @Valid
    @NotNull
    private CatalogSection catalog;

    @Valid
    @NotNull
    private ResourcesSection resources;

    @Valid
    @NotNull
    private TelemetrySection telemetry;

    @Valid
    @NotNull
    private AwsSection aws;

    @Valid
    @NotNull
    private HttpSection http;

    @Valid
    @NotNull
    private ArrivalsSection arrivals;

    @Valid
    @NotNull
    private AdmissionSection admission;

    @Valid
    @NotNull
    private LimitsSection limits;

    @Valid
    @NotNull
    private BreakerSection breaker;

    @Valid
    @NotNull
    private ToolsSection tools;

    @Valid
    @NotNull
    private DocsSection docs;

    /** Where the deployment mode, always remote, comes from: as the start-up lines name it. */
    public String deploymentSource() {
        if (deployment != null) {
            return "deployment-env";
        }
        return multiuserMode != null ? "legacy-env" : "default";
    }

    /** Whether the deprecated variable alone asked for what is now the only mode. */
    public boolean deprecatedMode() {
        return deployment == null && multiuserMode != null;
    }

    public boolean banner() {
        return !Contract.isTrue(skipBanner);
    }

    /** Whether a call may reuse what it has asked the catalog before. */
    public boolean optimization() {
        return Contract.isTrue(optimization);
    }

    /** Whether the admin port takes what changes the process. */
    public boolean adminTasks() {
        return Contract.isTrue(adminTasks);
    }

    /** The transport by its one name: streamable-http is another spelling. */
    public String transport() {
        return "http";
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

    public DocsSection docs() {
        return docs;
    }

    /** The one catalog and registry that this deployment serves. */
    public record CatalogSection(
            @NotNull URI url,
            @NotNull URI registryUrl,
            @Nullable URI graphqlEndpoint,
            @Min(1) int timeoutSeconds,
            @Min(1) int browsingSessionSeconds) {
        /** The catalog's URL without a slash at its end. */
        public URI base() {
            return bare(url);
        }

        public URI registry() {
            return bare(registryUrl);
        }

        /** The GraphQL endpoint: as configured, or under the registry. */
        public URI graphql() {
            return graphqlEndpoint == null ? URI.create(registry() + "/graphql") : graphqlEndpoint;
        }

        public Duration timeout() {
            return Duration.ofSeconds(timeoutSeconds);
        }

        private static URI bare(URI uri) {
            var text = uri.toString();
            return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        }
    }

    /** MCP resources. */
    public record ResourcesSection(
            @Nullable String enabled,
            @Min(0) int cacheSeconds,
            @Min(1024) @Max(1 << 26) int maxBytes) {
        public boolean on() {
            return enabled == null || Contract.isTrue(enabled);
        }

        /** How long a resource is kept for the caller who read it. */
        public Duration lifetime() {
            return Duration.ofSeconds(cacheSeconds);
        }
    }

    /** Which tools are listed and run. */
    public record ToolsSection(@NotNull String toolsets) {}
}
