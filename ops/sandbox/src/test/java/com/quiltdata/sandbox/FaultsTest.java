package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.sandbox.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The control API: each kind of fault, and the record of requests. */
final class FaultsTest {
    private static final TestSandbox SANDBOX = new TestSandbox();

    @AfterEach
    void clear() {
        SANDBOX.control("DELETE", "/faults", "");
        SANDBOX.control("DELETE", "/requests", "");
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void appliesFaultByTokenOperationAndTimes() {
        SANDBOX.control("POST", "/faults", """
                {"path":"/graphql","token":"writer","operation":"Who","status":503,"times":1,
                 "headers":{"Retry-After":"7"},"body":"later","contentType":"text/plain"}""");
        assertThat(SANDBOX.graphql("reader", "query Who{me{name}}").statusCode())
                .isEqualTo(200);
        assertThat(operation("writer", "Other").statusCode()).isEqualTo(200);
        var faulty = operation("writer", "Who");
        assertThat(faulty.statusCode()).isEqualTo(503);
        assertThat(faulty.body()).isEqualTo("later");
        assertThat(faulty.headers().firstValue("retry-after")).hasValue("7");
        assertThat(operation("writer", "Who").statusCode()).isEqualTo(200);
    }

    @Test
    void appliesFaultToS3Only() {
        SANDBOX.control("POST", "/faults", "{\"path\":\"s3\",\"status\":409,\"token\":\"reader\"}");
        try (var reader = SANDBOX.s3("reader");
                var writer = SANDBOX.s3("writer")) {
            assertThat(writer.listBuckets().buckets()).isNotEmpty();
            assertThatThrownBy(reader::listBuckets)
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(409));
        }
        assertThat(requests())
                .contains("\"plane\":\"s3\"", "\"user\":\"reader\"", "\"status\":409")
                .doesNotContain("ASIA");
    }

    @Test
    void sparesRequestsOfOtherMethodsAndTheFirst() {
        SANDBOX.control("POST", "/faults", """
                {"path":"s3","method":"PUT","skip":1,"status":403,"code":"AccessDenied","message":"no kms:GenerateDataKey"}""");
        try (var writer = SANDBOX.s3("writer")) {
            var put = PutObjectRequest.builder()
                    .bucket("quilt-example")
                    .key("spared/x")
                    .build();
            assertThat(writer.putObject(put, RequestBody.fromString("x")).eTag())
                    .isNotEmpty();
            assertThat(writer.listBuckets().buckets()).isNotEmpty();
            assertThatThrownBy(() -> writer.putObject(put, RequestBody.fromString("x")))
                    .hasMessageContaining("kms:GenerateDataKey");
        }
    }

    @Test
    void returnsTheErrorInTheFormOfThePlane() {
        SANDBOX.control("POST", "/faults", "{\"path\":\"glue\",\"status\":400,\"code\":\"ThrottlingException\"}");
        try (var glue = SANDBOX.glue("writer")) {
            assertThatThrownBy(() -> glue.getDatabases(r -> {})).hasMessageContaining("A fault set by a test");
        }
    }

    @ParameterizedTest
    @CsvSource({"cut,", "long,", "short, true", "corrupt, true"})
    void sendsTheBodyOtherwise(String kind, @Nullable Boolean ends) {
        String whole = SANDBOX.send("GET", "/config.json", null, null).body();
        SANDBOX.control("POST", "/faults", "{\"path\":\"/config.json\",\"kind\":\"%s\"}".formatted(kind));
        if (ends == null) {
            assertThatThrownBy(() -> SANDBOX.send("GET", "/config.json", null, null))
                    .isInstanceOf(UncheckedIOException.class);
        } else {
            String body = SANDBOX.send("GET", "/config.json", null, null).body();
            assertThat(body).isNotEqualTo(whole);
            assertThat(whole).startsWith(body.substring(0, body.length() - 1));
        }
    }

