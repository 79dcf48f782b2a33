package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.ForeignPrograms;
import com.quiltdata.mcp.testing.NodeFolder;
import com.quiltdata.mcp.testing.OAuthClient;
import com.quiltdata.mcp.testing.PythonFolder;
import com.quiltdata.mcp.testing.RoundRobin;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients of others discover the sign-in from a 401, register, send their user through both consent pages, refresh an
 * expired token, and sign in again after a revocation. Needs Node and npm; without them this is skipped, unless the
 * environment says FOREIGN_CLIENTS=required. One needs Python with FastMCP, which FASTMCP=required requires.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInClientsIT {
    private static final Path CLIENTS = Path.of("..", "ops", "clients");
    private static final String LOOPBACK = "http://127.0.0.1:33418";

    /** The steps of a sign-in in the order in which a client and its user come to them. */
    private static final List<String> STEPS =
            List.of("/register", "/authorize", "/signin/consent", "/signin/callback", "/token");

    private final SandboxProcess sandbox = SandboxProcess.shared();
    private final ServerProcess server = ServerProcess.signingIn(sandbox);

    @AfterAll
    void stop() {
        server.close();
        sandbox.settings("{\"connect\":{\"accessTokenSeconds\":3600}}");
    }

    @ParameterizedTest
    @CsvSource({
        "v1, " + LOOPBACK,
        "v1, https://vscode.dev/redirect",
        "v2, http://127.0.0.1:33418/",
        "v2, cursor://anysphere.cursor-mcp/oauth/callback"
    })
    void sdkClientSignsInRefreshesAndSignsInAgain(String version, String redirect) {
        var saw = signIn(server.uri("/mcp").toString(), version, redirect);
        assertSignedIn(saw);
        assertThat(saw.path("iss").asText()).isEqualTo(server.uri("").toString());
    }

    /** Users enter the URL with a slash, a query or a path that chooses tools, and Claude Code puts it into {@code resource} as it is. */
    @ParameterizedTest
    @ValueSource(strings = {"/mcp/", "/mcp?readonly=true", "/mcp/x/packages,search/readonly"})
    void signsInWithEachFormOfTheUrl(String path) {
        for (var version : List.of("v1", "v2")) {
            assertSignedIn(signIn(server.uri(path).toString(), version, LOOPBACK + "/callback"));
        }
    }

    @Test
    void mcpRemoteSignsInRefreshesAndSignsInAgain() {
        var callbackPort = Integer.toString(ServerProcess.freePort());
        assertSignedInTwice(signIn(server.uri("/mcp").toString(), "mcp-remote", callbackPort));
    }

    @Test
    void fastMcpSignsInRefreshesAndSignsInAgain() {
        assertSignedInTwice(PythonFolder.installed(CLIENTS)
                .run("signin.py", server.uri("/mcp").toString(), "writer"));
    }

    /** What a client saw when it had signed in, when it had refreshed, and when it had signed in after a revocation. */
    private static void assertSignedInTwice(JsonNode saw) {
        for (var when : List.of("saw", "refreshed", "again")) {
            assertServed(saw.path(when));
        }
        assertThat(saw.path("visits")).map(JsonNode::asInt).containsExactly(1, 1, 2);
        assertThat(saw.path("rotated").asBoolean()).isTrue();
    }

    /** What VS Code and Cursor register in one request, which one redirect that is not allowed would refuse. */
    @ParameterizedTest
    @CsvSource({
        LOOPBACK + "/, https://insiders.vscode.dev/redirect, https://vscode.dev/redirect, http://127.0.0.1/",
        "cursor://anysphere.cursor-mcp/oauth/callback, https://www.cursor.com/agents/mcp/oauth/callback,"
                + " http://localhost:8787/callback, http://localhost/"
    })
    void anEditorRegistersAllItsRedirects(String redirect, String second, String third, String fourth) {
        var client = OAuthClient.register(server, redirect, second, third, fourth);
        assertThat(server.get(URI.create(client.authorizeUrl())).statusCode()).isEqualTo(200);
    }

    @Test
    void twoServersShareTheStepsOfOneSignIn() {
        if (!RoundRobin.available()) {
            ForeignPrograms.skip("The sign-in behind a proxy is SKIPPED: haproxy is not on PATH.");
        }
        var port = ServerProcess.freePort();
        var environment = ServerProcess.signIn(sandbox, port);
        try (var a = ServerProcess.start(environment);
                var b = ServerProcess.start(environment);
                var proxy = RoundRobin.before(port, a.uri(""), b.uri(""))) {
            var saw = signIn(proxy.uri("/mcp").toString(), "v1", LOOPBACK + "/callback");
            assertSignedIn(saw);
            var registering = steps(a).getFirst().equals("/register") ? a : b;
            assertThat(steps(registering)).startsWith("/register", "/signin/consent", "/token");
            assertThat(steps(registering == a ? b : a)).startsWith("/authorize", "/signin/callback");
        }
    }

    /** The paths of the sign-in that a server was asked for, in their order. */
    private static List<String> steps(ServerProcess server) {
        return server.child().stdout().stream()
                .flatMap(line -> STEPS.stream().filter(step -> line.contains(" path=" + step + " ")))
                .toList();
    }

    private JsonNode signIn(String url, String client, String redirect) {
        var folder = NodeFolder.installed(CLIENTS);
        return folder.run("signin.mjs", url, sandbox.ready().path("control").textValue(), client, redirect);
    }

    /** Once at first, without the user after the token had expired, and once more after the revocation. */
    private static void assertSignedIn(JsonNode saw) {
        assertThat(saw.path("asked").asBoolean()).as("%s", saw).isTrue();
        assertThat(saw.path("askedAfterExpiry").asBoolean()).as("%s", saw).isFalse();
        assertThat(saw.path("refreshed").asBoolean()).as("%s", saw).isTrue();
        assertThat(saw.path("askedAfterRevocation").asBoolean()).as("%s", saw).isTrue();
        assertThat(saw.path("registered").asInt()).isEqualTo(1);
        assertThat(saw.path("visits").asInt()).isEqualTo(2);
        assertServed(saw.path("saw"));
        assertServed(saw.path("again"));
    }

    private static void assertServed(JsonNode saw) {
        assertThat(saw.path("tools").asInt()).isPositive();
        assertThat(saw.path("buckets")).map(JsonNode::asText).containsExactlyInAnyOrder("quilt-example", "quilt-lab");
        assertThat(saw.path("user").asText()).isEqualTo("writer");
    }
}
