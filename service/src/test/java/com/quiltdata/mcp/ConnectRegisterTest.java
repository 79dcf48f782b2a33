package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.ChildProcess;
import com.quiltdata.mcp.testing.FakeUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code ops/connect-register} sends to Quilt Connect, and what it prints. */
@Tag("process")
final class ConnectRegisterTest {
    private static final String PUBLIC = "https://mcp.example.com";

    private final FakeUpstream connect = new FakeUpstream();

    @AfterEach
    void stop() {
        connect.close();
    }

    private record Run(int status, List<String> stdout, List<String> stderr) {}

    private static Run run(String... arguments) {
        var command = new ArrayList<>(List.of("bash", "ops/connect-register"));
        command.addAll(List.of(arguments));
        try (var child = ChildProcess.start(Path.of(".."), Map.of("PATH", System.getenv("PATH")), command)) {
            return new Run(child.exit(), child.stdout(), child.stderr());
        }
    }

    /** Serves metadata with this registration endpoint, which responds with this status and document. */
    private void serve(String endpoint, int status, String answer) {
        connect.answering(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/.well-known/oauth-authorization-server")) {
                var document = "{\n  \"issuer\": \"x\",\n  \"registration_endpoint\" : \"%s\"\n}".formatted(endpoint);
                FakeUpstream.answer(exchange, 200, "application/json", document);
            } else {
                FakeUpstream.answer(exchange, status, "application/json", answer);
            }
        });
    }

    @Test
    void registersTheCallbackAndPrintsTheVariable() throws IOException {
        serve(connect.url() + "/auth/register", 201, "{\"client_id\":\"shared-1\",\"client_name\":\"x\"}");
        var run = run(connect.url() + "/", PUBLIC + "/");
        assertThat(run.stderr()).isEmpty();
        assertThat(run.stdout()).containsExactly("QUILT_MCP_CONNECT_CLIENT_ID=shared-1");
        assertThat(run.status()).isZero();
        var sent = connect.seen().getLast();
        assertThat(sent.method() + " " + sent.path()).isEqualTo("POST /auth/register");
        var body = new ObjectMapper().readTree(sent.body());
        assertThat(body.path("redirect_uris").toString()).isEqualTo("[\"https://mcp.example.com/signin/callback\"]");
        assertThat(body.path("token_endpoint_auth_method").asText()).isEqualTo("none");
        assertThat(body.path("grant_types").toString()).isEqualTo("[\"authorization_code\",\"refresh_token\"]");
        assertThat(body.path("scope").asText()).isEqualTo("platform");
        assertThat(body.path("client_name").asText()).isEqualTo("Quilt MCP server at mcp.example.com");
    }

    @Test
    void sendsNothingToAnEndpointOfAnotherOrigin() {
        try (var other = new FakeUpstream()) {
            serve(other.url() + "/auth/register", 201, "{}");
            var run = run(connect.url(), PUBLIC);
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.stdout()).isEmpty();
            assertThat(run.stderr()).singleElement().asString().contains("of another origin", "Nothing was registered");
            assertThat(other.seen()).isEmpty();
        }
    }

    @Test
    void saysHowToAllowARefusedRedirect() {
        serve(connect.url() + "/auth/register", 400, "{\"error\":\"invalid_redirect_uri\"}");
        var run = run(connect.url(), PUBLIC);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr()).anyMatch(line -> line.contains("status 400: {\"error\":\"invalid_redirect_uri\"}"));
        assertThat(run.stderr()).anyMatch(line -> line.contains("ConnectAllowedHosts"));
    }

    @Test
    void refusesAClientIdWithShellCharacters() {
        serve(connect.url() + "/auth/register", 201, "{\"client_id\":\"a; rm -rf x\"}");
        var run = run(connect.url(), PUBLIC);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.stdout()).isEmpty();
    }

    @Test
    void requiresTwoHttpsOrigins() {
        assertThat(run("https://connect.example.com", "https://mcp.example.com/mcp")
                        .status())
                .isEqualTo(2);
        assertThat(run("http://connect.example.com", PUBLIC).status()).isEqualTo(2);
        assertThat(run(PUBLIC).status()).isEqualTo(2);
    }
}
