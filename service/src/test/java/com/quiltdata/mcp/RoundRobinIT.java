package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.BoundedHttp;
import com.quiltdata.mcp.testing.EraRequest;
import com.quiltdata.mcp.testing.ForeignPrograms;
import com.quiltdata.mcp.testing.RoundRobin;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two servers behind a balancer that knows no stickiness are one server. Needs HAProxy; without it this is skipped,
 * unless the environment says FOREIGN_CLIENTS=required.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundRobinIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CALLS = 1000;
    private static final int CLIENTS = 16;
    private static final List<String> CALLERS = List.of("reader", "writer", "admin");
    private static final List<EraRequest> ASKS = List.of(
            EraRequest.list("tools/list"),
            EraRequest.call("bucket_list", "{}"),
            EraRequest.read("auth://status"),
            EraRequest.call(
                    "package_browse",
                    "{\"package_name\":\"examples/hurdat\",\"registry\":\"s3://quilt-example\",\"include_signed_urls\":false}"),
            EraRequest.list("resources/list"),
            EraRequest.call("bucket_objects_list", "{\"bucket\":\"quilt-example\",\"include_signed_urls\":false}"));

    /** One of the combinations that occur: who asks what, in which era. */
    private record Kind(String caller, EraRequest ask, boolean modern) {
        HttpRequest at(URI endpoint, SandboxProcess sandbox) {
            var token = sandbox.token(caller);
            return modern ? ask.modern(endpoint, token) : ask.legacy(endpoint, token);
        }
    }

    /** An answer, and which server gave it. */
    private record ServedResponse(Kind kind, int status, String servedBy, JsonNode body) {
        /** What is wrong with it, shortly. */
        Optional<String> fault(@Nullable JsonNode expected) {
            var good = status == 200
                    && body.has("result")
                    && !body.at("/result/isError").asBoolean()
                    && body.equals(expected);
            return good
                    ? Optional.empty()
                    : Optional.of(kind + " by " + servedBy + ": " + status + " " + shorten(body));
        }

        private static String shorten(JsonNode body) {
            var text = body.toString();
            return text.substring(0, Math.min(300, text.length()));
        }
    }

    private final BoundedHttp http = BoundedHttp.shared();
    private final List<AutoCloseable> running = new ArrayList<>();

    @BeforeEach
    void haveProxy() {
        if (!RoundRobin.available()) {
            ForeignPrograms.skip("The two servers behind a proxy are SKIPPED: haproxy is not on PATH.");
        }
    }

    @AfterAll
    void stop() throws Exception {
        for (var one : running.reversed()) {
            one.close();
        }
    }

    @Test
    void twoServersBehindABalancerAnswerLikeOne() throws Exception {
        var sandbox = SandboxProcess.shared();
        var a = keep(ServerProcess.start(ServerProcess.environment(sandbox)));
        var b = keep(ServerProcess.start(ServerProcess.environment(sandbox)));
        var proxy = keep(RoundRobin.before(a.uri(""), b.uri("")));

        var expected = new HashMap<Kind, JsonNode>();
        for (var kind : kinds()) {
            expected.put(kind, send(kind, a.uri("/mcp"), sandbox).body());
        }
        var answers = answers(proxy.uri("/mcp"), sandbox);

        assertThat(answers.stream().flatMap(answer -> answer.fault(expected.get(answer.kind())).stream()))
                .isEmpty();
        assertThat(answers.stream().map(ServedResponse::servedBy).distinct()).containsExactlyInAnyOrder("a", "b");
        assertThat(answers.stream().map(ServedResponse::kind).distinct()).containsExactlyInAnyOrderElementsOf(kinds());
        print(answers);
    }

    private List<ServedResponse> answers(URI endpoint, SandboxProcess sandbox) throws Exception {
        var kinds = kinds();
        var asking = IntStream.range(0, CALLS)
                .mapToObj(i -> (Callable<ServedResponse>) () -> send(kinds.get(i % kinds.size()), endpoint, sandbox))
                .toList();
        var answers = new ArrayList<ServedResponse>();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (var one : clients.invokeAll(asking)) {
                answers.add(one.get());
            }
        }
        return answers;
    }

    private static List<Kind> kinds() {
        return CALLERS.stream()
                .flatMap(caller -> ASKS.stream()
                        .flatMap(ask -> Stream.of(new Kind(caller, ask, true), new Kind(caller, ask, false))))
                .toList();
    }

    private ServedResponse send(Kind kind, URI endpoint, SandboxProcess sandbox)
            throws IOException, InterruptedException {
        var answer = http.send(kind.at(endpoint, sandbox), HttpResponse.BodyHandlers.ofString());
        return new ServedResponse(
                kind,
                answer.statusCode(),
                answer.headers().firstValue(RoundRobin.SERVED_BY).orElse(""),
                JSON.readTree(response(answer.body())));
    }

    /** The response itself, be it the whole body or the last event of a stream. */
    private static String response(String body) {
        var last = body.lastIndexOf("\ndata:");
        return last < 0 ? body : body.substring(last + "\ndata:".length());
    }

    private static void print(List<ServedResponse> answers) {
        Map<String, Integer> served = new HashMap<>();
        answers.forEach(answer -> served.merge(answer.servedBy(), 1, Integer::sum));
        System.out.printf("%d mixed calls of %d clients, no error; served by: %s%n", answers.size(), CLIENTS, served);
    }

    private <T extends AutoCloseable> T keep(T one) {
        running.add(one);
        return one;
    }
}
