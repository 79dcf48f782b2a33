package com.quiltdata.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The id that a refusal before the message was read sends back. */
final class JsonRpcIdParserTest {
    private static JsonNode id(String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return JsonRpcIdParser.find(bytes, bytes.length);
    }

    private static String sent(String body) {
        var message = new String(new ErrorBody("No.").jsonRpc(400, id(body)), StandardCharsets.UTF_8);
        assertThat(message).endsWith(",\"error\":{\"code\":400,\"message\":\"No.\"}}");
        return message.substring("{\"jsonrpc\":\"2.0\",\"id\":".length(), message.indexOf(",\"error\""));
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "-7, -7", "1.0, 1.0", "1e2, 100.0", "99999999999999999999, 99999999999999999999", "1.5, null"})
    void echoesNumbersLikeResponses(String id, String echoed) {
        assertThat(sent("{\"id\":" + id + "}")).isEqualTo(echoed);
        assertThat(sent("{\"id\":" + id + " ")).isEqualTo(echoed);
    }

    @Test
    void echoesStringsUpToTheLengthOfResponses() {
        var longest = "\"" + "x".repeat(1024) + "\"";
        assertThat(sent("{\"id\":" + longest + ",")).isEqualTo(longest);
        assertThat(sent("{\"id\":\"x" + longest.substring(1) + ",")).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\\ud800\"", "\"\\udc00\"", "\"\\u0000\"", "null", "true", "{}", "[1]"})
    void returnsNullForInvalidId(String id) {
        assertThat(sent("{\"id\":" + id + "}")).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":12", "{\"id\":1.0", "{\"id\":-1", "{\"id\":\"12", "{\"a\":1,\"id\":12", "{\"id\""})
    void returnsNullForPossiblyTruncatedId(String begun) {
        assertThat(sent(begun)).isEqualTo("null");
    }

    @Test
    void escapesLineSeparators() {
        assertThat(sent("{\"id\":\"a\u2028b\"}")).isEqualTo("\"a\\u2028b\"");
    }
}
