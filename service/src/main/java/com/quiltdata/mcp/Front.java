package com.quiltdata.mcp;

import com.quiltdata.mcp.admission.Admission;
import com.quiltdata.mcp.admission.AdmissionLimits;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.config.AdmissionSection;
import com.quiltdata.mcp.config.HttpSection;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.health.CatalogHealthCheck;
import com.quiltdata.mcp.http.Alarm;
import com.quiltdata.mcp.http.BearerFilter;
import com.quiltdata.mcp.http.BodyLimits;
import com.quiltdata.mcp.http.BodyReader;
import com.quiltdata.mcp.http.Challenges;
import com.quiltdata.mcp.http.Departures;
import com.quiltdata.mcp.http.Fences;
import com.quiltdata.mcp.http.LingeringClose;
import com.quiltdata.mcp.http.McpResource;
import com.quiltdata.mcp.http.Origins;
import com.quiltdata.mcp.http.ProtectedResource;
import com.quiltdata.mcp.http.RequestIds;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.metrics.Meters;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.HttpConnectorFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import org.glassfish.jersey.server.ServerProperties;
import org.jspecify.annotations.Nullable;

/** What is reachable over HTTP, and what stands before it. */
final class Front {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Front() {}

    static void open(
            McpConfiguration configuration,
            Environment environment,
            Adapters adapters,
            McpServer server,
            Meters meters) {
        var alarm = filters(environment);
        var jersey = environment.jersey();
        var http = configuration.http();
        var document = document(http);
        var challenges = Challenges.of(document);
        Fences.filters(origins(configuration), challenges, meters).forEach(jersey::register);
        jersey.register(new BearerFilter(challenges));
        if (document != null) {
            jersey.register(document);
        }
        jersey.register(new AuthValueFactoryProvider.Binder<>(Caller.class));
        // Each event of a stream leaves at once; ready bodies declare their length.
        jersey.property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);
        var admission = admission(configuration.admission(), adapters, meters);
        jersey.register(
                new McpResource(server, admission, new BodyReader(bodyLimits(http), alarm, meters), http.heartbeat()));
        environment
                .healthChecks()
                .register("catalog", new CatalogHealthCheck(adapters.rest().probe()));
        IntakeInstaller.install(configuration, environment, adapters, admission, meters);
    }

    static BodyLimits bodyLimits(HttpSection http) {
        return new BodyLimits(http.maxBodyBytes(), http.bodyTimeout());
    }

    private static Admission admission(AdmissionSection section, Adapters adapters, Meters meters) {
        var limits = new AdmissionLimits(
                section.judgements(),
                section.judgementsPerAddress(),
                section.refusedTokensPerAddress(),
                section.refusedTokensPerMinutePerAddress(),
                section.unjudgedRequests(),
                PATIENCE);
        return new Admission(adapters.verdicts(), adapters.graphql().judge(), limits, InstantSource.system(), meters);
    }

    /** What clients are told about where tokens come from; nothing unless the operator says it. */
    private static @Nullable ProtectedResource document(HttpSection http) {
        return http.resource() == null || http.issuers().isEmpty()
                ? null
                : new ProtectedResource(http.resource(), http.issuers(), http.tokenScopes());
    }

    /** What stands before all that answers; given is what ends the waiting for clients' bodies. */
    private static Alarm filters(Environment environment) {
        var alarm = new Alarm(environment
                .lifecycle()
                .scheduledExecutorService("body-clock", true)
                .threads(1)
                .removeOnCancelPolicy(true)
                .build());
        // The first, so that whatever is logged or answered has the id.
        filter(environment, "request-ids", new RequestIds());
        filter(environment, "departures", new Departures());
        filter(environment, "lingering-close", new LingeringClose(alarm));
        return alarm;
    }

    private static void filter(Environment environment, String name, Filter filter) {
        environment
                .servlets()
                .addFilter(name, filter)
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    private static Origins origins(McpConfiguration configuration) {
        var pages = new HashSet<>(configuration.http().origins());
        pages.add(origin(configuration.catalog().url()));
        return Origins.of(configuration.http().hosts(), pages, boundToLoopback(configuration));
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }

    private static boolean boundToLoopback(McpConfiguration configuration) {
        return configuration.getServerFactory() instanceof DefaultServerFactory server
                && server.getApplicationConnectors().stream()
                        .allMatch(connector ->
                                connector instanceof HttpConnectorFactory http && loopback(http.getBindHost()));
    }

    private static boolean loopback(@Nullable String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
