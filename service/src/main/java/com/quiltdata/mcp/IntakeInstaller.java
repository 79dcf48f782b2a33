package com.quiltdata.mcp;

import com.quiltdata.mcp.admission.ArrivalLimiter;
import com.quiltdata.mcp.admission.ClientAddressResolver;
import com.quiltdata.mcp.config.McpConfiguration;
import com.quiltdata.mcp.health.HealthStateReader;
import com.quiltdata.mcp.http.BodyIntake;
import com.quiltdata.mcp.http.ErrorPages;
import com.quiltdata.mcp.http.HealthResponder;
import com.quiltdata.mcp.http.IntakeHandler;
import com.quiltdata.mcp.http.VirtualResumption;
import com.quiltdata.mcp.mcp.McpServer;
import com.quiltdata.mcp.metrics.Meters;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** Installs the handlers that run before servlets and pooled threads: health paths, intake of bodies, error pages. */
record IntakeInstaller(McpConfiguration configuration, Environment environment, Adapters adapters, Meters meters) {
    /** Dropwizard's name for connectors of the admin port. */
    private static final String ADMIN = "admin";

    /** Installs the intake as the first handler when the server starts, and the error pages for Jetty's own errors. */
    void install(BodyIntake.BodySenders senders, McpServer mcp) {
        var section = configuration.arrivals();
        var arrivals = new ArrivalLimiter(section.requests(), section.unacceptedRequests(), meters);
        var limits = HttpInstaller.bodyLimits(configuration.http());
        var bodies = new BodyIntake(arrivals, senders, limits, adapters.budget(), meters);
        var addresses = new ClientAddressResolver(section.hops(ClientAddressResolver.AUTO), section.shared());
        var health = new HealthResponder(
                new HealthStateReader(environment.health()::healthStateAggregator, adapters.openBreakers()),
                McpApplication.version(),
                Clock.systemUTC(),
                PageInstaller.of(configuration, mcp));
        var errors = new ErrorPages();
        environment.getApplicationContext().setErrorHandler(errors);
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle event) {
                if (event instanceof Server server) {
                    server.setErrorHandler(errors);
                    // After the handler that counts requests for a graceful shutdown, which does not block.
                    if (server.getHandler() instanceof Handler.Singleton graceful) {
                        graceful.setHandler(new IntakeHandler(
                                graceful.getHandler(), IntakeInstaller::isApplicationPort, health, addresses, bodies));
                    }
                    for (var connector : server.getConnectors()) {
                        VirtualResumption.install((ServerConnector) connector);
                    }
                }
            }
        });
    }

    private static boolean isApplicationPort(Request request) {
        return !ADMIN.equals(request.getConnectionMetaData().getConnector().getName());
    }
}
