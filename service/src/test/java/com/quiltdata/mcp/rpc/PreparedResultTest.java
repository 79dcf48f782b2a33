package com.quiltdata.mcp.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses with a result that was compressed beforehand. */
final class PreparedResultTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Codec codec = new Codec(1_000_000);

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] unzip(byte[] gzip) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> ids() {
        return Stream.of(
                NODES.numberNode(0),
                NODES.numberNode(new BigInteger("9".repeat(1000))),
                NODES.textNode("a"),
                NODES.textNode("\u0001".repeat(MessageId.MAX_LENGTH)),
                NODES.textNode("\uD83D\uDE00".repeat(MessageId.MAX_LENGTH / 2)));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void compressesWhatTheCodecEncodes(JsonNode id) {
        var result = new PreparedResult(ascii("{\"tools\":[\"" + "tool ".repeat(30_000) + "\"]}"));
        var response = codec.result(id, result);
        assertThat(unzip(result.gzip(response))).isEqualTo(response);
        assertThat(codec.object(response).get("id")).isEqualTo(id);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void compressesResultsOfEachSize(int size) {
        var letters = new Random(size).ints(size, 'a', 'z' + 1).mapToObj(Character::toString);
        var result = new PreparedResult(ascii("\"" + String.join("", letters.toList()) + "\""));
        var response = codec.result(NODES.numberNode(7), result);
        assertThat(unzip(result.gzip(response))).isEqualTo(response);
    }

    static Stream<Integer> sizes() {
        return Stream.of(0, 1, 100, 65_535, 65_536, 300_000);
    }

    @Test
    void isMuchSmallerThanTheResponse() {
        var result = new PreparedResult(ascii("{\"tools\":[\"" + "tool ".repeat(30_000) + "\"]}"));
        assertThat(result.gzip(codec.result(NODES.numberNode(7), result))).hasSizeLessThan(1_000);
    }

    @Test
    void countsBothFormsInItsSize() {
        var json = ascii("{\"tools\":[\"" + "tool ".repeat(30_000) + "\"]}");
        assertThat(new PreparedResult(json).bytes()).isBetween(json.length + 100, json.length + 1_000);
    }

    @Test
    void refusesAResponseWithAnotherResult() {
        var result = new PreparedResult(ascii("{\"tools\":[1]}"));
        var other = new PreparedResult(ascii("{\"tools\":[2]}"));
        for (var response : new byte[][] {codec.result(NODES.numberNode(7), other), ascii("{}"), new byte[0]}) {
            assertThatIllegalArgumentException().isThrownBy(() -> result.gzip(response));
        }
    }
}
