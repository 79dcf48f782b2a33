package com.quiltdata.mcp.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.RawHttp;
import com.quiltdata.mcp.testing.RawHttp.Answer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are slow, broken or gone: rows A3 and A8. */
class ConnectionAttackIT extends AttackTestBase {
    private static final int SLOW = 3_200;
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{}}";
    private static final String CHUNKED = AttackedServer.ATTACKER + "Transfer-Encoding: chunked\r\n";

    private int errorsBefore;

    ConnectionAttackIT() {
        super(Map.of());
    }

    @BeforeEach
    void countErrors() {
        errorsBefore = server.errors().size();
    }

    /** Nothing that a stranger can cause is an error of the server's own. */
    @AfterEach
    void logsNoError() {
        assertThat(server.errors()).as("errors in the log").hasSize(errorsBefore);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200})
    void endsSlowConnectionsAndAnswersHealthMeanwhile(int addresses) {
        var answers = server.attack(SLOW, number -> new byte[][] {
            RawHttp.head(INVENTED, "X-Forwarded-For: 203.0.113." + number % addresses + "\r\nContent-Length: 100\r\n"),
            RawHttp.bytes("{")
        });
        var told = answers.stream().filter(answer -> answer.status() != 0).toList();
        assertThat(told.size()).as("connections that were told why").isGreaterThan(SLOW * 9 / 10);
        assertAllRefused(told, 401, 408, 429);
        server.assertUnharmed();
    }

    static Stream<Arguments> broken() {
        var size = Integer.toHexString(LIST.length());
        return Stream.of(
                Arguments.of("Content-Length: 2147483648", "", 413),
                Arguments.of("Content-Encoding: deflate", LIST, 415),
                Arguments.of("Content-Encoding: br", LIST, 415),
                Arguments.of("Content-Encoding: zstd", LIST, 415),
                Arguments.of("X-Line: ends with LF\nX-More: 1", LIST, 400),
                Arguments.of("Transfer-Encoding: chunked", size + "\n" + LIST + "\r\n0\r\n\r\n", 400),
                Arguments.of("Transfer-Encoding: chunked", size + "\r\n" + LIST + "\n0\r\n\r\n", 400));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesBrokenRequest(String header, String body, int status) {
        var length = header.contains("Transfer") || header.contains("Length")
                ? ""
                : "Content-Length: " + body.length() + "\r\n";
        var head = RawHttp.head(known().token(), AttackedServer.ATTACKER + length + header + "\r\n");
        assertRefused(server.ask(head, RawHttp.bytes(body)), status);
        server.assertUnharmed();
    }

    @Test
    void refusesInvalidGzipBody() {
        var head = AttackedServer.ATTACKER + "Content-Encoding: gzip\r\n";
        assertRefused(server.ask(RawHttp.request(known().token(), head, LIST)), 400, 415);
        server.assertUnharmed();
    }

    @Test
    void servesChunkedBody() {
        var body = Integer.toHexString(LIST.length()) + "\r\n" + LIST + "\r\n0\r\n\r\n";
        assertThat(server.ask(RawHttp.head(known().token(), CHUNKED), RawHttp.bytes(body))
                        .good())
                .isTrue();
    }

    @Test
    void logsNoErrorWhenAClientDisconnects() {
        var person = known();
        sandbox.fault("{\"path\":\"/graphql\",\"token\":\"%s\",\"delayMs\":300}".formatted(person.name()));
        var request = RawHttp.request(person.token(), AttackedServer.ATTACKER, call("bucket_list"));
        var part = Arrays.copyOf(request, request.length - 5);
        for (var i = 0; i < 10; i++) {
            server.connect().send(request).vanish();
            server.connect().send(part).vanish();
        }
        assertThat(server.ask(person.token(), call("bucket_list"))).matches(Answer::good);
        server.assertUnharmed();
    }
}