    @Test
    void statesTheChecksumOfTheRightBody() {
        try (var reader = SANDBOX.s3("reader")) {
            GetObjectRequest get = GetObjectRequest.builder()
                    .bucket("quilt-example")
                    .key("README.md")
                    .checksumMode(ChecksumMode.ENABLED)
                    .build();
            assertThat(reader.getObjectAsBytes(get).asByteArray()).isNotEmpty();
            SANDBOX.control("POST", "/faults", "{\"path\":\"s3\",\"kind\":\"corrupt\"}");
            assertThatThrownBy(() -> reader.getObjectAsBytes(get)).hasMessageContaining("different checksum");
        }
    }

    @Test
    void dropsConnection() {
        SANDBOX.control("POST", "/faults", "{\"path\":\"/config.json\",\"kind\":\"drop\"}");
        assertThatThrownBy(() -> SANDBOX.send("GET", "/config.json", null, null))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(requests()).contains("\"path\":\"/config.json\"", "\"status\":0");
    }

    @Test
    void sendsTrickledAndHugeBodies() {
        SANDBOX.control(
                "POST",
                "/faults",
                "{\"path\":\"/config.json\",\"kind\":\"trickle\",\"body\":\"12345\",\"delayMs\":50,\"times\":1}");
        Instant start = Instant.now();
        assertThat(SANDBOX.send("GET", "/config.json", null, null).body()).isEqualTo("12345");
        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(190));

