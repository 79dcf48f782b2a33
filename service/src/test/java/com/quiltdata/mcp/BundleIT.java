package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.ByteStreams;
import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.NodeFolder;
import com.quiltdata.mcp.testing.SandboxProcess;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bundle for desktop programs, built, opened from its file and started as such a program starts it: in a folder of its
 * own, with the manifest's command and the user's settings. Needs Node and npm; without them it is skipped, unless the
 * environment says FOREIGN_CLIENTS=required.
 */
final class BundleIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOME = Path.of("..", "ops", "mcpb");

    @TempDir
    private static Path opened;

    private static NodeFolder tool;
    private static TestServer server;

    @BeforeAll
    static void open() throws IOException {
        tool = NodeFolder.installed(HOME);
        try (var build = ChildProcess.start(HOME, System.getenv(), List.of("./build"))) {
            assertThat(build.exit()).as("%s", build.lines()).isZero();
        }
        try (var file =
                new ZipFile(HOME.resolve(Path.of("target", "quilt-mcp.mcpb")).toFile())) {
            for (var entry : file.stream().toList()) {
                var target = opened.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                try (InputStream in = file.getInputStream(entry)) {
                    Files.write(target, ByteStreams.toByteArray(in));
                }
            }
        }
        server = TestServer.onSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static JsonNode manifest() throws IOException {
        return JSON.readTree(opened.resolve("manifest.json").toFile());
    }

    /** Returns a value of the manifest as a program fills it in. */
    private static String filled(JsonNode value, Map<String, String> settings) {
        var text = value.asText().replace("${__dirname}", opened.toString());
        for (var setting : settings.entrySet()) {
            text = text.replace("${user_config." + setting.getKey() + "}", setting.getValue());
        }
        return text;
    }

    private static ServerParameters command(Map<String, String> settings) throws IOException {
        var config = manifest().at("/server/mcp_config");
        var arguments = StreamSupport.stream(config.path("args").spliterator(), false)
                .map(argument -> filled(argument, settings))
                .toList();
        var environment = new HashMap<String, String>();
        config.path("env").properties().forEach(it -> environment.put(it.getKey(), filled(it.getValue(), settings)));
        return ServerParameters.builder(config.path("command").asText())
                .args(arguments)
                .env(environment)
                .build();
    }

    private static String address() {
        return "http://127.0.0.1:" + server.port() + "/mcp";
    }

    private static McpSyncClient client(String url, String token) throws IOException {
        var transport =
                new StdioClientTransport(command(Map.of("url", url, "token", token)), McpJsonDefaults.getMapper());
        transport.setStdErrorHandler(_ -> {});
        return McpClient.sync(transport).build();
    }

    @Test
    void hasOnlyManifestIconLicenceAndOneScriptAndNoSecret() throws IOException {
        var sizes = new TreeMap<String, Long>();
        try (var files = Files.walk(opened)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                sizes.put(opened.relativize(file).toString(), Files.size(file));
            }
        }
        assertThat(sizes.keySet()).containsExactly("LICENSE", "icon.png", "manifest.json", "server/bridge.mjs");
        assertThat(sizes.values().stream().mapToLong(it -> it).sum()).isLessThan(40_000);
        assertThat(Files.readString(opened.resolve("server/bridge.mjs")))
                .doesNotContainPattern("from '(?!node:)")
                .as("readline ends lines at U+2028, which JSON may have, since Node 24")
                .doesNotContain("from 'node:readline'")
                .doesNotContainPattern("https://(?!mcp\\.example\\.com)");
        try (var version = ChildProcess.start(HOME, System.getenv(), List.of("../image/version"))) {
            assertThat(version.exit()).isZero();
            assertThat(version.stdout())
                    .containsExactly(manifest().path("version").asText());
        }
    }

    @Test
    void manifestIsValidForItsOwnTool() throws IOException {
        var cli =
                HOME.resolve("node_modules/@anthropic-ai/mcpb/dist/cli/cli.js").toAbsolutePath();
        var command = List.of(
                "node",
                cli.toString(),
                "validate",
                opened.resolve("manifest.json").toString());
        try (var validation = ChildProcess.start(HOME, System.getenv(), command)) {
            assertThat(validation.exit()).as("%s", validation.lines()).isZero();
            assertThat(validation.lines()).contains("Manifest schema validation passes!");
        }
        assertThat(tool.version("@anthropic-ai/mcpb")).isNotBlank();
        assertThat(manifest().at("/user_config/token/sensitive").asBoolean()).isTrue();
        assertThat(manifest().path("user_config"))
                .allMatch(it -> it.path("required").asBoolean() && !it.has("default"));
    }

    @Test
    void listsAndCallsToolsOfTheServer() throws IOException {
        try (var client = client(address(), SandboxProcess.shared().token("writer"))) {
            assertThat(client.initialize().serverInfo().name()).isEqualTo("quilt-mcp-server");
            assertThat(client.listTools().tools()).hasSizeGreaterThan(20);
            var result = client.callTool(McpSchema.CallToolRequest.builder("bucket_list")
                    .arguments(Map.of())
                    .build());
            assertThat(result.isError()).isNotEqualTo(true);
            assertThat(JSON.valueToTree(result.structuredContent()).toString()).contains("quilt-example");
        }
    }

    private static Process bridge(String url, String token) throws IOException {
        var command = command(Map.of("url", url, "token", token));
        var builder = new ProcessBuilder(Stream.concat(Stream.of(command.getCommand()), command.getArgs().stream())
                        .toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(command.getEnv());
        return builder.start();
    }

    /** A call with progress is an event stream, whose messages arrive one by one. */
    @Test
    void passesOnRequestsAndStreamsOfTheCurrentRevision() throws IOException {
        var bridge = bridge(address(), SandboxProcess.shared().token("writer"));
        try (var in = bridge.outputWriter(StandardCharsets.UTF_8);
                var out = bridge.inputReader(StandardCharsets.UTF_8)) {
            in.write(current("resources/read", "\"uri\":\"s3://quilt-example/no such ключ\"", ""));
            in.flush();
            assertThat(out.readLine()).contains("\"code\":-32602").doesNotContain("Mcp-Name");
            in.write(current("tools/call", "\"name\":\"bucket_list\",\"arguments\":{}", ",\"progressToken\":1"));
            in.flush();
            var line = out.readLine();
            while (line.contains("notifications/")) {
                line = out.readLine();
            }
            assertThat(JSON.readTree(line).at("/result/resultType").asText()).isEqualTo("complete");
        } finally {
            bridge.destroy();
        }
    }

    private static String current(String method, String params, String meta) {
        return """
                {"jsonrpc":"2.0","id":"a","method":"%s","params":{%s,"_meta":{\
                "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
                "io.modelcontextprotocol/clientCapabilities":{}%s}}}
                """.formatted(method, params, meta);
    }

    @ParameterizedTest
    @CsvSource({
        "'', revoked, token|Put a new token in this extension's settings.",
        "http://catalog.example.com/mcp, writer, The address in this extension's settings must look like https",
        "http://127.0.0.1:1/mcp, writer, cannot be reached"
    })
    void saysWhatIsWrongWithTheSettings(String url, String user, String sentence) throws IOException {
        var address = url.isEmpty() ? address() : url;
        try (var client = client(address, SandboxProcess.shared().token(user))) {
            assertThatThrownBy(client::initialize)
                    .rootCause()
                    .message()
                    .contains(sentence.split("[|]"))
                    .doesNotContain(SandboxProcess.shared().token(user));
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesLinesThatAreNoMessage() throws IOException {
        var bridge = bridge(address(), SandboxProcess.shared().token("writer"));
        try (var in = bridge.outputWriter(StandardCharsets.UTF_8);
                var out = bridge.inputReader(StandardCharsets.UTF_8)) {
            in.write("null\n[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]\n{\r\n\r\n");
            in.write("{\"jsonrpc\":\"2.0\",\"id\":\"\u2028\",\"method\":\"ping\"}\r\n");
            in.flush();
            assertThat(List.of(out.readLine(), out.readLine(), out.readLine()))
                    .allMatch(line -> line.contains("must be one JSON-RPC object"));
            assertThat(JSON.readTree(out.readLine()).path("id").asText()).isEqualTo("\u2028");
        } finally {
            bridge.destroy();
        }
    }

    /** Where another server or a proxy replies, even with a request of the same id, each request gets one response. */
    @ParameterizedTest
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | text/event-stream | 'data: {\"id\":1,\"method\":\"a\"}RNRNdata: {\"id\":1,RNdata: \"result\":2}RNRN'"
                        + "| 2 | {\"id\":1,\"result\":2}",
                "200 | text/event-stream | 'data: {\"id\":1,\"method\":\"a\"}RNRNdata: {\"id\":1,' | 2 | it sent no result",
                "200 | text/html | <html> | 1 | it sent no JSON-RPC message",
                "302 | text/html | '' | 1 | Its redirect is not followed. Check the address",
                "403 | application/json | {\"error\":{\"code\":\"AccessDenied\",\"message\":\"no\"}} | 1 | -32603",
                "503 | text/html | <html> | 1 | HTTP 503. Try again later."
            })
    void returnsOneResponseWhateverTheServerReturns(int status, String type, String body, int lines, String sentence)
            throws IOException {
        var other = new FakeUpstream().answering(exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            FakeUpstream.answer(exchange, status, type, body.replace("RN", "\r\n"));
        });
        var bridge = bridge(other.url(), "secret");
        try (var in = bridge.outputWriter(StandardCharsets.UTF_8);
                var out = bridge.inputReader(StandardCharsets.UTF_8)) {
            in.write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n");
            in.flush();
            var received = new ArrayList<String>();
            for (var i = 0; i < lines; i++) {
                received.add(out.readLine());
            }
            assertThat(received.getLast()).contains(sentence).doesNotContain("secret");
            assertThat(other.seen()).singleElement().matches(it -> it.path().equals("/mcp"));
        } finally {
            bridge.destroy();
            other.close();
        }
    }
}
