package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.config.McpConfiguration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.testing.DropwizardTestSupport;
import java.util.List;
import java.util.stream.Stream;

/** Lets a server of a test listen on ports that the system chooses, which no configuration can ask for. */
public final class AnyPorts extends DropwizardTestSupport.ServiceListener<McpConfiguration> {
    @Override
    public void onRun(
            McpConfiguration configuration, Environment environment, DropwizardTestSupport<McpConfiguration> support) {
        connectors(configuration.getServerFactory())
                .filter(HttpConnectorFactory.class::isInstance)
                .forEach(connector -> ((HttpConnectorFactory) connector).setPort(0));
    }

    private static Stream<ConnectorFactory> connectors(ServerFactory server) {
        return switch (server) {
            case DefaultServerFactory two ->
                Stream.of(two.getApplicationConnectors(), two.getAdminConnectors())
                        .flatMap(List::stream);
            case SimpleServerFactory one -> Stream.of(one.getConnector());
            default -> Stream.empty();
        };
    }
}
