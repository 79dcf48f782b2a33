package com.quiltdata.mcp.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Defaults of this server for the sections of Dropwizard, whose own defaults differ. config.yml explains them. */
final class DropwizardDefaults {
    private static final ObjectNode SERVER = yaml("""
            enableVirtualThreads: true
            maxThreads: 2048
            registerDefaultExceptionMappers: false
            enableThreadNameFilter: false
            gzip:
              includedMethods: [GET, POST]
              minimumEntitySize: 1KiB
              compressedMimeTypes: [application/json]
            shutdownGracePeriod: "${QUILT_MCP_SHUTDOWN_GRACE:-20s}"
            requestLog: {type: lines}
            """);

    /** Defaults of a server of type simple. Dropwizard's context path would be /application. */
    private static final ObjectNode SIMPLE = yaml("applicationContextPath: /");

    private static final ObjectNode CONNECTOR = yaml("type: http");

    private static final ObjectNode APPLICATION_HOST = yaml("bindHost: \"${FASTMCP_HOST:-127.0.0.1}\"");

    private static final ObjectNode APPLICATION_PORT = yaml("port: \"${FASTMCP_PORT:-8000}\"");

    private static final ObjectNode APPLICATION = yaml("""
            idleTimeout: "${QUILT_MCP_IDLE_TIMEOUT:-120s}"
            maxRequestHeaderSize: 32KiB
            httpCompliance: STRICT
            acceptQueueSize: 4096
            """);

    private static final ObjectNode ADMIN_HOST = yaml("bindHost: \"${QUILT_MCP_ADMIN_HOST:-127.0.0.1}\"");

    private static final ObjectNode ADMIN_PORT = yaml("port: \"${QUILT_MCP_ADMIN_PORT:-8081}\"");

    private static final ObjectNode HEALTH = yaml("""
            healthChecks:
              - name: catalog
                type: ready
                critical: false
                initialState: true
                schedule:
                  initialDelay: 1s
                  checkInterval: 15s
                  downtimeInterval: 5s
                  failureAttempts: 1
              - name: deadlocks
                type: alive
                critical: true
                initialState: true
                schedule:
                  checkInterval: 30s
            delayedShutdownHandlerEnabled: true
            shutdownWaitPeriod: "${QUILT_MCP_SHUTDOWN_WAIT:-5s}"
            responder: {type: resource}
            """);

    private static final ObjectNode LINES = yaml("format: \"${QUILT_MCP_LOG_FORMAT:-text}\"");

    private static final ObjectNode LOGGING = yaml("""
            level: "${QUILT_MCP_LOG_LEVEL:-INFO}"
            loggers:
              io.opentelemetry: "OFF"
            """);

    /** The variables of these sections; that of the format is always obeyed, also by other types of logging. */
    static final List<String> VARIABLES = Stream.of(
                    APPLICATION_HOST, APPLICATION_PORT, APPLICATION, ADMIN_HOST, ADMIN_PORT, SERVER, HEALTH, LOGGING)
            .flatMap(template -> template.properties().stream())
            .flatMap(entry -> VariableResolver.variables(entry.getValue()).stream())
            .toList();

    private DropwizardDefaults() {}

    private static ObjectNode yaml(String text) {
        try {
            return (ObjectNode) new YAMLMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static void fill(ObjectNode document, ConfigurationDefaults defaults) {
        ConfigurationDefaults.object(document, "server").ifPresent(server -> server(server, defaults));
        defaults.merge(document, "", document.objectNode().set("health", HEALTH));
        ConfigurationDefaults.object(document, "logging").ifPresent(logging -> logging(logging, defaults));
    }

    private static void server(ObjectNode server, ConfigurationDefaults defaults) {
        defaults.merge(server, "/server", SERVER);
        if (isSimple(server)) {
            defaults.merge(server, "/server", SIMPLE);
            ConfigurationDefaults.object(server, "connector")
                    .ifPresent(connector -> application(connector, "/server/connector", true, defaults));
            return;
        }
        defaults.merge(server, "/server", server.objectNode().put("type", "default"));
        var applications = list(server, "applicationConnectors");
        for (int i = 0; i < applications.size(); i++) {
            if (applications.get(i) instanceof ObjectNode connector) {
                application(connector, "/server/applicationConnectors/" + i, i == 0, defaults);
            }
        }
        var admins = list(server, "adminConnectors");
        for (int i = 0; i < admins.size(); i++) {
            if (admins.get(i) instanceof ObjectNode connector) {
                connector(connector, "/server/adminConnectors/" + i, ADMIN_HOST, i == 0 ? ADMIN_PORT : null, defaults);
            }
        }
    }

    static boolean isSimple(JsonNode server) {
        return server.path("type").asText().equals("simple");
    }

    /** Returns the list of connectors at a key, created with one if absent; an empty list if the value is not a list. */
    private static ArrayNode list(ObjectNode server, String key) {
        if (!server.hasNonNull(key)) {
            server.putArray(key).addObject();
        }
        return server.get(key) instanceof ArrayNode connectors ? connectors : server.arrayNode();
    }

    private static void application(
            ObjectNode connector, String pointer, boolean first, ConfigurationDefaults defaults) {
        connector(connector, pointer, APPLICATION_HOST, first ? APPLICATION_PORT : null, defaults);
        if (List.of("http", "https").contains(connector.path("type").asText())) {
            defaults.merge(connector, pointer, APPLICATION);
        }
    }

    /** Fills in one connector. Only the first takes its port from a variable: two cannot have the same. */
    private static void connector(
            ObjectNode connector,
            String pointer,
            ObjectNode host,
            @Nullable ObjectNode port,
            ConfigurationDefaults defaults) {
        defaults.merge(connector, pointer, CONNECTOR);
        defaults.merge(connector, pointer, host);
        if (port != null) {
            defaults.merge(connector, pointer, port);
        }
    }

    private static void logging(ObjectNode logging, ConfigurationDefaults defaults) {
        defaults.merge(logging, "/logging", logging.objectNode().put("type", "lines"));
        var type = logging.path("type").asText();
        if (type.equals("lines")) {
            defaults.merge(logging, "/logging", LINES);
        }
        if (!type.equals("external")) {
            defaults.merge(logging, "/logging", LOGGING);
        }
    }
}
