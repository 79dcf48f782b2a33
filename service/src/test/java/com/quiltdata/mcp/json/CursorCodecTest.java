package com.quiltdata.mcp.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

public class CursorCodecTest {
    sealed interface Filter {}

    record Range(@Nullable Double min, @Nullable Instant since) implements Filter {}

    record Words(List<String> words, boolean all) implements Filter {}

    record Position(String key, @Nullable String version, int skip, Filter filter) {
        Position {
            if (skip < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    record Other(String key) {}

    private static final CursorCodec<Position> CODEC = new CursorCodec<>(Position.class, "must be a cursor.");
    private static final Position POSITION =
            new Position("a/ü😀\n\0\".csv", "v1", 7, new Words(List.of("x", ""), true));

    /** Returns a text with the right checksum, which is no secret: anybody can compute it. */
    public static String forged(String json) {
        var body = json.getBytes(StandardCharsets.UTF_8);
        var checksum = new CRC32();
        checksum.update(body);
        var bytes = ByteBuffer.allocate(4 + body.length)
                .putInt((int) checksum.getValue())
                .put(body);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static List<Position> positions() {
        return List.of(
                POSITION,
                new Position("\ud800", "\udc00 ", 0, new Range(Double.POSITIVE_INFINITY, Instant.MAX)),
                new Position("", null, 0, new Range(null, null)),
                new Position("k", null, 1, new Range(-1e300, Instant.EPOCH)),
                new Position(
                        "k", null, Integer.MAX_VALUE, new Range(0.1, Instant.parse("2026-01-02T03:04:05.678901Z"))));
    }

    @ParameterizedTest
    @MethodSource("positions")
    void decodesWhatItEncoded(Position position) {
        assertThat(CODEC.encode(position)).matches("[A-Za-z0-9_-]+");
        assertThat(CODEC.decode(CODEC.encode(position))).isEqualTo(position);
    }

    @Test
    void refusesEveryAlteredCharacter() {
        var text = CODEC.encode(POSITION);
        for (int i = 0; i < text.length(); i++) {
            var other = text.charAt(i) == 'A' ? 'B' : 'A';
            var altered = text.substring(0, i) + other + text.substring(i + 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CODEC.decode(altered))
                    .withMessage("must be a cursor.");
        }
    }

    @Test
    void refusesShortenedAndExtendedTexts() {
        var text = CODEC.encode(POSITION);
        for (int i = 0; i < text.length(); i++) {
            var shortened = text.substring(0, i);
            assertThatIllegalArgumentException().isThrownBy(() -> CODEC.decode(shortened));
        }
        for (var end : List.of("A", "=", " ", "AAAA")) {
            assertThatIllegalArgumentException().isThrownBy(() -> CODEC.decode(text + end));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "",
                "{\"key\":\"k\",\"skip\":1}",
                "{\"key\":null,\"skip\":1,\"filter\":{\"type\":\"Range\"}}",
                "{\"key\":\"k\",\"skip\":null,\"filter\":{\"type\":\"Range\"}}",
                "{\"key\":\"k\",\"skip\":1,\"filter\":null}",
                "{\"key\":\"k\",\"skip\":1,\"filter\":{}}",
                "{\"key\":\"k\",\"skip\":1,\"filter\":{\"type\":\"Position\"}}",
                "{\"key\":\"k\",\"skip\":1,\"filter\":{\"type\":\"java.lang.Object\"}}",
                "{\"key\":\"k\",\"skip\":1,\"filter\":{\"type\":\"Words\",\"words\":[null],\"all\":true}}",
                "{\"key\":\"k\",\"skip\":1,\"filter\":{\"type\":\"Words\",\"words\":[\"x\"]}}",
                "{\"key\":\"k\",\"version\":null,\"skip\":1,\"filter\":{\"type\":\"Range\"}}",
                "{\"key\":\"k\",\"skip\":-1,\"filter\":{\"type\":\"Range\"}}",
                "{\"key\":\"k\",\"skip\":1.5,\"filter\":{\"type\":\"Range\"}}",
                "{\"key\":\"k\",\"skip\":\"1\",\"filter\":{\"type\":\"Range\"}}",
                "{\"key\":\"k\",\"skip\":99999999999,\"filter\":{\"type\":\"Range\"}}",
                "{\"key\":\"k\",\"skip\":1,\"rights\":\"all\",\"filter\":{\"type\":\"Range\"}}",
                "{\"key\":\"j\",\"key\":\"k\",\"skip\":1,\"filter\":{\"type\":\"Range\"}}",
                "{\"skip\":1,\"key\":\"k\",\"filter\":{\"type\":\"Range\"}}",
                "{\"key\":\"k\",\"skip\":1,\"filter\":{\"type\":\"Range\"}} ",
                "{\"key\":\"k\",\"skip\":1,\"filter\":{\"type\":\"Range\"}}{}"
            })
    void refusesForgedTexts(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CODEC.decode(forged(json)))
                .withMessage("must be a cursor.");
    }

    @Test
    void acceptsAForgedTextThatItWouldEncode() {
        assertThat(CODEC.decode(forged("{\"key\":\"k\",\"skip\":1,\"filter\":{\"type\":\"Range\"}}")))
                .isEqualTo(new Position("k", null, 1, new Range(null, null)));
    }

    @Test
    void refusesCursorsOfAnotherType() {
        var other = new CursorCodec<>(Other.class, "must be another cursor.");

        assertThatIllegalArgumentException().isThrownBy(() -> CODEC.decode(other.encode(new Other("k"))));
        assertThatIllegalArgumentException().isThrownBy(() -> other.decode(CODEC.encode(POSITION)));
    }

    @Test
    void refusesTextsAboveTheMaximumLength() {
        var other = new CursorCodec<>(Other.class, "must be another cursor.");
        var longest = new Other("k".repeat(49_152 - 4 - "{\"key\":\"\"}".length()));
        var longer = new Other(longest.key() + "k");

        assertThat(other.encode(longest)).hasSize(65_536);
        assertThat(other.decode(other.encode(longest))).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> other.decode(other.encode(longer)));
    }
}
