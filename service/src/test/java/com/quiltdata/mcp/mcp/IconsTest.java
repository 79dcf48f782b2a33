package com.quiltdata.mcp.mcp;

import static com.quiltdata.mcp.testing.McpRequests.META;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.Everything;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.testing.McpRequests;
import com.quiltdata.mcp.testing.Protocols;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.SampleTools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The icons of server and tools: small, harmless, and only for clients of a revision that has icons. */
final class IconsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URI = "data:image/svg+xml;base64,";

    private final McpServer server = Protocols.of(RequestStateSigner.random(), SampleTools.greeting());

    private JsonNode send(String method, String params, @Nullable String version, @Nullable String header) {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s}}".formatted(method, params);
        var inbound = McpRequests.request(Caller.of("t"), "r", McpRequests.headers(version, header, null));
        var response = server.handle(server.read(body.getBytes(StandardCharsets.UTF_8)), inbound);
        try {
            return JSON.readTree(((McpResponse.Body) response).json()).path("result");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode modern(String method) {
        return send(method, META, "2026-07-28", method);
    }

    @Test
    void currentRevisionHasIconsOfServerAndTools() {
        var info = "/_meta/io.modelcontextprotocol~1serverInfo/icons";

        assertSafe(modern("server/discover").at(info + "/0/src").asText());
        assertSafe(modern("tools/list").at("/tools/0/icons/0/src").asText());
        assertThat(modern("tools/list").at(info).isMissingNode())
                .as("the server's icon in every result")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25, 1", "2025-06-18, 0", "2025-03-26, 0", "2024-11-05, 0"})
    void handshakeHasTheServersIconSinceTheRevisionWithIcons(String version, int icons) {
        var result = send("initialize", "\"protocolVersion\":\"" + version + "\"", null, null);

        assertThat(result.at("/serverInfo/icons")).hasSize(icons);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"2025-06-18", "2025-03-26"})
    void olderRevisionsListToolsWithoutIcons(@Nullable String version) {
        assertThat(send("tools/list", "", version, null).path("tools"))
                .hasSize(1)
                .noneMatch(tool -> tool.has("icons"));
        assertThat(send("tools/list", "", "2025-11-25", null).path("tools")).allMatch(tool -> tool.has("icons"));
    }

    @Test
    void toolsOfOneEffectShareOneSmallIcon() {
        var inventory = Everything.inventory();
        var icons = new EnumMap<Effect, Set<String>>(Effect.class);
        for (var descriptor : Inventory.descriptors(inventory.tools())) {
            var tool = inventory.find(descriptor.path("name").asText()).orElseThrow();
            icons.computeIfAbsent(tool.spec().effect(), _ -> new HashSet<>())
                    .add(descriptor.at("/icons/0/src").asText());
        }
        assertThat(icons)
                .hasSize(4)
                .allSatisfy((_, uris) -> assertThat(uris)
                        .singleElement()
                        .asString()
                        .hasSizeLessThan(200)
                        .satisfies(IconsTest::assertSafe));
        assertThat(icons.values()).doesNotHaveDuplicates();
    }

    /** An SVG that draws, and neither runs nor loads anything. */
    private static void assertSafe(String uri) {
        assertThat(uri).startsWith(URI);
        var image = Base64.getDecoder().decode(uri.substring(URI.length()));
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var root = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(image))
                    .getDocumentElement();
            assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
            assertThat(root.getElementsByTagName("*").getLength())
                    .isEqualTo(root.getElementsByTagName("path").getLength())
                    .isPositive();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        assertThat(new String(image, StandardCharsets.UTF_8)).doesNotContain("href", "url(", "style");
    }
}
