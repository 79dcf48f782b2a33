package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a sealed authorization code is bound to. */
final class SealedCodeTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    /** The example of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final SealedValues sealed = new SealedValues("first-key-of-at-least-32-characters", null, () -> NOW);
    private final SealedCode code =
            new SealedCode("c-1", FlowCookies.hash("client"), "https://claude.ai/cb", CHALLENGE);

    @Test
    void opensAsItWasSealed() {
        var text = code.seal(sealed, NOW.plusSeconds(60));
        assertThat(SealedCode.open(sealed, text)).contains(code);
        assertThat(SealedCode.open(sealed, code.seal(sealed, NOW))).isEmpty();
        assertThat(code).hasToString("SealedCode");
    }

    @Test
    void isForItsClientAndRedirectOnly() {
        assertThat(code.isFor("client", "https://claude.ai/cb")).isTrue();
        assertThat(code.isFor("other", "https://claude.ai/cb")).isFalse();
        assertThat(code.isFor("client", "https://claude.ai/cb/")).isFalse();
    }

    @Test
    void verifiesTheVerifierOfItsChallengeOnly() {
        assertThat(code.verifies(VERIFIER)).isTrue();
        assertThat(code.verifies(CHALLENGE)).isFalse();
        assertThat(code.verifies("")).isFalse();
        for (var invalid : new String[] {"a".repeat(42), "a".repeat(129), "ä".repeat(43)}) {
            assertThat(new SealedCode("c", "h", "r", FlowCookies.hash(invalid)).verifies(invalid))
                    .isFalse();
        }
    }
}
