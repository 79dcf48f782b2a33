package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.sandbox.json.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Faults of real catalogs, and of proxies in front of them. */
final class CatalogFaultsTest {
    private static final TestSandbox SANDBOX = new TestSandbox();

    @AfterEach
    void clear() {
        SANDBOX.control("DELETE", "/faults", "");
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void failsOneOperationOnce() {
        SANDBOX.control("POST", "/faults", """
                {"path":"/graphql","operation":"Who","status":200,"times":1,
                 "body":"{\\"errors\\":[{\\"message\\":\\"Internal Server Error\\"}],\\"data\\":null}"}""");
        assertThat(operation("writer", "Other").body()).contains("\"name\":\"writer\"");
        assertThat(operation("writer", "Who").body()).contains("Internal Server Error", "\"data\":null");
        assertThat(operation("writer", "Who").body())
                .contains("\"name\":\"writer\"")
                .doesNotContain("errors");
    }

    @Test
    void servesWebPageInsteadOfS3() throws Exception {
        SANDBOX.control("POST", "/faults", "{\"path\":\"s3\",\"kind\":\"web_page\"}");
        var uri = URI.create(SANDBOX.sandbox().s3Endpoint() + "/quilt-example?list-type=2");
        var response = SANDBOX.send(HttpRequest.newBuilder(uri).build());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(response.body()).startsWith("<!doctype html>");
    }

    @Test
    void servesWebPageWithStatus() {
        SANDBOX.control("POST", "/faults", "{\"path\":\"/graphql\",\"kind\":\"web_page\",\"status\":403}");
        var response = operation("writer", "Who");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("<title>403</title>");
    }

    @Test
    void deniesS3InItsOwnWords() {
        String denial =
                "<Error><Code>AccessDenied</Code><Message>User is not authorized to perform: kms:Decrypt</Message>"
                        + "</Error>";
        SANDBOX.control("POST", "/faults", Json.text(Map.of("path", "s3", "status", 403, "body", denial)));
        try (var s3 = SANDBOX.s3("writer")) {
            assertThatThrownBy(() -> s3.getObjectAsBytes(
                            get -> get.bucket("quilt-example").key("README.md")))
                    .isInstanceOf(S3Exception.class)
                    .hasMessageContaining("kms:Decrypt");
        }
    }

    @Test
    void refusesTooLongToken() {
        var response = SANDBOX.send("POST", "/graphql", "{}", "Bearer " + "x".repeat(30_000));
        assertThat(response.statusCode()).isEqualTo(431);
    }

    private static HttpResponse<String> operation(String who, String name) {
        String body = "{\"query\":\"query %s{me{name}}\",\"operationName\":\"%s\"}".formatted(name, name);
        return SANDBOX.send("POST", "/graphql", body, SANDBOX.bearer(who));
    }
}
