package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees of the real jar from its start to its end. No catalog is there: none is needed to start. */
class StartupIT {
    private static final String CATALOG = "http://127.0.0.1:9";
    private static final String REGISTRY = "http://127.0.0.1:9/registry";
    private static final Map<String, String> URLS =
            Map.of("QUILT_CATALOG_URL", CATALOG, "QUILT_REGISTRY_URL", REGISTRY);
    private static final String INVALID = "Invalid configuration: ";
    private static final String NO_CATALOG =
            "Invalid configuration: Platform backend requires QUILT_CATALOG_URL environment variable";
    private static final String NO_REGISTRY =
            "Invalid configuration: Platform backend requires QUILT_REGISTRY_URL environment variable";
    private static final int DEFAULT_PORT = 8000;

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void printsTheSixLinesOfTheDeploymentReferenceWithAndWithoutBanner(String skipBanner) {
        try (var server = ServerProcess.start(with("QUILT_DEPLOYMENT", "remote", "MCP_SKIP_BANNER", skipBanner))) {
            assertThat(server.child().stdout())
                    .filteredOn(List.of(success("deployment-env"))::contains)
                    .containsExactly(success("deployment-env"));
        }
    }

    @Test
    void deploymentModeIsRemoteByDefault() {
        try (var server = ServerProcess.start(URLS)) {
            assertThat(server.child().stdout()).containsSubsequence(success("default"));
        }
    }

    @Test
    void acceptsTheDeprecatedVariableWithOneWarning() {
        try (var server = ServerProcess.start(with("QUILT_MULTIUSER_MODE", "true"))) {
            assertThat(server.child().stdout()).containsSubsequence(success("legacy-env"));
            assertThat(server.child().lines())
                    .filteredOn(line -> line.contains("QUILT_MULTIUSER_MODE"))
                    .singleElement()
                    .asString()
                    .containsIgnoringCase("warn")
                    .contains("deprecated", "QUILT_DEPLOYMENT=remote");
        }
    }

    static List<Map<String, String>> withoutCatalog() {
        return List.of(
                Map.of("QUILT_REGISTRY_URL", REGISTRY),
                Map.of("QUILT_REGISTRY_URL", REGISTRY, "QUILT_CATALOG_URL", ""));
    }

    @ParameterizedTest
    @MethodSource("withoutCatalog")
    void printsTheReferencesLineForAMissingOrEmptyCatalogUrl(Map<String, String> environment) {
        assertThat(refusal(environment)).containsExactly(NO_CATALOG);
    }

    static List<Map<String, String>> withoutRegistry() {
        return List.of(
                Map.of("QUILT_CATALOG_URL", CATALOG), Map.of("QUILT_CATALOG_URL", CATALOG, "QUILT_REGISTRY_URL", ""));
    }

    @ParameterizedTest
    @MethodSource("withoutRegistry")
    void printsTheReferencesLineForAMissingOrEmptyRegistryUrl(Map<String, String> environment) {
        assertThat(refusal(environment)).containsExactly(NO_REGISTRY);
    }

    @Test
    void printsTwoLinesWhenBothUrlsAreMissing() {
        assertThat(refusal(Map.of())).containsExactly(NO_CATALOG, NO_REGISTRY);
    }

    @Test
    void reportsAllInvalidVariablesAtOnce() {
        var environment = Map.of(
                "FASTMCP_PORT", "eight thousand",
                "FASTMCP_TRANSPORT", "stdio",
                "QUILT_DEPLOYMENT", "local",
                "QUILT_SERVICE_TIMEOUT", "-1",
                "MCP_TELEMETRY_LEVEL", "loud",
                "QUILT_MCP_RESOURCES_ENABLED", "perhaps",
                "QUILT_MCP_LOG_FORMAT", "xml",
                "QUILT_MCP_LOG_LEVEL", "verbose",
                "QUILT_FALLBACK_JWT", "e30.e30.e30");
        var lines = refusal(environment);
        assertThat(lines).hasSize(environment.size() + 2).contains(NO_CATALOG, NO_REGISTRY);
        for (var variable : environment.keySet()) {
            assertThat(lines).filteredOn(line -> line.contains(variable)).hasSize(1);
        }
    }

    @Test
    void printsTheSixLinesAtAnyLogLevel() {
        try (var server = ServerProcess.startUnread(with("QUILT_MCP_LOG_LEVEL", "OFF"))) {
            server.child().read();
            assertThat(server.child().await(line -> line.startsWith("Registry: ")))
                    .isNotBlank();
            assertThat(server.child().stdout()).containsSubsequence(success("default"));
        }
    }

