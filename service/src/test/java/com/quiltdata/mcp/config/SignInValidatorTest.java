package com.quiltdata.mcp.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignInValidatorTest {
    private static final String KEY = "a-key-of-at-least-32-characters!";

    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final ObjectNode http = document.putObject("http");
    private final ObjectNode signIn = document.putObject("signIn");

    private List<String> faults() {
        var checks = new SettingChecks(document, _ -> null);
        SignInValidator.check(checks);
        return checks.faults();
    }

    private List<String> faults(String name, @Nullable String value) {
        signIn.put(name, value);
        return faults();
    }

    private void whole() {
        http.put("stateKey", KEY);
        signIn.put("connectUrl", "https://connect.example.com").put("publicUrl", "https://mcp.example.com");
    }

    @Test
    void requiresNothingWithoutAConnectUrl() {
        assertThat(faults()).isEmpty();
        http.put("resource", "https://mcp.example.com/mcp");
        assertThat(faults("publicUrl", "https://mcp.example.com")).isEmpty();
    }

    @Test
    void acceptsACompleteConfiguration() {
        whole();
        assertThat(faults()).isEmpty();
    }

    @Test
    void requiresThePublicUrlAndTheKey() {
        assertThat(faults("connectUrl", "https://connect.example.com"))
                .satisfiesExactly(
                        it -> assertThat(it).contains("QUILT_MCP_CONNECT_URL needs QUILT_MCP_PUBLIC_URL"),
                        it -> assertThat(it).contains("QUILT_MCP_CONNECT_URL needs QUILT_MCP_STATE_KEY"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource", "authorizationServers"})
    void refusesTheOlderVariablesBesideIt(String older) {
        whole();
        http.put(older, "https://id.example.com");
        assertThat(faults())
                .singleElement()
                .asString()
                .contains("QUILT_MCP_RESOURCE", "QUILT_MCP_AUTHORIZATION_SERVERS", "unset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mcp.example.com",
                "https://mcp.example.com:8443",
                "http://localhost:8000",
                "http://127.0.0.1:8000",
                "http://[::1]:8000"
            })
    void acceptsAnOriginAsPublicUrl(String url) {
        whole();
        assertThat(faults("publicUrl", url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mcp.example.com/",
                "https://mcp.example.com/mcp",
                "https://mcp.example.com?x",
                "https://mcp.example.com#x",
                "https://user@mcp.example.com",
                "https://MCP.example.com",
                "https://mcp.example.com:443",
                "https://mcp.example.com:",
                "http://localhost:80",
                "http://mcp.example.com",
                "mcp.example.com",
                "https://"
            })
    void refusesAnyOtherPublicUrl(String url) {
        whole();
        assertThat(faults("publicUrl", url)).singleElement().asString().contains("(QUILT_MCP_PUBLIC_URL) must be");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://connect.example.com:443",
                "http://localhost:9000",
                "http://[::1]",
                "https://Connect.example.com"
            })
    void acceptsAnOriginAsConnectUrl(String url) {
        whole();
        assertThat(faults("connectUrl", url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://connect.example.com/",
                "https://connect.example.com/mcp",
                "http://connect.example.com",
                "http://localhost.example.com",
                "http://10.0.0.7:8080",
                "connect",
                "ftp://x.y"
            })
    void refusesAnyOtherConnectUrl(String url) {
        whole();
        assertThat(faults("connectUrl", url)).singleElement().asString().contains("(QUILT_MCP_CONNECT_URL) must be");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude.ai",
                "Claude.AI, .example.com",
                "cursor://",
                "com.example.app://",
                "localhost",
                "claude.ai,claude.com,chatgpt.com,vscode.dev,insiders.vscode.dev,www.cursor.com,cursor://"
            })
    void acceptsHostsSuffixesAndSchemes(String entries) {
        assertThat(faults("redirects", entries)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "com",
                ".com",
                "*.example.com",
                "https://claude.ai",
                "claude.ai/cb",
                "claude.ai:443",
                "http://",
                "https://",
                "javascript://",
                "data://",
                "file://",
                "cursor:",
                "cursor:/",
                "a b.ai",
                "-a.ai",
                "claude.ai,cursor"
            })
    void refusesMalformedAndUnsafeEntries(String entries) {
        assertThat(faults("redirects", entries))
                .singleElement()
                .asString()
                .contains("QUILT_MCP_SIGNIN_REDIRECTS must be")
                .contains("'" + entries.substring(entries.lastIndexOf(',') + 1) + "'");
    }

    @Test
    void refusesShortKeysWithoutRepeatingThem() {
        http.put("stateKey", "brief");
        assertThat(faults("previousStateKey", "curt"))
                .satisfiesExactly(
                        it -> assertThat(it)
                                .contains("(QUILT_MCP_STATE_KEY) must")
                                .doesNotContain("brief"),
                        it -> assertThat(it)
                                .contains("(QUILT_MCP_STATE_KEY_PREVIOUS) must")
                                .doesNotContain("curt"));
    }

    @Test
    void refusesThePreviousKeyThatIsTheCurrentOne() {
        http.put("stateKey", KEY);
        assertThat(faults("previousStateKey", KEY + "?")).isEmpty();
        assertThat(faults("previousStateKey", KEY))
                .singleElement()
                .asString()
                .contains("(QUILT_MCP_STATE_KEY_PREVIOUS) must not be the same as QUILT_MCP_STATE_KEY")
                .contains("the key before the current one")
                .doesNotContain(KEY);
    }

    @Test
    void refusesAClientIdThatNoServerIssues() {
        assertThat(faults("connectClientId", "client-1")).isEmpty();
        assertThat(faults("connectClientId", "client 1"))
                .singleElement()
                .asString()
                .contains("(QUILT_MCP_CONNECT_CLIENT_ID) must be");
    }
}
