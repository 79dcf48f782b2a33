package com.quiltdata.mcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.rpc.ErrorCode;
import com.quiltdata.mcp.rpc.Message;
import com.quiltdata.mcp.rpc.RpcException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestStateSignerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Caller ADA = Caller.of("ada");
    private static final Message.Request REQUEST =
            request("tools/call", "{\"name\":\"drop\",\"arguments\":{\"a\":1,\"b\":{\"c\":2,\"d\":3}},\"_meta\":{}}");

    private static Message.Request request(String method, String params) {
        return new Message.Request(json("1"), method, (ObjectNode) json(params));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RequestStateSigner at(Instant now, String key) {
        return RequestStateSigner.of(key, null, InstantSource.fixed(now));
    }

    private static String sealed() {
        return at(NOW, KEY).seal(ADA, REQUEST, (ObjectNode) json("{\"asked\":[\"x\"]}"));
    }

    private static void assertRefused(RequestStateSigner states, Caller caller, Message.Request request, String state) {
        assertThatThrownBy(() -> states.open(caller, request, state))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS))
                .hasMessageContaining("Start the call again without it.");
    }

    @Test
    void opensStateOfAnotherServerWithTheKey() {
        assertThat(at(NOW.plusSeconds(60), KEY).open(ADA, REQUEST, sealed())).isEqualTo(json("{\"asked\":[\"x\"]}"));
    }

    @Test
    void opensStateOfThePreviousKeyAndSignsWithTheCurrentOne() {
        var rotated = RequestStateSigner.of(KEY.replace('0', '1'), KEY, InstantSource.fixed(NOW));
        assertThat(rotated.open(ADA, REQUEST, sealed())).isEqualTo(json("{\"asked\":[\"x\"]}"));
        var fresh = rotated.seal(ADA, REQUEST, json("{}"));
        assertThat(rotated.open(ADA, REQUEST, fresh)).isEmpty();
        assertRefused(at(NOW, KEY), ADA, REQUEST, fresh);
        var twice = RequestStateSigner.of(KEY.replace('0', '2'), KEY.replace('0', '1'), InstantSource.fixed(NOW));
        assertRefused(twice, ADA, REQUEST, sealed());
    }

    @Test
    void ignoresKeyOrderAndVaryingParams() {
        var later = request(
                "tools/call",
                "{\"requestState\":\"s\",\"arguments\":{\"b\":{\"d\":3,\"c\":2},\"a\":1},\"inputResponses\":{\"x\":{}},"
                        + "\"_meta\":{\"progressToken\":2},\"name\":\"drop\"}");
        assertThat(at(NOW, KEY).open(ADA, later, sealed())).isNotNull();
    }

    @Test
    void refusesStateSignedWithAnotherKey() {
        assertRefused(at(NOW, KEY.replace('0', '1')), ADA, REQUEST, sealed());
        assertRefused(RequestStateSigner.random(), ADA, REQUEST, sealed());
    }

    @Test
    void refusesStateOfAnotherCaller() {
        assertRefused(at(NOW, KEY), Caller.of("bob"), REQUEST, sealed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"drop\",\"arguments\":{\"a\":2,\"b\":{\"c\":2,\"d\":3}}}",
                "{\"name\":\"drop\",\"arguments\":{\"a\":1}}",
                "{\"name\":\"drop\"}",
                "{\"name\":\"other\",\"arguments\":{\"a\":1,\"b\":{\"c\":2,\"d\":3}}}",
            })
    void refusesStateOfAnotherCall(String params) {
        assertRefused(at(NOW, KEY), ADA, request("tools/call", params), sealed());
    }

    @Test
    void refusesStateOfAnotherMethod() {
        assertRefused(at(NOW, KEY), ADA, new Message.Request(REQUEST.id(), "prompts/get", REQUEST.params()), sealed());
    }

    @Test
    void refusesExpiredState() {
        assertRefused(at(NOW.plusSeconds(901), KEY), ADA, REQUEST, sealed());
    }

    @Test
    void refusesEveryAlteredCharacter() {
        var state = sealed();
        IntStream.range(0, state.length()).forEach(i -> {
            var changed = state.substring(0, i) + (state.charAt(i) == 'A' ? 'B' : 'A') + state.substring(i + 1);
            assertRefused(at(NOW, KEY), ADA, REQUEST, changed);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "...", "1.2.3.4", "1.2.3", "1.99999999999999999999..", "é.é.é.é", "1.2.3.4.5"})
    void refusesMalformedState(String state) {
        assertRefused(at(NOW, KEY), ADA, REQUEST, state);
    }
}
