package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegisteredClientTest {
    private static final RegisteredClient CLIENT = new RegisteredClient(
            "Claude", List.of("https://claude.ai/cb", "http://localhost:1234/cb?x=localhost:1234"), "connect-7");

    @Test
    void roundTripsThroughJson() {
        assertThat(RegisteredClient.of(CLIENT.json())).contains(CLIENT);
        assertThat(RegisteredClient.of(JsonNodeFactory.instance.objectNode())).isEmpty();
        assertThat(RegisteredClient.of(CLIENT.json().put("c", 7))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://claude.ai/cb",
                "http://localhost:1234/cb?x=localhost:1234",
                "http://localhost:9/cb?x=localhost:1234",
                "http://localhost/cb?x=localhost:1234"
            })
    void acceptsARegisteredRedirectAndAnyLoopbackPort(String redirect) {
        assertThat(CLIENT.registered(redirect)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://claude.ai/cb/",
                "https://claude.ai:443/cb",
                "https://CLAUDE.ai/cb",
                "https://claude.ai/cb?",
                "http://localhost:1234/other?x=localhost:1234",
                "http://localhost:1234/cb",
                "http://127.0.0.1:1234/cb?x=localhost:1234",
                "https://localhost:1234/cb?x=localhost:1234",
                "http://a@localhost:1234/cb?x=localhost:1234",
                "http://localhost:1234/cb?x=localhost:1234#f",
                "not a uri"
            })
    void refusesAnyOtherRedirect(String redirect) {
        assertThat(CLIENT.registered(redirect)).isFalse();
    }
}
