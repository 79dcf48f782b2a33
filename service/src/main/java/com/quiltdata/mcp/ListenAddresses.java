package com.quiltdata.mcp;

import com.quiltdata.mcp.config.McpConfiguration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The connectors on which the server listens: for clients, and for operators if those are separate. */
record ListenAddresses(List<HttpConnectorFactory> application, List<HttpConnectorFactory> admin) {
    static ListenAddresses of(McpConfiguration configuration) {
        return switch (configuration.getServerFactory()) {
            case DefaultServerFactory server ->
                new ListenAddresses(http(server.getApplicationConnectors()), http(server.getAdminConnectors()));
            case SimpleServerFactory server -> new ListenAddresses(http(List.of(server.getConnector())), List.of());
            default -> new ListenAddresses(List.of(), List.of());
        };
    }

    private static List<HttpConnectorFactory> http(List<ConnectorFactory> connectors) {
        return connectors.stream()
                .filter(HttpConnectorFactory.class::isInstance)
                .map(HttpConnectorFactory.class::cast)
                .toList();
    }

    /** Returns whether only this machine reaches the application port. */
    boolean onLoopback() {
        return !application.isEmpty()
                && application.stream().allMatch(connector -> isLoopback(connector.getBindHost()));
    }

    private static boolean isLoopback(@Nullable String host) {
        return address(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** Returns the address that a connector listens on; empty if it is unknown. */
    private static Optional<InetAddress> address(@Nullable String host) {
        try {
            return Optional.of(host == null ? new InetSocketAddress(0).getAddress() : InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Returns one sentence for each address that is not of this machine, and for each port that is not free. */
    List<String> faults(boolean withPorts) {
        return Stream.of(
                        application.stream().flatMap(it -> faults(it, "FASTMCP", withPorts)),
                        admin.stream().flatMap(it -> faults(it, "QUILT_MCP_ADMIN", withPorts)),
                        sharedPorts())
                .flatMap(faults -> faults)
                .toList();
    }

    private Stream<String> sharedPorts() {
        var all = Stream.concat(application.stream(), admin.stream()).toList();
        return all.stream()
                .filter(it -> it.getPort() > 0
                        && all.stream().filter(other -> areSame(it, other)).count() > 1)
                .map(HttpConnectorFactory::getPort)
                .distinct()
                .map(("two connectors have the port %d; give each a port of its own,"
                        + " such as by FASTMCP_PORT and QUILT_MCP_ADMIN_PORT")::formatted);
    }

    /** Returns whether two connectors would listen on one port of one address. */
    private static boolean areSame(HttpConnectorFactory one, HttpConnectorFactory other) {
        var first = address(one.getBindHost());
        var second = address(other.getBindHost());
        return one.getPort() == other.getPort()
                && first.isPresent()
                && second.isPresent()
                && (first.equals(second)
                        || first.get().isAnyLocalAddress()
                        || second.get().isAnyLocalAddress());
    }

    private Stream<String> faults(HttpConnectorFactory connector, String variable, boolean withPorts) {
        var host = connector.getBindHost();
        if (!canListen(host, 0)) {
            return Stream.of(
                    "%s_HOST must be an address or host name of this machine, not '%s'".formatted(variable, host));
        }
        return !withPorts || canListen(host, connector.getPort())
                ? Stream.empty()
                : Stream.of("port %d of %s is taken, or this user may not listen on it; set %s to a free port"
                        .formatted(connector.getPort(), host, port(connector, variable)));
    }

    /** Returns what sets the port of a connector: a variable for the first of its kind, otherwise its key. */
    private String port(HttpConnectorFactory connector, String variable) {
        var key = admin.contains(connector) ? "adminConnectors" : "applicationConnectors";
        var index = Math.max(application.indexOf(connector), admin.indexOf(connector));
        return index == 0 ? variable + "_PORT" : "server.%s[%d].port".formatted(key, index);
    }

    private static boolean canListen(@Nullable String host, int port) {
        var address = address(host);
        if (address.isEmpty()) {
            return false;
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address.get(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