    @Test
    void refusesASharedTokenWithoutRepeatingIt() {
        assertThat(refusal(with("QUILT_FALLBACK_JWT", "e30.secret.e30")))
                .singleElement()
                .asString()
                .startsWith(INVALID + "QUILT_FALLBACK_JWT")
                .contains("because")
                .doesNotContain("secret");
    }

    @Test
    void reportsAValueWithLineBreaksOnOneLine() {
        assertThat(refusal(with("AWS_REGION", "us-east-1\"\nlogging: {level: \"OFF\"}")))
                .singleElement()
                .asString()
                .startsWith(INVALID + "AWS_REGION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example\"\nserver: {type: simple}\n#", "a.example', health: {enabled: false}, x: '"})
    void valueOfAVariableCannotChangeTheConfigurationDocument(String value) {
        try (var server = ServerProcess.start(with("QUILT_MCP_ALLOWED_ORIGINS", value))) {
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
            assertThat(server.get(server.adminUri("/ping")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void doesNotExpandVariablesInsideValues() {
        assertThat(refusal(with("AWS_REGION", "${QUILT_CATALOG_URL}")))
                .singleElement()
                .asString()
                .contains("${QUILT_CATALOG_URL}")
                .doesNotContain(CATALOG);
    }

    @ParameterizedTest
    @CsvSource({"FASTMCP_PORT", "QUILT_MCP_ADMIN_PORT"})
    void namesATakenPortAndItsVariableInOneSentence(String variable) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            assertThat(portRefusal(with(variable, port)))
                    .singleElement()
                    .asString()
                    .contains(port, variable);
        }
    }

    @Test
    void treatsAnEmptyPortAsUnset() throws IOException {
        try (var taken = holder(DEFAULT_PORT)) {
            assertThat(taken.isBound()).isTrue();
            assertThat(portRefusal(with("FASTMCP_PORT", "")))
                    .singleElement()
                    .asString()
                    .contains(Integer.toString(DEFAULT_PORT));
        }
    }

    @Test
    void healthIs200AndDegradedWhileTheCatalogIsDown() {
        try (var server = ServerProcess.start(URLS)) {
            var answer = server.await("/health", health -> health.body().contains("degraded"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"status\": \"ok\"", "\"degraded\": [\"catalog\"]");
            var page = page(server);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Degraded: cannot reach catalog");
        }
    }

    @Test
    void returns503ForHealthButServesCallsWhileDraining() {
        try (var server = ServerProcess.start(with("QUILT_MCP_SHUTDOWN_WAIT", "10m"))) {
            server.child().terminate();
            var health = server.await("/health", answer -> answer.statusCode() != 200);
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"status\": \"unhealthy\"");
            var page = page(server);
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("Not serving");
            var call = server.post("any", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
            assertThat(call.statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> page(ServerProcess server) {
        return ServerProcess.send(HttpRequest.newBuilder(server.uri("/"))
                .header("Accept", "text/html")
                .build());
    }

    @Test
    void sigtermEndsTheServer() {
        try (var server = ServerProcess.start(with("QUILT_MCP_SHUTDOWN_WAIT", "1ms"))) {
            server.child().terminate();
            assertThat(server.child().exit()).isEqualTo(128 + 15);
        }
    }

    private static String[] success(String source) {
        return new String[] {
            "Starting Quilt MCP Server",
            "Deployment mode: remote (from: " + source + ")",
            "Backend: platform (graphql)",
            "Transport: http",
            "JWT required: True",
            "Registry: " + REGISTRY
        };
    }

    /** The good configuration with these names and values besides. */
    private static Map<String, String> with(String... namesAndValues) {
        var environment = new HashMap<>(URLS);
        for (var i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return environment;
    }

    /** All that a server has to say which must refuse to start because of its configuration. */
    private static List<String> refusal(Map<String, String> environment) {
        try (var server = ServerProcess.launch(environment)) {
            assertThat(server.child().exit()).isEqualTo(1);
            assertThat(server.child().lines()).allMatch(line -> line.startsWith(INVALID), "starts with " + INVALID);
            return server.child().lines();
        }
    }

    /** What a server says on stderr, or as an error in its log, that cannot have its port. */
    private static List<String> portRefusal(Map<String, String> environment) {
        try (var server = ServerProcess.launch(environment)) {
            assertThat(server.child().exit()).isEqualTo(1);
            assertThat(server.child().lines())
                    .noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
            return server.child().lines().stream()
                    .filter(line -> line.contains("taken"))
                    .toList();
        }
    }

    /** Holds a port, unless somebody else does. */
    private static ServerSocket holder(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (BindException e) {
            return new ServerSocket(0);
        }
    }
}
