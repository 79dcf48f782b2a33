package com.quiltdata.mcp;

import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.http.EndpointPaths;
import com.quiltdata.mcp.http.NoSignInFilter;
import com.quiltdata.mcp.http.OpenPaths;
import com.quiltdata.mcp.http.ProtectedResourceMetadata;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.signin.RedirectPolicy;
import com.quiltdata.mcp.signin.SignIn;
import com.quiltdata.mcp.signin.SignInSettings;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How clients get a token: from the sign-in, from the operator's own authorization servers, or from their users.
 *
 * @param settings the sign-in's settings; null if it is off
 * @param metadata what clients read about it; null if nothing is configured
 * @param scopes what clients should ask for
 */
record SignInInstaller(
        @Nullable SignInSettings settings, @Nullable ProtectedResourceMetadata metadata, List<String> scopes) {
    static SignInInstaller of(McpConfiguration configuration, EndpointPaths paths) {
        var section = configuration.signIn();
        var http = configuration.http();
        if (section.connectUrl() != null) {
            var settings = new SignInSettings(
                    Objects.requireNonNull(section.publicUrl()),
                    section.connectUrl(),
                    new RedirectPolicy(section.allowedRedirects()),
                    Objects.requireNonNull(http.stateKey()),
                    section.previousStateKey(),
                    section.connectClientId(),
                    paths::contains,
                    paths::accepts);
            var scopes = List.of(SignIn.SCOPE);
            var metadata = new ProtectedResourceMetadata(settings.mcpUrl(), paths, List.of(settings.origin()), scopes);
            return new SignInInstaller(settings, metadata, scopes);
        }
        var metadata = http.resource() == null || http.issuers().isEmpty()
                ? null
                : new ProtectedResourceMetadata(http.resource(), paths, http.issuers(), http.tokenScopes());
        return new SignInInstaller(null, metadata, http.tokenScopes());
    }

    /** Returns the paths that need no bearer. */
    OpenPaths openPaths() {
        return settings == null
                ? new OpenPaths(Set.of(NoSignInFilter.REGISTER), Map.of(), null)
                : new OpenPaths(SignIn.CLIENT_PATHS, SignIn.PAGE_PATHS, settings.origin());
    }

    /** Registers the endpoints, or what clients get in their place. */
    void install(URI catalog, Environment environment, Adapters adapters, Meters meters) {
        var jersey = environment.jersey();
        if (metadata != null) {
            jersey.register(metadata);
        }
        if (settings == null) {
            jersey.register(new NoSignInFilter(sentence(catalog), metadata == null));
            return;
        }
        var signIn = new SignIn(settings, meters, adapters.verdicts()::revoked);
        environment.lifecycle().manage(new AutoCloseableManager(signIn));
        signIn.components().forEach(jersey::register);
    }

    private String sentence(URI catalog) {
        return metadata == null
                ? ("This server has no sign-in for clients. Create an API key of the catalog %s, for example with"
                                + " quilt3.api_keys.create, and set it in your client as the header Authorization: Bearer KEY.")
                        .formatted(catalog)
                : "This server registers no clients. Register with one of the authorization servers that its protected"
                        + " resource metadata names.";
    }
}