        SANDBOX.control("POST", "/faults", "{\"path\":\"/config.json\",\"kind\":\"huge\",\"bytes\":5000000}");
        String huge = SANDBOX.send("GET", "/config.json", null, null).body();
        assertThat(huge).hasSize(5_000_000).startsWith("{\"data\":").endsWith("\"}}");
    }

    @Test
    void resetsConnection() throws Exception {
        SANDBOX.control("POST", "/faults", "{\"path\":\"/config.json\",\"kind\":\"reset\"}");
        try (var socket = connected()) {
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void sendsOneHeaderLineOfAnyLength() throws Exception {
        SANDBOX.control("POST", "/faults", "{\"path\":\"/config.json\",\"kind\":\"header_line\",\"bytes\":3000000}");
        try (var socket = connected()) {
            var head = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").hasSizeGreaterThan(3_000_000);
            assertThat(head.split("\r\n")).hasSize(3);
        }
    }

    @Test
    void sendsAnyNumberOfHeaders() throws Exception {
        SANDBOX.control("POST", "/faults", "{\"path\":\"/config.json\",\"kind\":\"headers\",\"bytes\":3600000}");
        try (var socket = connected()) {
            var head = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(head.split("\r\n")).hasSizeGreaterThan(200_000);
        }
    }

    /** Returns a connection on which config.json has been requested. */
    private static Socket connected() throws IOException {
        var address = URI.create(SANDBOX.sandbox().catalogUrl());
        var socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write("GET /config.json HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void servesFiveHundredDelayedRequestsConcurrently() {
        SANDBOX.control("POST", "/faults", "{\"path\":\"/config.json\",\"delayMs\":5000}");
        var request = HttpRequest.newBuilder(URI.create(SANDBOX.sandbox().catalogUrl() + "/config.json"))
                .timeout(Duration.ofMinutes(2))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            Instant start = Instant.now();
            var answers = IntStream.range(0, 500)
                    .mapToObj(_ -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                    .toList();
            assertThat(SANDBOX.graphql("reader", "{me{name}}").statusCode()).isEqualTo(200);
            assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                    .containsOnly(200);
            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(5), Duration.ofMinutes(1));
        }
    }

    @Test
    void recordsRequestsWithoutSecrets() {
        var answer = SANDBOX.graphql("writer", "{me{name}}");
        assertThat(answer.statusCode()).isEqualTo(200);
        try (var presigner = SANDBOX.presigner("writer")) {
            var url = presigner
                    .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(1))
                            .getObjectRequest(get -> get.bucket("quilt-example").key("README.md")))
                    .url();
            var _ = SANDBOX.send(HttpRequest.newBuilder(URI.create(url.toString()))
                    .header("X-Request-Id", "abc")
                    .build());
        }
        assertThat(requests())
                .contains("\"path\":\"/quilt-example/README.md\"", "X-Amz-Signature=-", "\"x-request-id\":\"abc\"")
                .contains("\"authorization\":true")
                .doesNotContain("ASIA", "eyJ", "sandbox/requests");
    }

    @Test
    void losesResponseOfExecutedPush() {
        SANDBOX.control("POST", "/faults", "{\"path\":\"/graphql\",\"kind\":\"drop\",\"after\":true,\"times\":1}");
        assertThatThrownBy(() -> push("faults/lost")).isInstanceOf(UncheckedIOException.class);
        assertThat(isThere("faults/lost")).isTrue();
    }

    @Test
    void replacesResponseOfExecutedPush() {
        SANDBOX.control("POST", "/faults", "{\"path\":\"/graphql\",\"status\":504,\"after\":true,\"times\":1}");
        var answer = push("faults/gateway");
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).isEqualTo("{\"message\":\"A fault set by a test\"}");
        assertThat(isThere("faults/gateway")).isTrue();
    }

    /** The second request gets its response while the first one, which has been executed, still waits. */
    @Test
    void delaysResponseOfExecutedPush() {
        SANDBOX.control("POST", "/faults", "{\"operation\":\"Push\",\"delayMs\":60000,\"after\":true}");
        try (var client = HttpClient.newHttpClient()) {
            var pending = client.sendAsync(request("faults/late"), HttpResponse.BodyHandlers.ofString());
            while (!isThere("faults/late")) {
                Thread.onSpinWait();
            }
            assertThat(pending).isNotDone();
            client.shutdownNow();
        }
    }

    @Test
    void losesResponseOfExecutedPut() {
        SANDBOX.control("POST", "/faults", """
                {"path":"s3","token":"writer","status":500,"after":true,"times":1}""");
        try (var s3 = SANDBOX.s3("writer")) {
            var put = PutObjectRequest.builder()
                    .bucket("quilt-lab")
                    .key("faults/put")
                    .build();
            var _ = s3.putObject(put, RequestBody.fromString("x"));
            assertThat(s3.listObjectVersions(list -> list.bucket("quilt-lab").prefix("faults/put"))
                            .versions())
                    .hasSize(2);
        }
    }

    @Test
    void refusesMisspelledFault() {
        assertThat(SANDBOX.send("POST", "/sandbox/faults", "{\"pth\":\"/graphql\"}", null)
                        .statusCode())
                .isEqualTo(400);
        assertThat(SANDBOX.send("GET", "/sandbox/nothing", null, null).statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> operation(String who, String name) {
        String body = "{\"query\":\"query %s{me{name}}\",\"operationName\":\"%s\"}".formatted(name, name);
        return SANDBOX.send("POST", "/graphql", body, SANDBOX.bearer(who));
    }

    private static HttpResponse<String> push(String name) {
        return SANDBOX.send(request(name));
    }

    private static HttpRequest request(String name) {
        String query = """
                mutation Push{packageConstruct(params:{bucket:"quilt-lab",name:"%s"},src:{entries:[]}){__typename}}""".formatted(name);
        String body = Json.text(Map.of("query", query, "operationName", "Push"));
        return HttpRequest.newBuilder(URI.create(SANDBOX.sandbox().catalogUrl() + "/graphql"))
                .header("Authorization", SANDBOX.bearer("writer"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static boolean isThere(String name) {
        return !SANDBOX.data("writer", "{package(bucket:\"quilt-lab\",name:\"%s\"){name}}".formatted(name))
                .contains("null");
    }

    private static String requests() {
        return SANDBOX.send("GET", "/sandbox/requests", null, null).body();
    }
}
