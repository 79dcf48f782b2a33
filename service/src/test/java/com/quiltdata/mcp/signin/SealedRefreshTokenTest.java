package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a sealed refresh token is bound to, and which can be sealed. */
final class SealedRefreshTokenTest {
    private final SealedValues sealed =
            new SealedValues("first-key-of-at-least-32-characters", null, () -> Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void isForTheClientThatItWasIssuedTo() {
        var token = SealedRefreshToken.open(
                        sealed,
                        SealedRefreshToken.seal(sealed, "refresh-1", "client").orElseThrow())
                .orElseThrow();
        assertThat(token.token()).isEqualTo("refresh-1");
        assertThat(token.isFor("client")).isTrue();
        assertThat(token.isFor("other")).isFalse();
        assertThat(token).hasToString("SealedRefreshToken");
    }

    @Test
    void sealsTokensOfUpTo4096Characters() {
        assertThat(SealedRefreshToken.seal(sealed, "t".repeat(4096), "client")).isPresent();
        assertThat(SealedRefreshToken.seal(sealed, "t".repeat(4097), "client")).isEmpty();
        assertThat(SealedRefreshToken.seal(sealed, "a\"b", "client")).isEmpty();
    }
}
