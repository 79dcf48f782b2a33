package com.quiltdata.mcp.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.RawHttp;
import com.quiltdata.mcp.testing.RawHttp.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many callers at once, strangers (row A7) and users of one address, and a registry that does not answer as it should. */
class CrowdIT extends AttackTestBase {
    private static final List<String> JUDGES = List.of("/graphql", "/api/me", "/api/auth/get_credentials");
    private static final int USERS = 500;
    private static final Duration COME_BACK = Duration.ofSeconds(1);
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{}}";
    private static final String URI = RawHttp.call("catalog_uri", "{\"registry\":\"quilt-example\"}");

    CrowdIT() {
        super(Map.of());
    }

    @Test
    void slowlyRefusedInventedTokensDoNotBlockOthers() {
        judges("\"token\":\"\",\"delayMs\":1000");
        var answers = slowCallsOfThreeStrangers();
        assertAllRefused(answers, 401, 429);
        assertThat(answers).extracting(Answer::status).contains(401);
        server.assertUnharmed();
    }

    @Test
    void unverifiedInventedTokensDoNotBlockOthers() {
        judges("\"token\":\"\",\"delayMs\":1000,\"status\":500");
        var answers = slowCallsOfThreeStrangers();
        var refused = answers.stream().filter(answer -> answer.status() != 200).toList();
        assertThat(refused.size()).as("calls beyond the share of strangers").isPositive();
        assertAllRefused(refused, 429);
        server.assertUnharmed();
    }

    private List<Answer> slowCallsOfThreeStrangers() {
        return server.attack(768, number ->
                new byte[][] {RawHttp.request("invented-" + number % 3, AttackedServer.ATTACKER, call("bucket_list"))});
    }

    /** All come for the first time at once; who is told to come back does. Once known, nobody is refused. */
    @Test
    void servesFiveHundredUsersBehindOneAddress() {
        var people = sandbox.people(USERS);
        var left = new ArrayList<>(people);
        for (var round = 0; !left.isEmpty(); round++) {
            assertThat(round).as("rounds until all were served").isLessThan(40);
            var asking = List.copyOf(left);
            var answers = server.attack(
                    asking.size(), number -> listOf(asking.get(number).token()));
            var refused = answers.stream().filter(answer -> !answer.good()).toList();
            assertAllRefused(refused, 429, 503);
            if (!refused.isEmpty()) {
                LockSupport.parkNanos(COME_BACK.toNanos());
            }
            left.removeAll(IntStream.range(0, asking.size())
                    .filter(number -> answers.get(number).good())
                    .mapToObj(asking::get)
                    .toList());
        }
        server.attack(USERS, number -> listOf(people.get(number).token()))
                .forEach(answer -> assertThat(answer).matches(Answer::good, "is served"));
        server.assertUnharmed();
    }

    private static byte[][] listOf(String token) {
        return new byte[][] {RawHttp.request(token, AttackedServer.ATTACKER, call("bucket_list"))};
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"kind\":\"reset\"", "\"kind\":\"drop\"", "\"status\":503", "\"delayMs\":8000"})
    void knownCallersListsAndHealthAreServedWithoutRegistry(String fault) {
        var person = known();
        var stranger = sandbox.people(1).getFirst();
        judges(fault);
        assertThat(server.ask(person.token(), LIST)).matches(Answer::good, "is served");
        assertThat(server.ask(person.token(), URI)).matches(Answer::good, "is served");
        assertThat(server.ask(stranger.token(), LIST)).matches(Answer::good, "is served");
        var health = server.health();
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().path("status").asText()).isEqualTo("ok");
        if (!fault.contains("delayMs")) {
            var answer = server.ask(person.token(), call("bucket_list"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.good()).isFalse();
        }
        sandbox.clearFaults();
        server.await(() -> server.ask(person.token(), call("bucket_list")).good());
        server.await(() -> server.ask(stranger.token(), call("bucket_list")).good());
    }

    private void judges(String rest) {
        JUDGES.forEach(path -> sandbox.fault("{\"path\":\"%s\",%s}".formatted(path, rest)));
    }
}
