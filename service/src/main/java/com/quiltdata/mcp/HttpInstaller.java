package com.quiltdata.mcp;

import com.quiltdata.mcp.admission.Admission;
import com.quiltdata.mcp.admission.AdmissionLimits;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.config.AdmissionSection;
import com.quiltdata.mcp.config.HttpSection;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.health.CatalogHealthCheck;
import com.quiltdata.mcp.http.BearerFilter;
import com.quiltdata.mcp.http.BodyIntake;
import com.quiltdata.mcp.http.BodyLimits;
import com.quiltdata.mcp.http.BodyReader;
import com.quiltdata.mcp.http.BodyTimeout;
import com.quiltdata.mcp.http.Challenges;
import com.quiltdata.mcp.http.ContentLengthFilter;
import com.quiltdata.mcp.http.DisconnectFilter;
import com.quiltdata.mcp.http.EndpointPaths;
import com.quiltdata.mcp.http.ErrorMapper;
import com.quiltdata.mcp.http.LingeringClose;
import com.quiltdata.mcp.http.McpResource;
import com.quiltdata.mcp.http.OriginFilter;
import com.quiltdata.mcp.http.Origins;
import com.quiltdata.mcp.http.RequestIdFilter;
import com.quiltdata.mcp.http.SmallBodyFilter;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.metrics.Meters;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.GzipHandlerFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.Deflater;
import org.glassfish.jersey.server.ServerProperties;

/** Registers the HTTP endpoints and the filters in front of them. */
final class HttpInstaller {
    private static final Duration MAX_VERDICT_WAIT = Duration.ofSeconds(3);

    private HttpInstaller() {}

    static void install(
            McpConfiguration configuration,
            Environment environment,
            Adapters adapters,
            McpServer server,
            Meters meters) {
        var bodyTimeout = servletFilters(environment);
        var jersey = environment.jersey();
        var http = configuration.http();
        var signIn = SignInInstaller.of(configuration, new EndpointPaths(server::hasToolsets));
        var open = signIn.openPaths();
        var bodies = new BodyReader(bodyLimits(http), bodyTimeout, meters);
        jersey.register(new OriginFilter(origins(configuration), open));
        jersey.register(new ErrorMapper(meters));
        jersey.register(new Challenges(signIn.metadata(), signIn.scopes()));
        jersey.register(new ContentLengthFilter());
        jersey.register(new BearerFilter(open));
        jersey.register(new SmallBodyFilter(bodies));
        signIn.install(configuration.catalog().base(), environment, adapters, meters);
        jersey.register(new AuthValueFactoryProvider.Binder<>(Caller.class));
        // Stream events are sent without buffering; complete bodies declare their length.
        jersey.property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);
        var admission = admission(configuration.admission(), adapters, meters);
        jersey.register(new McpResource(server, admission, bodies, http.heartbeat(), compressedSize(configuration)));
        environment
                .healthChecks()
                .register("catalog", new CatalogHealthCheck(adapters.rest().probe()));
        new IntakeInstaller(configuration, environment, adapters, meters)
                .install(new BodyIntake.BodySenders(admission::accepted, open), server);
    }

    static BodyLimits bodyLimits(HttpSection http) {
        return new BodyLimits(http.maxBodyBytes(), http.bodyTimeout());
    }

    private static long compressedSize(McpConfiguration configuration) {
        return configuration.getServerFactory() instanceof AbstractServerFactory server
                ? compressedSize(server.getGzipFilterFactory())
                : Long.MAX_VALUE;
    }

    /**
     * Returns the minimum size in bytes of JSON responses to a POST that the server compresses, at the usual level;
     * {@code Long.MAX_VALUE} if the operator restricts compression otherwise.
     */
    static long compressedSize(GzipHandlerFactory gzip) {
        var types = gzip.getCompressedMimeTypes();
        var methods = gzip.getIncludedMethods();
        var compresses = gzip.isEnabled()
                && (types == null || types.contains(MediaType.APPLICATION_JSON))
                && methods != null
                && methods.contains(HttpMethod.POST)
                && gzip.getExcludedMimeTypes() == null
                && gzip.getIncludedPaths() == null
                && gzip.getExcludedPaths() == null
                && gzip.getDeflateCompressionLevel() == Deflater.DEFAULT_COMPRESSION;
        return compresses ? gzip.getMinimumEntitySize().toBytes() : Long.MAX_VALUE;
    }

    private static Admission admission(AdmissionSection section, Adapters adapters, Meters meters) {
        var limits = new AdmissionLimits(
                section.judgements(),
                section.judgementsPerAddress(),
                section.refusedTokensPerAddress(),
                section.refusedTokensPerMinutePerAddress(),
                section.unjudgedRequests(),
                MAX_VERDICT_WAIT);
        return new Admission(adapters.verdicts(), adapters.graphql().judge(), limits, InstantSource.system(), meters);
    }

    /** Adds the servlet filters, which run before Jersey; returns the timer that limits waits for clients' bodies. */
    private static BodyTimeout servletFilters(Environment environment) {
        var bodyTimeout = new BodyTimeout(environment
                .lifecycle()
                .scheduledExecutorService("body-clock", true)
                .threads(1)
                .removeOnCancelPolicy(true)
                .build());
        // First, so that every log line and response has the id.
        filter(environment, "request-ids", new RequestIdFilter());
        filter(environment, "departures", new DisconnectFilter());
        filter(environment, "lingering-close", new LingeringClose(bodyTimeout));
        return bodyTimeout;
    }

    private static void filter(Environment environment, String name, Filter filter) {
        environment
                .servlets()
                .addFilter(name, filter)
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    private static Origins origins(McpConfiguration configuration) {
        var pages = new HashSet<>(configuration.http().origins());
        var catalog = configuration.catalog().url();
        pages.add(catalog.getScheme() + "://" + catalog.getAuthority());
        return Origins.of(
                Set.copyOf(configuration.http().hosts()),
                pages,
                ListenAddresses.of(configuration).onLoopback());
    }
}
