package com.quiltdata.mcp.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.RawHttp;
import com.quiltdata.mcp.testing.RawHttp.Answer;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.SandboxProcess.Person;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Tests of one server, which is started again where an attack has ended it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AttackTestBase {
    /** A token that no catalog has issued. */
    static final String INVENTED = "invented";

    /** The codes of these are the statuses; 400 has JSON-RPC's own. */
    private static final Set<Integer> OWN_CODES = Set.of(401, 408, 413, 415, 429, 431, 503);

    final SandboxProcess sandbox = SandboxProcess.written();
    private final Map<String, String> variables;
    AttackedServer server;

    AttackTestBase(Map<String, String> variables) {
        this.variables = variables;
    }

    @BeforeAll
    void start() {
        server = AttackedServer.start(sandbox, variables);
    }

    @BeforeEach
    void startAgainAfterDeath() {
        if (!server.running()) {
            server.close();
            start();
        }
        server.beginTest();
    }

    @AfterEach
    void clearFaults() {
        sandbox.clearFaults();
    }

    @AfterAll
    void end() {
        server.close();
    }

    /** A new user, whom the server has served. */
    Person known() {
        var person = sandbox.people(1).getFirst();
        server.await(() -> server.ask(person.token(), call("bucket_list")).good());
        return person;
    }

    static String call(String tool) {
        return RawHttp.call(tool, "{}");
    }

    /** That each of these is a refusal in the one form. */
    static void assertAllRefused(List<Answer> answers, Integer... statuses) {
        // One by one, so that a failure shows the first that is wrong and not all of them.
        answers.forEach(answer -> assertRefused(answer, statuses));
    }

    /** That this is a refusal in the one form: a JSON-RPC error, with when to come back where coming back helps. */
    static void assertRefused(Answer answer, Integer... statuses) {
        assertThat(answer.status()).as("status of %s", answer).isIn((Object[]) statuses);
        var error = answer.json().path("error");
        assertThat(error.path("message").asText()).as("message in %s", answer).isNotBlank();
        if (OWN_CODES.contains(answer.status())) {
            assertThat(error.path("code").asInt()).isEqualTo(answer.status());
        }
        assertThat(answer.headers().containsKey("retry-after"))
                .as("Retry-After in %s", answer)
                .isEqualTo(answer.status() == 429 || answer.status() == 503);
    }
}
