package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.testing.Page;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import com.quiltdata.mcp.testing.TlsRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults of the runbook's page on troubleshooting that take a process of their own. */
class TroubleshootingIT {
    private static final String EXITS = "Container exits immediately";
    private static final Map<String, String> URLS = Map.of(
            "QUILT_CATALOG_URL", "https://quilt.example.com",
            "QUILT_REGISTRY_URL", "https://quilt-registry.example.com");

    /** What a certificate is for, and the days from now between which it is valid. */
    record Certificate(String name, int from, int days, boolean trusted) {}

    static final Map<String, Certificate> CERTIFICATES = Map.of(
            "its authority is unknown", new Certificate("ip:127.0.0.1", -1, 10, false),
            "its certificate has another name", new Certificate("dns:registry.example.com", -1, 10, true),
            "its certificate has expired", new Certificate("ip:127.0.0.1", -10, 5, true));

    @TempDir
    Path directory;

    static Stream<List<String>> exits() {
        return TroubleshootingTest.PAGE.rows(EXITS).stream();
    }

    static Stream<List<String>> certificates() {
        return TroubleshootingTest.PAGE.rows(TroubleshootingTest.BACKEND).stream()
                .filter(row -> CERTIFICATES.containsKey(row.getFirst()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exits")
    void exitsAsThePageSays(List<String> row) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var server = ServerProcess.launch(environment(row.getFirst(), taken.getLocalPort()))) {
            if (row.getFirst().equals("it was told to stop")) {
                server.child().await(line -> line.contains("Started oejs.Server@"));
                server.child().terminate();
            }
            assertThat(server.child().exit()).hasToString(row.get(1));
            assertThat(Page.code(row.get(2)))
                    .allSatisfy(
                            text -> assertThat(String.join("\n", server.child().lines()))
                                    .contains(text));
        }
    }

    private static Map<String, String> environment(String fault, int taken) {
        return switch (fault) {
            case "`QUILT_CATALOG_URL` missing or empty" -> with("QUILT_CATALOG_URL", "");
            case "`QUILT_REGISTRY_URL` missing or empty" -> with("QUILT_REGISTRY_URL", "");
            case "an address without `https://`" -> with("QUILT_REGISTRY_URL", "quilt-registry.example.com");
            case "a mode of the Python server" -> with("QUILT_DEPLOYMENT", "local");
            case "a transport of the Python server" -> with("FASTMCP_TRANSPORT", "stdio");
            case "a token in the environment" -> with("QUILT_FALLBACK_JWT", "e30.e30.e30");
            case "the port is taken" -> with("FASTMCP_PORT", Integer.toString(taken));
            case "the heap is full" -> with("JAVA_TOOL_OPTIONS", "-Xmx12m -XX:+ExitOnOutOfMemoryError");
            case "it was told to stop" -> with("QUILT_MCP_SHUTDOWN_WAIT", "1ms");
            default -> throw new IllegalArgumentException("nothing makes this fault: " + fault);
        };
    }

    private static Map<String, String> with(String name, String value) {
        var environment = new HashMap<>(URLS);
        environment.put(name, value);
        return environment;
    }

    @Test
    void boundToLoopbackIsReachableOnlyLocallyAndLogsIt() throws Exception {
        var port = ServerProcess.freePort();
        try (var server =
                ServerProcess.start(and(URLS, Map.of("FASTMCP_HOST", "127.0.0.1", "FASTMCP_PORT", port + "")))) {
            try (var inside = connected("127.0.0.1", port)) {
                assertThat(inside.isConnected()).isTrue();
            }
            assertThatThrownBy(() -> connected("127.0.0.2", port).close()).isInstanceOf(ConnectException.class);
            var seen = TroubleshootingTest.PAGE
                    .rows("Health checks fail")
                    .getFirst()
                    .get(1);
            assertThat(seen).contains("`{127.0.0.1:8000}`", "`{0.0.0.0:8000}`");
            assertThat(server.child().stdout()).anyMatch(line -> line.contains("{127.0.0.1:" + port + "}"));
        }
    }

    @Test
    void boundToAllAddressesIsReachableByAnyAndLogsIt() throws Exception {
        var port = ServerProcess.freePort();
        try (var server =
                ServerProcess.start(and(URLS, Map.of("FASTMCP_HOST", "0.0.0.0", "FASTMCP_PORT", port + "")))) {
            try (var outside = connected("127.0.0.2", port)) {
                assertThat(outside.isConnected()).isTrue();
            }
            assertThat(server.child().stdout()).anyMatch(line -> line.contains("{0.0.0.0:" + port + "}"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("certificates")
    void reportsAnInvalidCertificateAsThePageSays(List<String> row) {
        var certificate = Objects.requireNonNull(CERTIFICATES.get(row.getFirst()));
        var sandbox = SandboxProcess.shared();
        try (var registry = TlsRegistry.start(directory, certificate.name(), certificate.from(), certificate.days());
                var server = ServerProcess.start(and(
                        Map.of("QUILT_CATALOG_URL", sandbox.catalogUrl(), "QUILT_REGISTRY_URL", registry.url()),
                        certificate.trusted() ? registry.trust() : Map.of()))) {
            var answer = server.callTool(sandbox.token("writer"), "bucket_list", "{}");
            assertThat(answer.statusCode()).isEqualTo(200);
            server.child().await(line -> line.contains("unavailable of bucket_list"));
            TroubleshootingTest.sees(row, 1, answer.body(), server.child().stdout());
            assertThat(server.child().lines()).noneMatch(line -> line.contains(sandbox.token("writer")));
        }
    }

    private static Map<String, String> and(Map<String, String> some, Map<String, String> more) {
        return Stream.concat(some.entrySet().stream(), more.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Socket connected(String address, int port) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port));
        return socket;
    }
}
