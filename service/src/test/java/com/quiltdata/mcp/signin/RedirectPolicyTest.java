package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedirectPolicyTest {
    private final RedirectPolicy policy =
            new RedirectPolicy(List.of("claude.ai", "VSCode.dev", ".example.com", "cursor://"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://claude.ai/api/mcp/auth_callback",
                "https://CLAUDE.ai:443/cb?x=1",
                "https://vscode.dev/redirect",
                "https://vscode.dev/redirect?url=a%2Fb%5c..%2E",
                "https://claude.ai/a%20b.c..d",
                "https://app.example.com/cb",
                "https://a.b.example.com/",
                "cursor://anysphere.cursor-retrieval/oauth/user-mcp/callback",
                "cursor:/callback",
                "http://127.0.0.1:33418",
                "http://127.0.0.1:33418/",
                "http://localhost:6274/oauth/callback",
                "http://[::1]:1/cb",
                "https://localhost/cb"
            })
    void allowsListedRedirectsAndLoopback(String redirect) {
        assertThat(policy.refusal(redirect)).isEmpty();
        assertThat(policy.allows(redirect)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "claude.ai",
                "/cb",
                "https:///cb",
                "http://claude.ai/cb",
                "https://claude.ai:8443/cb",
                "https://evil.claude.ai/cb",
                "https://claude.ai.evil.org/cb",
                "https://claude.ai@evil.org/cb",
                "https://user@claude.ai/cb",
                "http://x@localhost/cb",
                "cursor://x@host/cb",
                "https://example.com/cb",
                "https://evilexample.com/cb",
                "https://claude.ai/cb#part",
                "https://claude.ai/cb#",
                "https://claude.ai\\@evil.org/cb",
                "https://claude.ai/a/../cb",
                "https://claude.ai/a/%2E%2e/cb",
                "https://claude.ai/a%2Fcb",
                "https://claude.ai/%2fevil.example/cb",
                "https://claude.ai/a%5ccb",
                "https://claude.ai/a%5Ccb",
                "https://claude.ai/..%2fcb",
                "https://claude.ai/a%2ecb",
                "https://claude.ai/a%2Ecb",
                "https://app.example.com/a%2e%2e%2fcb",
                "https://claude.ai/./cb",
                "https://claude.ai/..",
                "https://claude.ai/a b",
                "https://claude.ai/ü",
                "https://claude.ai/\ncb",
                "https://сlaude.ai/cb",
                "http://127.0.0.1.evil.org/cb",
                "http://127.0.0.2/cb",
                "http://localhost.evil.org/cb",
                "http://0.0.0.0/cb",
                "vscode://cb",
                "vscode://localhost/cb",
                "ftp://127.0.0.1/cb",
                "javascript://localhost/%0Aalert(1)",
                "cursor:opaque",
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd"
            })
    void refusesEverythingElse(String redirect) {
        assertThat(policy.refusal(redirect)).isPresent();
        assertThat(policy.allows(redirect)).isFalse();
    }

    @Test
    void refusesLongUris() {
        var longest = "https://claude.ai/" + "a".repeat(RedirectPolicy.MAX_LENGTH - "https://claude.ai/".length());
        assertThat(policy.refusal(longest)).isEmpty();
        assertThat(policy.refusal(longest + "a")).contains("A redirect URI may have at most 512 characters.");
    }
}
