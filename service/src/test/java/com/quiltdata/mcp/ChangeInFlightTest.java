package com.quiltdata.mcp;

import static com.quiltdata.mcp.testing.Polling.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.testing.EraRequest;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.SandboxProcess.Person;
import com.quiltdata.mcp.testing.ServerProcess;
import com.quiltdata.mcp.testing.SignInWalk;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles that are switched, tokens that are revoked and state keys that are rotated while calls run. */
@Tag("process")
final class ChangeInFlightTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SWITCHES = Integer.getInteger("flight.switches", 4);
    private static final String READER = "ReadQuiltBucket";
    private static final String WRITER = "ReadWriteQuiltBucket";
    private static final String PLATE = "s3://quilt-lab/lab/assay/plate.csv";
    private static final String KEY = "the state key of yesterday, of 32 characters";
    private static final String NEXT_KEY = "the state key of today, which is another one";

    private static SandboxProcess sandbox;
    private static TestServer server;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.written();
        server = TestServer.before(
                sandbox,
                Map.of("QUILT_MCP_TOOLSETS", "full,admin", "QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER", "1000000"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void calm() {
        sandbox.clearFaults();
        sandbox.role("switcher", READER);
    }

    /** What a caller of each role gets of each call. */
    private enum Probe {
        BUCKETS,
        OBJECT,
        RIGHTS;

        /** Returns the name of the role that an answer is of. */
        String role(String token) {
            return switch (this) {
                case BUCKETS -> {
                    var buckets = server.ok(token, "bucket_list", Map.of())
                            .get("buckets")
                            .findValuesAsText("name");
                    assertThat(buckets).isIn(List.of("quilt-example"), List.of("quilt-example", "quilt-lab"));
                    yield buckets.size() == 2 ? WRITER : READER;
                }
                case OBJECT -> {
                    var object = server.call(token, "bucket_object_text", Map.of("s3_uri", PLATE));
                    assertThat(object.path("isError").asBoolean()
                                    || !object.at("/structuredContent/text")
                                            .asText()
                                            .isEmpty())
                            .isTrue();
                    yield object.path("isError").asBoolean() ? READER : WRITER;
                }
                case RIGHTS -> {
                    var arn = server.ok(token, "discover_permissions", Map.of())
                            .findPath("arn")
                            .asText();
                    yield arn.contains(WRITER) ? WRITER : READER;
                }
            };
        }
    }

    /**
     * The versions of a role: each answer is of one that was active between the call's start, where those before the
     * last that the server has seen are over, and its end.
     */
    @Test
    void answersAreOfTheOldRoleOrTheNewOneAndOfTheNewOneOnceItIsSeen() throws Exception {
        var begun = new AtomicInteger();
        var seen = new AtomicInteger();
        var answered = new AtomicInteger();
        var done = new AtomicBoolean();
        var wrong = new CopyOnWriteArrayList<String>();
        var workers = new ArrayList<Callable<Void>>();
        for (var probe : List.of(Probe.BUCKETS, Probe.OBJECT, Probe.OBJECT, Probe.RIGHTS)) {
            workers.add(() -> {
                while (!done.get()) {
                    var from = seen.get();
                    var role = probe.role(sandbox.token("switcher"));
                    var to = begun.get();
                    if (from != to) {
                        continue; // during a switch either role is right
                    }
                    if (!role.equals(active(to))) {
                        wrong.add("%s of version %d is of %s".formatted(probe, to, role));
                    }
                    answered.incrementAndGet();
                }
                return null;
            });
        }
        for (var other : Map.of("reader", READER, "writer", WRITER).entrySet()) {
            workers.add(() -> {
                while (!done.get()) {
                    for (var probe : Probe.values()) {
                        var role = probe.role(sandbox.token(other.getKey()));
                        if (!role.equals(other.getValue())) {
                            wrong.add("%s of %s is of %s".formatted(probe, other.getKey(), role));
                        }
                    }
                }
                return null;
            });
        }
        during(workers, done, () -> {
            for (var version = 1; version <= SWITCHES; version++) {
                begun.set(version);
                sandbox.role("switcher", active(version));
                assertThat(Probe.BUCKETS.role(sandbox.token("switcher"))).isEqualTo(active(version));
                seen.set(version);
                var enough = answered.get() + 3 * workers.size();
                await(() -> answered.get() >= enough || !wrong.isEmpty());
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static String active(int version) {
        return version % 2 == 0 ? READER : WRITER;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tokenRevokedDuringCallsIsRefusedWithAChallengeAndOthersAreServed(boolean ofKey) throws Exception {
        var user = sandbox.people(1).getFirst();
        var key = sandbox.newKey(user.name(), "flight");
        var revoked = ofKey ? new Person(user.name(), key.path("secret").asText()) : user;
        var refusals = new AtomicInteger();
        var served = new AtomicInteger();
        var others = new AtomicInteger();
        var done = new AtomicBoolean();
        var wrong = new CopyOnWriteArrayList<String>();
        var asks = List.of(
                EraRequest.call("bucket_list", "{}"),
                EraRequest.call("bucket_object_text", "{\"s3_uri\":\"s3://quilt-example/README.md\"}"),
                EraRequest.call("package_browse", "{\"uri\":\"quilt+s3://quilt-example#package=examples/hurdat\"}"),
                EraRequest.read("auth://status"));
        var workers = new ArrayList<Callable<Void>>();
        for (var ask : asks) {
            workers.add(() -> {
                while (!done.get()) {
                    var before = refusals.get();
                    var answer = send(ask, revoked.token());
                    if (answer.statusCode() == 401) {
                        refusals.incrementAndGet();
                        if (!hasChallenge(answer)) {
                            wrong.add("no challenge: " + answer.headers().map());
                        }
                    } else if (before > 0) {
                        wrong.add("served after a refusal: " + ask + " " + answer.body());
                    } else if (!isGood(answer, "quilt-example", "Quilt", "hurdat", revoked.name())) {
                        wrong.add(ask + " " + answer.statusCode() + " " + answer.body());
                    } else {
                        served.incrementAndGet();
                    }
                }
                return null;
            });
            workers.add(() -> {
                while (!done.get()) {
                    var answer = send(ask, sandbox.token("reader"));
                    if (!isGood(answer, "quilt-example", "Quilt", "hurdat", "reader")) {
                        wrong.add("other: " + answer.statusCode() + " " + answer.body());
                    }
                    others.incrementAndGet();
                }
                return null;
            });
        }
        during(workers, done, () -> {
            await(() -> served.get() >= 20 || !wrong.isEmpty());
            sandbox.fault("{\"path\":\"/graphql\",\"token\":\"%s\",\"delayMs\":100}".formatted(revoked.name()));
            server.ok(
                    sandbox.token("admin"),
                    ofKey ? "admin_api_key_revoke" : "admin_user_set_active",
                    ofKey
                            ? Map.of("id", key.path("id").asText(), "confirm", true)
                            : Map.of("name", revoked.name(), "active", false, "confirm", true));
            await(() -> refusals.get() > 0 || !wrong.isEmpty());
            var enough = refusals.get() + 20;
            var enoughOfOthers = others.get() + 20;
            await(() -> (refusals.get() >= enough && others.get() >= enoughOfOthers) || !wrong.isEmpty());
        });
        assertThat(wrong).isEmpty();
    }

    private static boolean hasChallenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Bearer");
    }

    private static boolean isGood(HttpResponse<String> answer, String... words) {
        return answer.statusCode() == 200
                && !answer.body().contains("\"isError\":true")
                && answer.body().contains("\"result\"")
                && List.of(words).stream().anyMatch(answer.body()::contains);
    }

    private static HttpResponse<String> send(EraRequest ask, String token) {
        return ServerProcess.send(ask.modern(server.uri("/mcp"), token));
    }

    /** Runs the change while the workers work, which end when it has ended. */
    private static void during(List<Callable<Void>> workers, AtomicBoolean done, Runnable change) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Void>>();
            workers.forEach(it -> running.add(threads.submit(it)));
            try {
                change.run();
            } finally {
                done.set(true);
            }
            for (var one : running) {
                one.get();
            }
        }
    }

    /** Two servers while a key is rotated: one that does not know the new key yet, and one that has both. */
    private static List<TestServer> rotated(String origin) {
        var before = new HashMap<String, String>();
        before.put("QUILT_MCP_STATE_KEY", KEY);
        before.put("QUILT_MCP_CONNECT_URL", sandbox.ready().path("connectUrl").asText());
        before.put("QUILT_MCP_PUBLIC_URL", origin);
        var after = new HashMap<>(before);
        after.put("QUILT_MCP_STATE_KEY", NEXT_KEY);
        after.put("QUILT_MCP_STATE_KEY_PREVIOUS", KEY);
        return List.of(TestServer.before(sandbox, before), TestServer.before(sandbox, after));
    }

    @Test
    void confirmationAndSignInContinueAfterTheStateKeyIsRotated() {
        var origin = "http://127.0.0.1:" + ServerProcess.freePort();
        var both = rotated(origin);
        try (var before = both.getFirst();
                var after = both.getLast()) {
            continueConfirmation(before, after);
            continueSignIn(URI.create(origin), before, after);
        }
    }

    private static void continueConfirmation(TestServer before, TestServer after) {
        before.ok(
                sandbox.token("writer"),
                "package_create",
                Map.of(
                        "package_name",
                        "flight/gone",
                        "registry",
                        "quilt-lab",
                        "overwrite",
                        true,
                        "entries",
                        Map.of("a.txt", Map.of("type", "inline", "content", "a"))));
        var asked = delete(before, "writer", JSON.createObjectNode());
        var answer = EraRequest.confirmation(asked.path("result"), true);
        assertThat(delete(after, "reader", answer).at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(delete(after, "writer", answer)
                        .at("/result/structuredContent/deleted")
                        .asInt())
                .isEqualTo(1);
    }

    private static JsonNode delete(TestServer at, String who, ObjectNode more) {
        var request = EraRequest.call(
                        "package_delete", "{\"package_name\": \"flight/gone\", \"registry\": \"quilt-lab\"}")
                .eliciting()
                .with(more);
        var sent = EraRequest.answeredInJson(request.modern(at.uri("/mcp"), sandbox.token(who)))
                .build();
        return TestServer.json(ServerProcess.send(sent).body());
    }

    private static void continueSignIn(URI origin, TestServer before, TestServer after) {
        var walk = new SignInWalk(origin, ServerProcess::send).at(before.uri("/"));
        walk.register();
        walk.authorize();
        walk.at(after.uri("/")).consent("continue");
        walk.decideAtConnect("writer");
        walk.callback();
        assertThat(walk.redeem().statusCode()).isEqualTo(200);
        assertThat(after.ok(walk.secret("access_token"), "bucket_list", Map.of())
                        .get("buckets"))
                .hasSize(2);
        assertThat(walk.refresh().statusCode()).isEqualTo(200);
        // What the new key has sealed is unreadable for a server that does not have it, which says so.
        assertThat(walk.at(before.uri("/")).refresh().statusCode()).isEqualTo(400);
    }
}
