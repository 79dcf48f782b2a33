package com.quiltdata.mcp.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OutgoingJsonTest {
    private static final JsonMapper WIRE = OutgoingJson.wire().build();
    private static final JsonMapper TEXTS = OutgoingJson.texts().build();
    private static final JsonMapper STRICT = JsonMapper.builder().build();

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("plain", "plain"),
                Arguments.of("", ""),
                Arguments.of("caf\u00E9 \u65E5\u672C", "caf\u00E9 \u65E5\u672C"),
                Arguments.of("pair \ud83e\uddec.", "pair \ud83e\uddec."),
                Arguments.of("\ud83e", "\uFFFD"),
                Arguments.of("a\ud83eb", "a\uFFFDb"),
                Arguments.of("\uddec\ud83e", "\uFFFD\uFFFD"),
                Arguments.of("\ud83e\ud83e\uddec\uddec", "\uFFFD\ud83e\uddec\uFFFD"),
                Arguments.of("a\0b", "a\uFFFDb"),
                Arguments.of("a\u2028b\u2029c\u0085d\r\n", "a\u2028b\u2029c\u0085d\r\n"),
                Arguments.of("x".repeat(20_000) + "\ud83e", "x".repeat(20_000) + "\uFFFD"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void writesWellFormedStringsAndNames(String text, String expected) throws Exception {
        var tree = JsonNodeFactory.instance.objectNode().put("text", text);
        tree.putObject("names").put(text, 1);
        tree.putArray("list").add(text);
        var wire = WIRE.writeValueAsBytes(tree);
        var read = STRICT.readTree(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(wire))
                .toString());
        assertThat(read.path("text").textValue()).isEqualTo(expected);
        assertThat(read.path("names").fieldNames().next()).isEqualTo(expected);
        assertThat(read.path("list").get(0).textValue()).isEqualTo(expected);
        assertThat(STRICT.readTree(TEXTS.writeValueAsString(tree))).isEqualTo(read);
        assertThat(STRICT.readTree(TEXTS.writeValueAsString(Map.of(text, text))))
                .isEqualTo(STRICT.createObjectNode().put(expected, expected));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void escapesLineEndsOnTheWire(String text, String expected) throws Exception {
        var wire = new String(WIRE.writeValueAsBytes(Map.of("k", text, text, 1)), StandardCharsets.UTF_8);
        assertThat(wire).doesNotContain("\n", "\r", "\u0085", "\u2028", "\u2029", "\0");
        assertThat(wire.chars()).doesNotContain(0x0B, 0x0C, 0x1C, 0x1D, 0x1E);
        assertThat(STRICT.readTree(wire).path("k").textValue()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void writesRawTextAtEachOffset(String text, String expected) throws Exception {
        var times = 12_000 / (text.length() + 2) + 1; // longer than the writer's buffers
        for (int offset = 0; offset < 4; offset++) {
            var value = Map.of("k".repeat(offset), (text + "\ud83e\uddec").repeat(times));
            var wire = WIRE.writeValueAsBytes(Map.of("raw", OutgoingJson.raw(TEXTS.writeValueAsString(value))));
            var read = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(wire));
            assertThat(read.toString()).doesNotContain("\n", "\u0085", "\u2028", "\u2029");
            assertThat(STRICT.readTree(read.toString())
                            .path("raw")
                            .path("k".repeat(offset))
                            .textValue())
                    .isEqualTo((expected + "\ud83e\uddec").repeat(times));
        }
    }
}
