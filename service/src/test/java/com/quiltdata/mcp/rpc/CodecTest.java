package com.quiltdata.mcp.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CodecTest {
    private final Codec codec = new Codec(8 << 20);

    private Message read(String body) {
        return codec.read(body.getBytes(UTF_8));
    }

    private static String call(String id, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\",\"params\":%s}".formatted(id, params);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1 | 1",
                "-7 | -7",
                "1.0 | 1.0",
                "12345678.0 | 12345678.0",
                "1e2 | 100.0",
                "12345678901234567890123 | 12345678901234567890123",
                "\"a\" | \"a\"",
                "\"1.0\" | \"1.0\"",
                "\"\" | \"\"",
            })
    void echoesAnIdUnchanged(String id, String echoed) {
        assertThat(read(call(id, "{}")))
                .isInstanceOfSatisfying(
                        Message.Request.class,
                        request -> assertThat(new String(codec.result(request.id(), "{}".getBytes(UTF_8)), UTF_8))
                                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{}}", echoed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e300", "null", "true", "[]", "{}", "\"\\ud800\"", "\"a\\u0000\""})
    void refusesOtherIds(String id) {
        assertRefused(call(id, "{}"), ErrorCode.INVALID_REQUEST, "\"id\" must be an integer, or a string of at most");
    }

    @Test
    void refusesEnormousIds() {
        assertRefused(call("\"" + "x".repeat(1025) + "\"", "{}"), ErrorCode.INVALID_REQUEST, "at most 1,024");
        assertRefused(call("1" + "0".repeat(1000), "{}"), ErrorCode.INVALID_REQUEST, "more than 1,000 digits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | PARSE_ERROR | Parse error: the body is empty.",
                "{ | PARSE_ERROR | Parse error: the body is not one JSON value.",
                "{\"a\":1,\"a\":1} | PARSE_ERROR | Parse error: the body holds an object with the same name twice.",
                "[] | INVALID_REQUEST | Invalid request: batches are not supported",
            })
    void returnsTheReasonForAnInvalidBody(String body, ErrorCode code, String reason) {
        assertRefused(body, code, reason);
    }

    @Test
    void distinguishesExceededBoundsFromInvalidJson() {
        var bomb = "[" + "{},".repeat(2_700_000) + "{}]";
        assertRefused(
                call("1", bomb), ErrorCode.INVALID_REQUEST, "the body holds more than 1,000,000 values and names.");
        assertRefused(
                call("1", "[".repeat(101) + "]".repeat(101)),
                ErrorCode.INVALID_REQUEST,
                "the body is nested more than 100 levels deep.");
        assertThat(codec.read(new byte[] {'"', (byte) 0xFF, '"'}))
                .isEqualTo(new Message.MalformedMessage(ErrorCode.PARSE_ERROR, "Parse error: the body is not UTF-8."));
    }

    private void assertRefused(String body, ErrorCode code, String reason) {
        assertThat(read(body)).isInstanceOfSatisfying(Message.MalformedMessage.class, malformed -> {
            assertThat(malformed.code()).isEqualTo(code);
            assertThat(malformed.reason()).contains(reason);
        });
    }

    @Test
    void writesWellFormedErrors() {
        var error = new String(
                codec.error(TextNode.valueOf("1"), -32602, "half \ud83e and \0 and \u2028", TextNode.valueOf("\udc00")),
                UTF_8);
        assertThat(error).contains("half \uFFFD and \uFFFD and \\u2028").contains("\"data\":\"\uFFFD\"");
    }
}
