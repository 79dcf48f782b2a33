package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The newcomer's command, as the README gives it. */
class DemoIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DEMO =
            Path.of("..", "ops", "demo").toAbsolutePath().normalize();
    private static final String READY = "READY ";
    private static final Pattern BUCKET = Pattern.compile("quilt-[a-z]+");

    private final Map<String, String> ports = freePorts();
    private final Path log = DEMO.resolveSibling("../target/demo-" + ports.get("MCP_PORT") + ".log")
            .normalize();

    /** What a running demo prints. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    final class Running {
        private final ChildProcess demo = demo();
        private final JsonNode ready;

        Running() throws IOException {
            ready = ready(demo);
        }

        @AfterAll
        void end() {
            demo.close();
        }

        @Test
        void printsUrlsAndTokensWhenReady() throws IOException {
            assertThat(ready.path("mcp").asText()).isEqualTo("http://127.0.0.1:" + ports.get("MCP_PORT") + "/mcp");
            assertThat(ready.path("admin").asText()).isEqualTo("http://127.0.0.1:" + ports.get("ADMIN_PORT"));
            assertThat(ready.path("sandbox").asText()).endsWith(":" + ports.get("SANDBOX_PORT"));
            assertThat(ready.path("connectUrl").asText())
                    .matches("http://127\\.0\\.0\\.1:\\d+")
                    .isNotEqualTo(ready.path("sandbox").asText());
            assertThat(ready.path("tokens").properties())
                    .extracting(Map.Entry::getKey)
                    .contains("admin", "writer", "reader", "nobody", "expired", "revoked", "apikey");
            assertThat(ready.path("buckets")).map(JsonNode::asText).contains("quilt-example", "quilt-lab");
            assertThat(Files.readAllLines(log)).contains("Starting Quilt MCP Server");
        }

        @Test
        void printsACommandThatListsBuckets() throws IOException {
            assertThat(buckets(paste(printed(demo, "curl ", "  -d "))))
                    .containsExactlyInAnyOrder("quilt-example", "quilt-lab");
        }

        @Test
        void namesTheBucketsOfEachToken() throws IOException {
            var writer = ready.at("/tokens/writer").asText();
            var command = printed(demo, "curl ", "  -d ");
            var lines = demo.stdout();
            assertThat(ready.path("tokens").properties()).isNotEmpty();
            for (var token : ready.path("tokens").properties()) {
                var value = token.getValue().asText();
                var explained = lines.get(Math.max(lines.indexOf("          " + value), 1) - 1);
                assertThat(explained).startsWith(token.getKey() + " ");
                var response = paste(command.replace(writer, value));
                assertThat(response.at("/error/code").asInt() == 401)
                        .as(explained)
                        .isEqualTo(explained.endsWith("HTTP 401"));
                var named = BUCKET.matcher(explained).results().map(MatchResult::group);
                assertThat(buckets(response)).as(explained).containsExactlyInAnyOrderElementsOf(named.toList());
            }
        }

        @Test
        void printsClientConfigurationsWithEndpointAndToken() throws IOException {
            var url = ready.path("mcp").asText();
            var bearer = "Bearer " + ready.at("/tokens/writer").asText();
            var server = JSON.readTree(printed(demo, "{", "}")).at("/mcpServers/quilt");
            assertThat(server.path("url").asText()).isEqualTo(url);
            assertThat(server.at("/headers/Authorization").asText()).isEqualTo(bearer);
            assertThat(printed(demo, "claude ", "claude "))
                    .isEqualTo("claude mcp add --transport http quilt %s --header \"Authorization: %s\"", url, bearer);
            var clients =
                    JSON.readTree(DEMO.resolveSibling("clients/package.json").toFile());
            assertThat(printed(demo, "npx ", "npx "))
                    .isEqualTo(
                            "npx -y -p mcp-remote@%s mcp-remote-client %s --transport http-only",
                            clients.at("/dependencies/mcp-remote").asText(), url);
        }
    }

    @Test
    void logsCallsOnlyToTheFileThatItNames() throws IOException {
        Files.createDirectories(log.getParent());
        Files.writeString(log, "an earlier run\n");
        try (var demo = demo()) {
            var _ = ready(demo);
            var printed = demo.lines();
            assertThat(printed).contains("Every call is logged in " + log + ".");
            paste(printed(demo, "curl ", "  -d "));
            demo.terminate();
            demo.exit();
            assertThat(demo.lines()).isEqualTo(printed);
            assertThat(Files.readAllLines(log))
                    .doesNotContain("an earlier run")
                    .anyMatch(line -> line.contains("tool=bucket_list"));
        }
    }

    /** The end of a terminal reaches every process of the group. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void stopsEverythingOnASignal(String signal, int status) throws Exception {
        var group = "set -m; '" + DEMO + "' & echo GROUP $!; wait $!";
        // Under nohup, programs would inherit that SIGHUP is ignored.
        var command = List.of("env", "--default-signal=HUP", "bash", "-c", group);
        try (var shell = ChildProcess.start(Path.of("/"), environment(), command)) {
            var pid = shell.await(line -> line.startsWith("GROUP ")).substring("GROUP ".length());
            var _ = ready(shell);
            var children = shell.descendants();
            assertThat(children).hasSizeGreaterThan(3);
            var target = signal.equals("TERM") ? pid : "-" + pid;
            try (var kill = ChildProcess.start(
                    Path.of("/"), environment(), List.of("bash", "-c", "kill -" + signal + " -- " + target))) {
                assertThat(kill.exit()).isZero();
            }
            assertThat(shell.exit()).isEqualTo(status);
            for (var child : children) {
                child.onExit().get(1, TimeUnit.MINUTES);
            }
            assertThat(ports.values()).noneMatch(DemoIT::listened);
        }
    }

    @Test
    void buildsWithoutWarningsOfMavensLibraries(@TempDir Path folder) throws IOException {
        var ops = Files.createDirectories(folder.resolve("ops"));
        Files.copy(DEMO, ops.resolve("demo"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(DEMO.resolveSibling("find-jdk"), ops.resolve("find-jdk"), StandardCopyOption.COPY_ATTRIBUTES);
        var mvn = Files.writeString(folder.resolve("mvn"), """
                #!/bin/sh
                echo "OPTIONS $MAVEN_OPTS"
                exec "$JAVA_HOME/bin/java" $MAVEN_OPTS -version
                """);
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        var environment = environment();
        environment.put("PATH", folder + ":" + environment.get("PATH"));
        environment.put("MAVEN_OPTS", "-Xmx123m");
        environment.remove("JDK_JAVA_OPTIONS");
        try (var demo = ChildProcess.start(folder, environment, List.of("ops/demo"))) {
            demo.await(line -> line.equals(
                    "OPTIONS --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Xmx123m"));
            demo.exit();
            assertThat(demo.stderr()).first().asString().startsWith("openjdk version");
        }
    }

    @Test
    void endsWhenItsOutputIsClosed() {
        var pipeline = "'" + DEMO + "' | grep -m 1 '^READY '";
        try (var demo = ChildProcess.start(Path.of("/"), environment(), List.of("bash", "-c", pipeline))) {
            assertThat(demo.exit()).as(() -> demo.lines().toString()).isZero();
            assertThat(ports.values()).noneMatch(DemoIT::listened);
        }
    }

    @Test
    void endsWithAMessageWhenTheServerDies() throws IOException {
        try (var demo = demo()) {
            var _ = ready(demo);
            demo.descendants().stream()
                    .filter(child -> child.info().commandLine().orElse("").contains("quilt-mcp.jar"))
                    .forEach(ProcessHandle::destroyForcibly);
            assertThat(demo.exit()).isEqualTo(1);
            assertThat(demo.stderr()).anyMatch(line -> line.startsWith("The server ended by itself"));
            assertThat(ports.values()).noneMatch(DemoIT::listened);
        }
    }

    @Test
    void showsWhyTheServerDoesNotStart() {
        var environment = environment();
        environment.put("QUILT_MCP_LOG_FORMAT", "loud");
        try (var demo = ChildProcess.start(Path.of("/"), environment, List.of(DEMO.toString()))) {
            assertThat(demo.exit()).isEqualTo(1);
            assertThat(demo.stderr())
                    .anyMatch(line -> line.contains("QUILT_MCP_LOG_FORMAT"))
                    .endsWith("The server ended by itself, with status 1.");
        }
    }

    @Test
    void startsNothingWhenAPortIsTakenAndNamesIt() throws IOException {
        for (var port : ports.entrySet()) {
            try (var _ = new ServerSocket(Integer.parseInt(port.getValue()), 1, loopback());
                    var demo = demo()) {
                assertThat(demo.exit()).isEqualTo(1);
                assertThat(demo.lines())
                        .containsExactly("Port %s is taken: free it, or choose another with %s."
                                .formatted(port.getValue(), port.getKey()));
            }
        }
    }

    private ChildProcess demo() {
        return ChildProcess.start(Path.of("/"), environment(), List.of(DEMO.toString()));
    }

    /** A shell's environment with another deployment's variables in it, which must not matter. */
    private Map<String, String> environment() {
        var environment = new HashMap<>(Map.of(
                "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                "AWS_REGION", "nowhere",
                "FASTMCP_TRANSPORT", "stdio",
                "QUILT_FALLBACK_JWT", "e30.e30.e30"));
        environment.put("PATH", Objects.requireNonNull(System.getenv("PATH")));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // Its programs end too soon for the C2 compiler to pay off.
        environment.put("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        environment.putAll(ports);
        return environment;
    }

    private static JsonNode ready(ChildProcess demo) throws IOException {
        var line = demo.await(text -> text.startsWith(READY));
        demo.await(text -> text.startsWith("Ctrl-C"));
        return JSON.readTree(line.substring(READY.length()));
    }

    /** The lines after READY from the one that begins so to the one that begins so. */
    private static String printed(ChildProcess demo, String first, String last) {
        var lines = demo.stdout().stream()
                .dropWhile(line -> !line.startsWith(READY))
                .dropWhile(line -> !line.startsWith(first))
                .toList();
        var count = 1
                + lines.stream()
                        .takeWhile(line -> !line.startsWith(last))
                        .toList()
                        .size();
        return String.join("\n", lines.subList(0, count));
    }

    /** Runs the printed command in a shell and returns the server's response. */
    private JsonNode paste(String command) throws IOException {
        try (var curl = ChildProcess.start(Path.of("/"), environment(), List.of("bash", "-c", command))) {
            assertThat(curl.exit()).as(() -> curl.lines().toString()).isZero();
            return JSON.readTree(String.join("", curl.stdout()));
        }
    }

    private static List<String> buckets(JsonNode response) {
        return response.at("/result/structuredContent/buckets")
                .valueStream()
                .map(bucket -> bucket.path("name").asText())
                .toList();
    }

    private static Map<String, String> freePorts() {
        var ports = new TreeMap<String, String>();
        for (var name : List.of("MCP_PORT", "ADMIN_PORT", "SANDBOX_PORT", "SANDBOX_S3_PORT")) {
            ports.put(name, Integer.toString(ServerProcess.freePort()));
        }
        return ports;
    }

    private static boolean listened(String port) {
        try (var socket = new Socket(loopback(), Integer.parseInt(port))) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }
}
