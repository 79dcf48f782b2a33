package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SealedValuesTest {
    private static final String KEY = "first-key-of-at-least-32-characters";
    private static final String LATER_KEY = "later-key-of-at-least-32-characters";
    private static final ObjectNode VALUE = JsonNodeFactory.instance
            .objectNode()
            .put("redirect", "https://claude.ai/ü")
            .put("n", 7);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final SealedValues values = new SealedValues(KEY, null, now::get);

    @Test
    void opensSealedValues() {
        for (var purpose : Purpose.values()) {
            assertThat(values.open(purpose, values.seal(purpose, VALUE, null))).contains(VALUE);
        }
    }

    @Test
    void opensAValueOnlyForItsPurpose() {
        for (var purpose : Purpose.values()) {
            var sealed = values.seal(purpose, VALUE, null);
            assertThat(Arrays.stream(Purpose.values())
                            .filter(it -> values.open(it, sealed).isPresent()))
                    .containsExactly(purpose);
        }
    }

    @Test
    void encryptsTheValueDifferentlyEachTime() {
        var sealed = values.seal(Purpose.FLOW, VALUE, null);
        assertThat(sealed).matches("[A-Za-z0-9_-]+").isNotEqualTo(values.seal(Purpose.FLOW, VALUE, null));
        assertThat(new String(Base64.getUrlDecoder().decode(sealed), StandardCharsets.UTF_8))
                .doesNotContain("claude");
    }

    @Test
    void expiresAtItsTime() {
        var sealed = values.seal(Purpose.CODE, VALUE, now.get().plusSeconds(60));
        now.updateAndGet(it -> it.plusSeconds(59));
        assertThat(values.open(Purpose.CODE, sealed)).contains(VALUE);
        now.updateAndGet(it -> it.plusSeconds(1));
        assertThat(values.open(Purpose.CODE, sealed)).isEmpty();
    }

    @Test
    void valueWithoutExpiryStaysValid() {
        var sealed = values.seal(Purpose.CLIENT, VALUE, null);
        now.updateAndGet(it -> it.plus(Duration.ofDays(36_500)));
        assertThat(values.open(Purpose.CLIENT, sealed)).contains(VALUE);
    }

    @Test
    void refusesEveryAlteredCharacter() {
        var sealed = values.seal(Purpose.CODE, VALUE, null);
        assertThat(IntStream.range(0, sealed.length())
                        .filter(i ->
                                values.open(Purpose.CODE, altered(sealed, i)).isPresent()))
                .isEmpty();
    }

    private static String altered(String text, int at) {
        return text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "=", "%%%", "no base64 ü", "AAAAAAAAAAAAAAAAAAAAAAAA", "AQAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesForeignTexts(String text) {
        assertThat(values.open(Purpose.CLIENT, text)).isEmpty();
    }

    @Test
    void refusesAbsentAndOverlongTexts() {
        assertThat(values.open(Purpose.CLIENT, null)).isEmpty();
        assertThat(values.open(Purpose.CLIENT, "A".repeat(SealedValues.MAX_LENGTH + 1)))
                .isEmpty();
        var huge = JsonNodeFactory.instance.objectNode().put("state", "s".repeat(SealedValues.MAX_LENGTH));
        assertThatThrownBy(() -> values.seal(Purpose.FLOW, huge, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opensTheLongestText() {
        var longest = JsonNodeFactory.instance.objectNode().put("state", "s".repeat(4559));
        var sealed = values.seal(Purpose.FLOW, longest, null);
        assertThat(sealed).hasSize(SealedValues.MAX_LENGTH);
        assertThat(values.open(Purpose.FLOW, sealed)).contains(longest);
    }

    @Test
    void opensWithThePreviousKeyAndSealsWithTheCurrent() {
        var rotated = new SealedValues(LATER_KEY, KEY, now::get);
        var later = new SealedValues(LATER_KEY, null, now::get);
        var before = values.seal(Purpose.CLIENT, VALUE, null);
        var after = rotated.seal(Purpose.CLIENT, VALUE, null);
        assertThat(rotated.open(Purpose.CLIENT, before)).contains(VALUE);
        assertThat(later.open(Purpose.CLIENT, after)).contains(VALUE);
        assertThat(later.open(Purpose.CLIENT, before)).isEmpty();
        assertThat(values.open(Purpose.CLIENT, after)).isEmpty();
    }

    @Test
    void recognizesASealedValueOfAnyKeyByItsForm() {
        var other = new SealedValues(LATER_KEY, null, now::get);
        assertThat(SealedValues.hasForm(other.seal(Purpose.REFRESH, VALUE, null)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access-1",
                "qk_AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ3cml0ZXIifQ.AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void doesNotTreatForeignTokensAsSealedValues(String token) {
        assertThat(SealedValues.hasForm(token)).isFalse();
    }
}
