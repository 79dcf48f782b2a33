package com.quiltdata.mcp;

import com.quiltdata.mcp.config.Loopback;
import com.quiltdata.mcp.config.McpConfiguration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prints the start-up lines of the deployment reference, word for word, one per line. */
final class Startup {
    private static final Logger LOG = LoggerFactory.getLogger("startup");

    private static final String BANNER = """
              ___        _ _ _
             / _ \\ _   _(_) | |_    MCP server
            | | | | | | | | | __|   for the Quilt data catalog
            | |_| | |_| | | | |_
             \\__\\_\\\\__,_|_|_|\\__|   version\s""";

    private Startup() {}

    /** Prints one reason why the server cannot start, on a single line even if the quoted value has line breaks. */
    static void fault(String sentence) {
        System.err.println("Invalid configuration: " + sentence.replaceAll("\\p{Cc}+", " "));
    }

    static void announce(McpConfiguration configuration) {
        if (configuration.banner()) {
            LOG.info(BANNER + McpApplication.version());
        }
        LOG.info("Starting Quilt MCP Server");
        LOG.info("Deployment mode: remote (from: " + configuration.deploymentSource() + ")");
        LOG.info("Backend: platform (graphql)");
        LOG.info("Transport: http");
        LOG.info("JWT required: True");
        LOG.info("Registry: " + configuration.catalog().registryUrl());
        if (configuration.deprecatedMode()) {
            LOG.warn("Warning: QUILT_MULTIUSER_MODE is deprecated; set QUILT_DEPLOYMENT=remote instead.");
        }
        if (configuration.http().stateKey() == null) {
            LOG.warn(
                    "Warning: QUILT_MCP_STATE_KEY is unset: a call that asks its user for input can only be continued in"
                            + " this process; set the same key for all processes behind one address.");
        }
        for (var url : List.of(
                configuration.catalog().registry(), configuration.catalog().graphql())) {
            if (url.getScheme().equals("http") && !Loopback.isHostOf(url)) {
                LOG.warn("Warning: " + url + " is not https: callers' tokens are sent unencrypted; use an https URL.");
            }
        }
    }

    /** Exits with one sentence if a port is in use, instead of a stack trace later. */
    static void checkPorts(McpConfiguration configuration) {
        if (configuration.getServerFactory() instanceof DefaultServerFactory server) {
            check(server.getApplicationConnectors(), "FASTMCP_PORT");
            check(server.getAdminConnectors(), "QUILT_MCP_ADMIN_PORT");
        }
    }

    private static void check(List<ConnectorFactory> connectors, String variable) {
        for (var connector : connectors) {
            if (connector instanceof HttpConnectorFactory http && http.getPort() != 0 && !free(http)) {
                fault("port %d is taken, or %s is no address of this machine; set %s to a free port"
                        .formatted(http.getPort(), http.getBindHost(), variable));
                System.err.flush();
                // Not exit: the health module's shutdown hook would wait for the drain of a server that never started.
                Runtime.getRuntime().halt(1);
            }
        }
    }

    private static boolean free(HttpConnectorFactory http) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            var address = http.getBindHost() == null
                    ? new InetSocketAddress(http.getPort())
                    : new InetSocketAddress(InetAddress.getByName(http.getBindHost()), http.getPort());
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
