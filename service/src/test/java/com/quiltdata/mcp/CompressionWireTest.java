package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.BoundedHttp;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed responses of the MCP endpoint. */
@Tag("process")
final class CompressionWireTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":\"mine\",\"method\":\"tools/list\"}";

    /** How a response with a result that was compressed beforehand begins, after the header of its member and block. */
    private static final String CLEAR = "{\"jsonrpc\":\"2.0\",\"id\":\"mine\",\"result\":";

    private static TestServer server;
    private static String token;

    @BeforeAll
    static void start() {
        token = SandboxProcess.shared().token("writer");
        server = TestServer.onSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<byte[]> post(String encodings, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(server.uri("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token)
                .header("Origin", SandboxProcess.shared().catalogUrl())
                .POST(HttpRequest.BodyPublishers.ofString(LIST));
        if (!encodings.isEmpty()) {
            request.header("Accept-Encoding", encodings);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return BoundedHttp.shared().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static boolean isCompressed(HttpResponse<?> response) {
        return response.headers().allValues("Content-Encoding").contains("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate, GZIP;q=0.5, br", "br;q=1.0, gzip ; q=1.000"})
    void compressesListsBeforehandForClientsThatAcceptGzip(String encodings) throws Exception {
        var plain = post("");
        var response = post(encodings);
        assertThat(isCompressed(response)).isTrue();
        assertThat(response.headers().allValues("Vary").stream()
                        .flatMap(line -> Stream.of(line.split(",")))
                        .map(String::strip))
                .containsExactlyInAnyOrder("Origin", "Accept-Encoding");
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
        assertThat(response.body()).hasSizeLessThan(plain.body().length / 3);
        assertThat(text(response.body())).contains(CLEAR);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(text(in.readAllBytes())).isEqualTo(text(plain.body()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "gzip;q=0", "gzip; q = 0", "gzip;q=0.000, identity", "br"})
    void doesNotCompressForOtherClients(String encodings) throws Exception {
        var response = post(encodings);
        assertThat(isCompressed(response)).isFalse();
        assertThat(TestServer.json(text(response.body())).at("/result/tools")).isNotEmpty();
    }

    @Test
    void doesNotCompressSmallLists() throws Exception {
        var response = post("gzip", "X-MCP-Tools", "bucket_list", "X-MCP-Exclude-Tools", "bucket_list");
        assertThat(isCompressed(response)).isFalse();
        assertThat(TestServer.json(text(response.body())).at("/result/tools")).isEmpty();
    }
}
