package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResourceMatcherTest {
    private static final ResourceMatcher MATCHER = new ResourceMatcher(new SignInSettings(
            URI.create("https://mcp.example.com"),
            URI.create("https://connect.example.com"),
            new RedirectPolicy(List.of()),
            "key",
            null,
            null,
            Set.of("/mcp", "/mcp/", "/mcp/readonly", "/mcp/x/packages")::contains,
            Set.of("toolsets=readonly", "readonly=true")::contains));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mcp.example.com/mcp",
                "https://mcp.example.com/mcp/",
                "https://mcp.example.com/mcp?toolsets=readonly",
                "https://mcp.example.com/mcp/readonly",
                "https://mcp.example.com/mcp/x/packages?readonly=true",
                "https://mcp.example.com",
                "https://mcp.example.com/",
                "https://mcp.example.com:443/mcp",
                "HTTPS://MCP.example.com/mcp"
            })
    void acceptsEachSpellingOfClients(String resource) {
        assertThat(MATCHER.isOurs(resource)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mcp.example.com/mcp",
                "https://mcp.example.com:8443/mcp",
                "https://other.example.com/mcp",
                "https://mcp.example.com.evil.example/mcp",
                "https://mcp.example.com@evil.example/mcp",
                "https://user@mcp.example.com/mcp",
                "https://mcp.example.com/mcp#x",
                "https://mcp.example.com/mcp?foo=bar",
                "https://mcp.example.com/mcp?readonly=true&foo=bar",
                "https://mcp.example.com/?foo=bar",
                "https://mcp.example.com/mcp/../other",
                "https://mcp.example.com/mcpx",
                "https://mcp.example.com/mcp/x/nothing",
                "https://mcp.example.com/mcp/%72eadonly",
                "https://mcp.example.com/readonly",
                "https://connect.example.com/mcp/platform",
                "mcp.example.com/mcp",
                "/mcp",
                "urn:x",
                "https://mcp.example.com/%",
                "::"
            })
    void refusesAllOthers(String resource) {
        assertThat(MATCHER.isOurs(resource)).isFalse();
    }
}
