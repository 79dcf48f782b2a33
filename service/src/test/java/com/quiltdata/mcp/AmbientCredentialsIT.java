package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server whose environment is full of AWS credentials has no identity of its own all the same: a refused token gets
 * HTTP 401, S3 hears nothing, and neither does who hands out credentials to containers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmbientCredentialsIT {
    private static final String OBJECT = "{\"s3_uri\":\"s3://quilt-example/examples/hurdat/README.md\"}";
    private static final String BUCKET = "{\"bucket\":\"quilt-example\"}";

    private final SandboxProcess sandbox = SandboxProcess.shared();
    private final List<String> askedForCredentials = new CopyOnWriteArrayList<>();
    private final HttpServer vendor = vendor(askedForCredentials);
    private final ServerProcess withKeys = ServerProcess.start(environment(Map.of(
            "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "AWS_SESSION_TOKEN", "of-the-server")));
    private final ServerProcess withContainer = ServerProcess.start(environment(Map.of(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "http://127.0.0.1:" + vendor.getAddress().getPort() + "/credentials",
            "AWS_EC2_METADATA_SERVICE_ENDPOINT",
            "http://127.0.0.1:" + vendor.getAddress().getPort())));

    @BeforeAll
    void listen() {
        vendor.start();
    }

    @AfterAll
    void stop() {
        vendor.stop(0);
        withKeys.close();
        withContainer.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "revoked bucket_object_text",
                "revoked bucket_object_info",
                "revoked bucket_object_fetch",
                "revoked bucket_object_link",
                "revoked bucket_objects_list",
                "expired bucket_object_text",
                "expired bucket_objects_list"
            })
    void returns401WithoutAnS3RequestForARefusedToken(String token, String tool) {
        for (var server : List.of(withKeys, withContainer)) {
            sandbox.clearRequests();
            var answer =
                    server.callTool(sandbox.token(token), tool, tool.equals("bucket_objects_list") ? BUCKET : OBJECT);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .get()
                    .asString()
                    .startsWith("Bearer ");
            assertThat(answer.body()).contains("JWT token invalid or expired. Please re-authenticate.");
            assertThat(requestsTo("s3")).isEmpty();
        }
        assertThat(askedForCredentials).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bucket_object_text", "bucket_object_info"})
    void sendsOnlyTheCallersCredentialsToS3(String tool) {
        for (var server : List.of(withKeys, withContainer)) {
            sandbox.clearRequests();
            var answer = server.callTool(sandbox.token("reader"), tool, OBJECT);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"isError\":false");
            assertThat(requestsTo("s3"))
                    .isNotEmpty()
                    .allSatisfy(
                            request -> assertThat(request.path("user").asText()).isEqualTo("reader"));
        }
        assertThat(askedForCredentials).isEmpty();
    }

    private List<JsonNode> requestsTo(String plane) {
        return StreamSupport.stream(sandbox.requests().spliterator(), false)
                .filter(request -> request.path("plane").asText().equals(plane))
                .toList();
    }

    private Map<String, String> environment(Map<String, String> ambient) {
        var environment = new HashMap<>(ServerProcess.environment(sandbox));
        environment.putAll(ambient);
        return environment;
    }

    /** Hands out credentials to whoever asks, and remembers that somebody did. */
    private static HttpServer vendor(List<String> asked) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                asked.add(exchange.getRequestURI().toString());
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            });
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
