package com.quiltdata.mcp;

import com.quiltdata.mcp.config.InvalidConfigurationException;
import com.quiltdata.mcp.config.Loopback;
import com.quiltdata.mcp.config.McpConfiguration;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
    private static void fault(PrintWriter out, String sentence) {
        out.println("Invalid configuration: " + sentence.replaceAll("\\p{Cc}+", " "));
    }

    /** Prints the faults of an invalid configuration; returns whether the error is one. */
    static boolean reported(PrintWriter out, Throwable error) {
        if (error instanceof InvalidConfigurationException invalid) {
            invalid.faults().forEach(fault -> fault(out, fault));
            return true;
        }
        return false;
    }

    /** Returns the command line of an application. */
    static Cli cli(Bootstrap<McpConfiguration> bootstrap) {
        return new Cli(new JarLocation(McpApplication.class), bootstrap, System.out, System.err);
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
        configuration.ignoredVariables().forEach(sentence -> LOG.warn("Warning: " + sentence + "."));
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

    /** Exits with one sentence if an address or port cannot be used, instead of a stack trace later. */
    static void checkPorts(McpConfiguration configuration) {
        var faults = ListenAddresses.of(configuration).faults(true);
        if (!faults.isEmpty()) {
            var out = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
            faults.forEach(fault -> fault(out, fault));
            // Not exit: the health module's shutdown hook would wait for the drain of a server that never started.
            Runtime.getRuntime().halt(1);
        }
    }
}
