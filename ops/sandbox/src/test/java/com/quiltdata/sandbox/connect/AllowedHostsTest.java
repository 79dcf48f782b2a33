package com.quiltdata.sandbox.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The entry formats of Quilt's {@code ConnectAllowedHosts}. */
final class AllowedHostsTest {
    @ParameterizedTest
    @CsvSource({
        "claude.ai, https://claude.ai/api/mcp/auth_callback",
        "Claude.AI., https://claude.ai./callback",
        "claude.ai, https://claude.ai:443/callback",
        ".example.com, https://mcp.example.com/signin/callback",
        "cursor://, cursor://anysphere.cursor-retrieval/oauth/callback",
        "localhost, http://127.0.0.1:8000/signin/callback",
        "127.0.0.1, http://localhost:33418/",
    })
    void allowsRedirect(String entry, String redirect) {
        assertThat(new AllowedHosts(List.of("other.test", entry)).allows(redirect))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://claude.ai/callback",
                "https://claude.ai:8443/callback",
                "https://claude.ai.evil.test/callback",
                "https://sub.claude.ai/callback",
                "https://claude.ai@evil.test/callback",
                "https://user@claude.ai/callback",
                "https://claude.ai/callback#fragment",
                "https://example.com/callback",
                "https://notexample.com/callback",
                "https://127.0.0.1/callback",
                "http://127.0.0.2/callback",
                "https://evil.test/callback",
                "vscode://callback",
                "claude.ai/callback",
                "https://claude.ai\\callback"
            })
    void refusesRedirect(String redirect) {
        var allowed = new AllowedHosts(List.of("claude.ai", ".example.com", "cursor://", "localhost", "https://"));
        assertThat(allowed.allows(redirect)).isFalse();
    }
}
