package com.quiltdata.mcp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token says of its owner, and what is made of one that says nothing or too much. */
final class CallerTest {
    private static Caller token(String payload) {
        var middle = Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        return Caller.of("e30." + middle + ".c2ln");
    }

    @Test
    void readsIdAndUuidOfSessionToken() {
        assertThat(token("{\"id\": 123, \"uuid\":\"8a2c-1\", \"exp\": 1, \"email\": \"a@b.c\"}")
                        .claims())
                .isEqualTo(Map.of("id", "123", "uuid", "8a2c-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"qk_abc", "a.b", "e30.!!!.c2ln", "e30..c2ln", "a.b.c.d"})
    void readsNoClaimsOfOtherTokens(String bearer) {
        assertThat(Caller.of(bearer).claims()).isEmpty();
    }

    @Test
    void namesExpiryOfExpiredToken() {
        var token = token("{\"exp\": 1795867440}");
        assertThat(token.fault(Instant.parse("2026-11-28T12:04:00Z"))).isEqualTo("It expired at 2026-11-28T12:04:00Z.");
        assertThat(token.fault(Instant.parse("2026-11-28T12:03:59Z"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${TOKEN}", "${env:QUILT_TOKEN}", "$TOKEN", "<token>", "<your-api-key>", "YOUR_TOKEN"})
    void recognizesPlaceholder(String bearer) {
        assertThat(Caller.of(bearer).fault(Instant.EPOCH))
                .isEqualTo("The client sent the placeholder " + bearer
                        + " instead of a token: set the variable in its configuration.");
    }

    @Test
    void namesLengthOfLongToken() {
        assertThat(Caller.of("a".repeat(8193)).fault(Instant.EPOCH))
                .isEqualTo(
                        "It is 8,193 bytes long, but many servers accept only 8,192. Use an API key of the catalog instead.");
        assertThat(Caller.of("a".repeat(8192)).fault(Instant.EPOCH)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qk_abc",
                "a.b.c",
                "e30.e30.c2ln",
                "e30.bnVsbA.c2ln",
                "<a\"b>",
                "${x}y",
                "your_s3cr3t",
                "<s3cr3t>"
            })
    void repeatsNoOtherToken(String bearer) {
        assertThat(Caller.of(bearer).fault(Instant.MAX)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "0", "-5", "1e400", "99999999999999999999", "null", "[]"})
    void ignoresExpiryThatIsNotInThePast(String expiry) {
        assertThat(token("{\"exp\": " + expiry + "}").fault(Instant.parse("2026-11-28T12:04:00Z")))
                .isNull();
    }

    @Test
    void ignoresClaimsThatAreNotPlainWords() {
        assertThat(token("{\"uuid\":\"x\\nAUDIT caller=eve\"}").claims()).isEmpty();
        assertThat(token("{\"uuid\":\"" + "u".repeat(65) + "\"}").claims()).isEmpty();
    }

    @Test
    void isItsTokensDigest() {
        var caller = Caller.of("ada");
        assertThat(caller.bearer()).isEqualTo("ada");
        assertThat(caller.digest())
                .isEqualTo("fdee430d40bd57deeac186cd9790033d0f06f909a8806e7ce6e717ab7c7d5029")
                .startsWith(caller.getName());
        assertThat(caller.getName()).hasSize(12);
        assertThat(caller).hasToString("Caller[" + caller.getName() + "]");
        assertThat(caller).isEqualTo(Caller.of("ada").accepted()).hasSameHashCodeAs(Caller.of("ada"));
        assertThat(caller).isNotEqualTo(Caller.of("bob")).isNotEqualTo("ada");
        assertThat(caller.hashCode()).isNotEqualTo(Caller.of("bob").hashCode());
    }

    @Test
    void isAcceptedWithItsUserOnlyWhenMarked() {
        var ada = new Caller.User("ada", "ada@example.com");
        var caller = Caller.of("token");
        assertThat(caller.isAccepted()).isFalse();
        assertThat(caller.user()).isEmpty();
        assertThat(caller.accepted().isAccepted()).isTrue();
        assertThat(caller.accepted(ada).user()).contains(ada);
    }

    @Test
    void redactsEveryOccurrenceOfItsToken() {
        assertThat(Caller.of("secret").redact("a secret, twice secret.")).isEqualTo("a ***, twice ***.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void refusesBlankToken(String bearer) {
        assertThatThrownBy(() -> Caller.of(bearer)).isInstanceOf(IllegalArgumentException.class);
    }
}
