package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.quiltdata.mcp.testing.FilterPattern;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Dropwizard's own appenders and request logs, each in a process of its own at the lowest level: they keep what the page
 * about logs promises, and print no secret.
 */
@Tag("process")
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StandardLoggingTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String BEARER = "bearer-canary-5e1f0a7c2b94";
    private static final String CANARY = "canary-77aa21f0c3";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String REQUEST = "standard-1";

    /** Loggers that would print headers, bodies or URLs. */
    private static final List<String> TALKATIVE = List.of(
            "org.eclipse.jetty",
            "org.apache.hc.client5.http.headers",
            "org.apache.hc.client5.http.wire",
            "software.amazon.awssdk.request",
            "org.glassfish.jersey.logging.LoggingFeature",
            "sun.net.www.protocol.http.HttpURLConnection");

    /** Every word of patterns for access that prints something of the request or the response. */
    private static final String ALL_WORDS =
            "ACC %a %A %b %h %H %I %l %m %q %r %s %S %t %u %U %v %localPort %D %i{Authorization} %i{Cookie} %i{Referer}"
                    + " %i{X-Api-Key} %i{User-Agent} %reqAttribute{request} %reqAttribute{trace_id} %reqAttribute{client}"
                    + " %reqAttribute{org.eclipse.jetty.server.Request} %reqCookie{session} %responseHeader{X-Request-Id}"
                    + " %responseHeader{Set-Cookie} %reqParameter{token} %requestContent %responseContent%n";

    /** Sections logging and requestLog, with {@code $DIR} for a folder and {@code $PORT} for a port of syslog. */
    enum Setup {
        CONSOLE("""
                appenders:
                  - type: console
                    logFormat: "MINE %-5p %c request=%X{request:--} trace_id=%X{trace_id:--} %m%n%dwREx"
                """, """
                type: logback-access
                appenders: [{type: console, logFormat: "%s"}]
                """.formatted(ALL_WORDS)),
        FILES("""
                appenders:
                  - type: file
                    currentLogFilename: $DIR/FILES.log
                    archive: false
                    layout: {type: json, flattenMdc: true}
                  - type: syslog
                    host: 127.0.0.1
                    port: $PORT
                loggers:
                  com.quiltdata.mcp.tool:
                    level: TRACE
                    additive: false
                    appenders: [{type: file, currentLogFilename: $DIR/FILES-tool.log, archive: false,
                      bufferSize: 1MiB, immediateFlush: false, logFormat: "%X{request} %m%n"}]
                  audit:
                    appenders: [{type: file, currentLogFilename: $DIR/FILES-audit.log, archive: false,
                      logFormat: "%X{request} %kvp%n"}]
                """, """
                type: classic
                appenders: [{type: file, currentLogFilename: $DIR/FILES-access.log, archive: false,
                  layout: {type: json, flattenMdc: true}}]
                """),
        JSON("""
                type: lines
                format: json
                appenders:
                  - type: console
                    layout: {type: json, flattenMdc: true}
                  - type: lines
                    threshold: ERROR
                """, """
                appenders:
                  - type: console
                    layout:
                      type: access-json
                      includes: [contentLength, method, remoteAddress, remoteUser, requestTime, requestUri, statusCode,
                        protocol, requestContent, requestParameters, requestUrl, remoteHost, responseContent, serverName,
                        userAgent, localPort, timestamp, pathQuery]
                      requestHeaders: [Authorization, Cookie, Referer, X-Api-Key, User-Agent, X-Request-Id]
                      responseHeaders: [Set-Cookie, X-Request-Id]
                      requestAttributes: [request, trace_id, client]
                """),
        EXTERNAL("""
                type: default
                appenders:
                  - type: file
                    currentLogFilename: $DIR/EXTERNAL.log
                    archive: false
                    logFormat: "%c %X{request} %m%n"
                """, "type: external"),

        /** The example of the page about logs. */
        RECIPE("", "");

        private final String logging;
        private final String requestLog;

        Setup(String logging, String requestLog) {
            this.logging = logging;
            this.requestLog = requestLog;
        }

        String sections() throws IOException {
            if (this != RECIPE) {
                return "logging:\n%sserver:\n  requestLog:\n%s".formatted(logging.indent(2), requestLog.indent(4));
            }
            var block = Pattern.compile("(?ms)^```yaml\\n(.*?)^```")
                    .matcher(Files.readString(Path.of("../runbook/logs.md")));
            assertThat(block.find()).isTrue();
            return block.group(1);
        }
    }

    private final SandboxProcess sandbox = SandboxProcess.shared();
    private final Map<Setup, String> outputs = new HashMap<>();
    private final Map<Setup, List<String>> stdouts = new HashMap<>();
    private final List<String> secrets = new ArrayList<>(List.of(BEARER, CANARY));

    private Path folder = Path.of("target");

    @BeforeAll
    void run(@TempDir Path temporary) throws IOException {
        folder = temporary;
        secrets.addAll(List.of(sandbox.token("reader"), sandbox.token("writer")));
        var keys = new ObjectMapper()
                .readTree(ServerProcess.send(
                                HttpRequest.newBuilder(URI.create(sandbox.registryUrl() + "/api/auth/get_credentials"))
                                        .header("Authorization", "Bearer " + sandbox.token("reader"))
                                        .build())
                        .body());
        Stream.of("SecretAccessKey", "SessionToken").map(keys::path).forEach(key -> secrets.add(key.asText()));
        for (var setup : Setup.values()) {
            run(setup);
        }
    }

    private void run(Setup setup) throws IOException {
        try (var syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var server = start(setup, syslog.getLocalPort())) {
            tour(server, "");
            for (var logger : TALKATIVE) {
                assertThat(task(server, logger, "TRACE")).isEqualTo(200);
            }
            assertThat(task(server, "audit", "OFF")).isEqualTo(200);
            tour(server, "-again");
            server.child().terminate();
            server.child().exit();
            stdouts.put(setup, server.child().stdout());
            outputs.put(setup, String.join("\n", server.child().lines()) + files(setup) + received(syslog));
        }
    }

    private ServerProcess start(Setup setup, int port) throws IOException {
        var document = (ObjectNode) YAML.readTree(Path.of("../config.yml").toFile());
        var sections = YAML.readTree(setup.sections()
                .replace("/var/log/", "$DIR/" + setup + "-")
                .replace("$DIR", folder.toString())
                .replace("$PORT", Integer.toString(port)));
        document.set("logging", sections.path("logging"));
        ((ObjectNode) document.path("server")).set("requestLog", sections.at("/server/requestLog"));
        var file = folder.resolve(setup + ".yml");
        YAML.writeValue(file.toFile(), document);
        var environment = new HashMap<>(ServerProcess.environment(sandbox));
        environment.putAll(Map.of("QUILT_MCP_ADMIN_TASKS", "true", "QUILT_MCP_SHUTDOWN_WAIT", "1ms"));
        return ServerProcess.startClasses(file, environment, List.of("-Ddw.logging.level=TRACE"));
    }

    private static int task(ServerProcess server, String logger, String level) {
        return ServerProcess.send(
                        HttpRequest.newBuilder(server.adminUri("/tasks/log-level?logger=" + logger + "&level=" + level))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build())
                .statusCode();
    }

    /** A read, a change that is refused, a request without a token, and one whose token is refused. */
    private void tour(ServerProcess server, String suffix) {
        var reader = sandbox.token("reader");
        call(server, REQUEST + suffix, reader, "bucket_object_text", "{\"s3_uri\":\"s3://quilt-example/README.md\"}");
        call(server, "change" + suffix, reader, "bucket_objects_put", """
                {"bucket": "quilt-example", "items": [{"key": "k", "text": "%s"}]}""".formatted(CANARY));
        call(server, "refused" + suffix, BEARER, "bucket_list", "{}");
        server.get("/health");
        server.get("/mcp?token=" + CANARY);
        ServerProcess.send(HttpRequest.newBuilder(server.uri("/signin/callback?code=" + CANARY))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build());
        server.get("/nothing/" + CANARY + ";x=" + CANARY + "?token=" + CANARY);
    }

    private static void call(ServerProcess server, String id, String token, String tool, String arguments) {
        var answer = ServerProcess.send(HttpRequest.newBuilder(server.uri("/mcp?buckets=quilt-example," + CANARY))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Request-Id", id)
                .header("X-Api-Key", CANARY)
                .header("Cookie", "session=" + CANARY)
                .header("Referer", "http://localhost/?code=" + CANARY)
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .header("User-Agent", "agent/1 (" + token + ")")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "%s", "arguments": %s}}""".formatted(tool, arguments)))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 401);
    }

    private String files(Setup setup) throws IOException {
        var all = new StringBuilder();
        try (var files = Files.newDirectoryStream(folder, setup + "*.log")) {
            for (var file : files) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    /** What the socket has received: datagrams of this machine are there when their sender has ended. */
    private static String received(DatagramSocket syslog) throws IOException {
        var all = new StringBuilder();
        var packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
        syslog.setSoTimeout(1);
        while (true) {
            try {
                syslog.receive(packet);
            } catch (SocketTimeoutException e) {
                return all.toString();
            }
            all.append(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .append('\n');
        }
    }

    private String output(Setup setup) {
        return Objects.requireNonNull(outputs.get(setup));
    }

    private List<String> stdout(Setup setup) {
        return Objects.requireNonNull(stdouts.get(setup));
    }

    @ParameterizedTest
    @EnumSource(Setup.class)
    void printsNoSecretAtTheLowestLevels(Setup setup) {
        assertThat(output(setup)).hasSizeGreaterThan(1000);
        for (var secret : secrets) {
            assertThat(output(setup).lines()).noneMatch(line -> line.contains(secret));
        }
    }

    @ParameterizedTest
    @EnumSource(Setup.class)
    void writesTheLinesOfTheDeploymentReferenceOnceOnStandardOutput(Setup setup) {
        for (var line : List.of(
                "Starting Quilt MCP Server",
                "Deployment mode: remote (from: default)",
                "Backend: platform (graphql)",
                "Transport: http",
                "JWT required: True",
                "Registry: " + sandbox.registryUrl())) {
            assertThat(stdout(setup))
                    .filteredOn(it -> setup == Setup.JSON ? it.contains("\"" + line + "\"") : it.equals(line))
                    .as(line)
                    .hasSize(1);
        }
        // Twice: the tour is made twice.
        assertThat(stdout(setup))
                .filteredOn(it -> it.contains("JWT authentication required. Provide Authorization: Bearer header."))
                .hasSize(6);
        assertThat(stdout(setup))
                .filteredOn(it -> it.contains("JWT token invalid or expired. Please re-authenticate."))
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Setup.class)
    void writesNoStatusOfLogback(Setup setup) {
        assertThat(stdout(setup)).noneMatch(line -> line.contains("|-INFO in "));
    }

    @ParameterizedTest
    @EnumSource(Setup.class)
    void writesAuditLinesEvenIfTheirLoggerIsSwitchedOff(Setup setup) {
        for (var id : List.of("change", "change-again")) {
            assertThat(stdout(setup))
                    .filteredOn(line -> setup == Setup.JSON
                            ? line.contains("\"logger\":\"audit\"") && line.contains("\"request\":\"" + id + "\"")
                            : line.startsWith("AUDIT [") && line.contains(" request=" + id + " "))
                    .singleElement()
                    .asString()
                    .contains("denied", "reader", "127.0.0.1");
        }
    }

    @ParameterizedTest
    @EnumSource(Setup.class)
    void keepsTheAlarmsCounting(Setup setup) throws IOException {
        for (var pattern : FilterPattern.all()) {
            var counted = switch (pattern.metric()) {
                case "Calls" -> 6;
                case "SessionsRefused" -> 2;
                case "Starts" -> 1;
                default -> 0;
            };
            assertThat(stdout(setup))
                    .filteredOn(pattern::matches)
                    .as(pattern.toString())
                    .hasSizeBetween(counted, counted);
        }
    }

    @Test
    void printsRequestAndTraceIdsOfConfiguredAppenders() throws IOException {
        assertThat(stdout(Setup.CONSOLE))
                .anyMatch(line -> line.startsWith("MINE ")
                        && line.contains(" request=" + REQUEST + " ")
                        && line.contains(" trace_id=" + TRACE + " "))
                .anyMatch(
                        line -> line.startsWith("ACC ") && line.contains(" " + REQUEST + " " + TRACE + " 127.0.0.1 "));
        assertThat(stdout(Setup.JSON))
                .anyMatch(line -> line.contains("\"level\":\"DEBUG\"") && line.contains("\"request\":\"" + REQUEST))
                .anyMatch(
                        line -> line.contains("\"requestAttributes\":{") && line.contains("\"request\":\"" + REQUEST));
        assertThat(Files.readString(folder.resolve("FILES-access.log")).lines())
                .anyMatch(line -> line.contains("\"request\":\"" + REQUEST + "\"") && line.contains(TRACE));
        assertThat(Files.readString(folder.resolve("RECIPE-access.log")).lines())
                .anyMatch(line -> line.contains(" " + REQUEST + " " + TRACE + " 127.0.0.1 POST /mcp 200 "))
                .noneMatch(line -> line.contains("/health"));
        assertThat(Files.readString(folder.resolve("RECIPE-quilt-mcp.log")).lines())
                .anyMatch(line -> line.contains(" request=" + REQUEST + " trace_id=" + TRACE + ": "))
                .allMatch(line -> line.matches("(TRACE|DEBUG|INFO |WARN |ERROR) \\[.*|!.*"));
        assertThat(Files.readString(folder.resolve("EXTERNAL.log")).lines())
                .anyMatch(line -> line.startsWith("org.eclipse.jetty.server.RequestLog " + REQUEST + " 127.0.0.1 "));
        assertThat(Files.readString(folder.resolve("FILES-audit.log")).lines())
                .anyMatch(line -> line.startsWith("change "));
    }

    @Test
    void copiesOfAuditLinesHaveTheirFields() throws IOException {
        assertThat(Files.readString(folder.resolve("RECIPE-audit.log")).lines())
                .allMatch(line -> line.startsWith("{") && line.endsWith("}"))
                .anyMatch(line -> line.contains("\"request\":\"change\"")
                        && line.contains("\"trace_id\":\"" + TRACE + "\"")
                        && line.contains("\"user\":\"reader\"")
                        && line.contains("\"tool\":\"bucket_objects_put\"")
                        && line.contains("\"outcome\":\"denied\"")
                        && line.contains("\"target\":\"{\\\"bucket\\\":\\\"quilt-example\\\""));
    }

    @Test
    void writesWhatAppendersOfLoggersHoldWhenTheProcessEnds() throws IOException {
        assertThat(Files.readString(folder.resolve("FILES-tool.log")).lines())
                .anyMatch(line -> line.startsWith("change-again "));
    }
}
