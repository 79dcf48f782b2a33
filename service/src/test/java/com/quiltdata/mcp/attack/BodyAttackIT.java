package com.quiltdata.mcp.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.json.CollidingNames;
import com.quiltdata.mcp.testing.RawHttp;
import com.quiltdata.mcp.testing.RawHttp.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Bodies that cost a server far more than their sender: rows A1, A2, A4 and A9. */
class BodyAttackIT extends AttackTestBase {
    private static final int BODY = 8 << 20;
    private static final Pattern UNKNOWN_NAME = Pattern.compile("unknown\\d+");

    BodyAttackIT() {
        super(Map.of("QUILT_MCP_BODY_TIMEOUT", "5"));
    }

    @Test
    void refusesCompressedBombOfStranger() throws IOException {
        var request =
                RawHttp.request(INVENTED, AttackedServer.ATTACKER + "Content-Encoding: gzip\r\n", gzip(emptyObjects()));
        assertAllRefused(server.attack(4, _ -> parts(request)), 401, 413, 415, 429);
        server.assertUnharmed();
    }

    @Test
    void refusesCompressedBombOfCallerWithToken() throws IOException {
        var request = RawHttp.request(
                known().token(), AttackedServer.ATTACKER + "Content-Encoding: gzip\r\n", gzip(emptyObjects()));
        assertAllRefused(server.attack(4, _ -> parts(request)), 400, 413, 415, 429, 503);
        server.assertUnharmed();
    }

    /** What a stranger sends is not read to its end, so that the answer may be lost on the way. */
    @Test
    void refusesHugeBodyOfStranger() {
        var request = RawHttp.request(INVENTED, AttackedServer.ATTACKER, emptyObjects());
        assertAllRefused(told(server.attack(8, _ -> parts(request))), 401, 413, 429);
        server.assertUnharmed();
    }

    @Test
    void refusesBodyOfTooManyTokens() {
        var request = RawHttp.request(known().token(), AttackedServer.ATTACKER, emptyObjects());
        var answers = told(server.attack(4, _ -> parts(request)));
        assertThat(answers).isNotEmpty();
        assertAllRefused(answers, 400, 413, 429, 503);
        server.assertUnharmed();
    }

    @Test
    void endsUnfinishedBodiesOfStranger() {
        assertAllRefused(told(server.attack(60, _ -> unfinished(INVENTED))), 401, 408, 413, 429);
        server.assertUnharmed();
    }

    @Test
    void endsUnfinishedBodiesOfCallerWithToken() {
        var token = known().token();
        var answers = told(server.attack(60, _ -> unfinished(token)));
        assertThat(answers).isNotEmpty();
        assertAllRefused(answers, 408, 413, 429, 503);
        server.assertUnharmed();
    }

    @Test
    void collidingNamesOfOneCallerDoNotAffectOthers() {
        var names = CollidingNames.object(CollidingNames.ofBytes(600));
        for (var token : List.of(INVENTED, known().token())) {
            var answers = server.attack(
                    4, _ -> parts(RawHttp.request(token, AttackedServer.ATTACKER, RawHttp.call("bucket_list", names))));
            assertThat(answers).extracting(Answer::status).allMatch(status -> status < 500);
        }
        assertServesNewNames(1_000);
    }

    @Test
    void collidingNamesOfTheRegistryDoNotAffectOthers() {
        var person = known();
        var names = CollidingNames.object(CollidingNames.ofBytes(600)).replace("\"", "\\\"");
        sandbox.fault("""
                {"path":"/graphql","token":"%s","status":200,"contentType":"application/json",\
                "body":"{\\"data\\":%s}"}""".formatted(person.name(), names));
        for (var i = 0; i < 4; i++) {
            assertThat(server.ask(person.token(), call("bucket_list")).good()).isFalse();
        }
        assertServesNewNames(100);
    }

    /** Requests of the other caller, each with a name that the server has not seen. */
    private void assertServesNewNames(int requests) {
        try (var connection = server.connect()) {
            for (var i = 0; i < requests; i++) {
                var body = """
                        {"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"name-%d":1}}}""".formatted(i);
                var answer = connection
                        .send(RawHttp.request(sandbox.token("writer"), "", body))
                        .answer();
                assertThat(answer.good()).as("%s", answer).isTrue();
            }
        }
        server.assertUnharmed();
    }

    @Test
    void namesAtMostTenUnknownArguments() {
        var arguments = CollidingNames.object(
                IntStream.range(0, 100_000).mapToObj(i -> "unknown" + i).toList());
        var request = RawHttp.request(known().token(), AttackedServer.ATTACKER, RawHttp.call("bucket_list", arguments));
        for (var answer : server.attack(2, _ -> parts(request))) {
            assertThat(answer.good()).isFalse();
            assertThat(UNKNOWN_NAME
                            .matcher(answer.body())
                            .results()
                            .map(one -> one.group())
                            .distinct())
                    .hasSizeLessThanOrEqualTo(10);
        }
        server.assertUnharmed();
    }

    private static List<Answer> told(List<Answer> answers) {
        return answers.stream().filter(answer -> answer.status() != 0).toList();
    }

    /** 99 of 100 parts of a body of 8 MiB. */
    private static byte[][] unfinished(String token) {
        var part = new byte[1 << 16];
        Arrays.fill(part, (byte) 'x');
        var parts = new byte[BODY / 100 * 99 / part.length][];
        Arrays.fill(parts, part);
        parts[0] = RawHttp.head(token, AttackedServer.ATTACKER + "Content-Length: " + BODY + "\r\n");
        return parts;
    }

    /** A call of 8 MiB whose argument is nothing but empty objects. */
    private static byte[] emptyObjects() {
        var frame = RawHttp.call("bucket_list", "{\"x\":[%s{}]}");
        return RawHttp.bytes(frame.formatted("{},".repeat((BODY - frame.length()) / 3)));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[][] parts(byte[]... parts) {
        return parts;
    }
}
