package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden table of probes, over HTTP: what each client and suite meets when it finds out what this server speaks. */
@Tag("process")
final class ProbesTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final String LIST =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{" + META + "}}";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.onSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "/golden/wire/probes.csv",
            delimiter = '|',
            quoteCharacter = '\u0001',
            nullValues = "-",
            maxCharsPerColumn = 1000)
    void returnsTheStatusAndCodeOfTheTable(
            String probe,
            @Nullable String version,
            @Nullable String method,
            @Nullable String name,
            String body,
            int status,
            String answer) {
        var response = send(version, method, name, body.replace("META", META));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(kind(response)).as(response.body()).isEqualTo(answer);
    }

    /** Transport (2026-07-28, streamable HTTP): names in any case, values without the white space around them. */
    @Test
    void ignoresCaseOfHeaderNamesAndSpacesAroundValues() {
        var response = server.send(server.mcp(SandboxProcess.shared().token("writer"))
                .header("mcp-PROTOCOL-version", "2026-07-28")
                .header("mcp-method", "  tools/list ")
                .POST(HttpRequest.BodyPublishers.ofString(LIST)));
        assertThat(response.statusCode()).isEqualTo(200);
    }

    /** Or else whoever stands in front could have gone by the other value. */
    @ParameterizedTest
    @ValueSource(strings = {"MCP-Protocol-Version", "Mcp-Method"})
    void refusesAHeaderWithTwoDifferentValues(String header) {
        var response = server.send(server.mcp(SandboxProcess.shared().token("writer"))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/list")
                .header(header, "other")
                .POST(HttpRequest.BodyPublishers.ofString(LIST)));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(kind(response)).isEqualTo("-32020");
    }

    private static HttpResponse<String> send(
            @Nullable String version, @Nullable String method, @Nullable String name, String body) {
        var request = server.mcp(SandboxProcess.shared().token("writer"))
                .header("Accept", "application/json, text/event-stream");
        if (version != null) {
            request.header("MCP-Protocol-Version", version);
        }
        if (method != null) {
            request.header("Mcp-Method", method);
        }
        if (name != null) {
            request.header("Mcp-Name", name);
        }
        return server.send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String kind(HttpResponse<String> response) {
        if (response.body().isEmpty()) {
            return "nothing";
        }
        var message = TestServer.json(response.body());
        if (message.has("error")) {
            return message.at("/error/code").asText();
        }
        return message.at("/result/isError").asBoolean() ? "isError" : "result";
    }
}
