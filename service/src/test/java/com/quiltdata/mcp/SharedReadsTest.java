package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.Polling;
import com.quiltdata.mcp.testing.Scrape;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that read the same at the same moment, of a registry that answers none before all wait. */
@Timeout(120)
@Tag("process")
final class SharedReadsTest {
    private static final String LIST = "PackageList";

    private final CountDownLatch answering = new CountDownLatch(1);
    private volatile boolean refusing;
    private final FakeUpstream registry = new FakeUpstream().answering(this::answer);
    private final List<AutoCloseable> open = new ArrayList<>(List.of(registry));

    @AfterEach
    void close() throws Exception {
        answering.countDown();
        for (var it : open.reversed()) {
            it.close();
        }
    }

    private TestServer server(Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "QUILT_CATALOG_URL", registry.url(),
                "QUILT_REGISTRY_URL", registry.url(),
                "QUILT_MCP_ADMISSION_TTL", "900"));
        environment.putAll(more);
        var server = TestServer.start(environment);
        open.add(server);
        return server;
    }

    /** Answers each caller with a package of its own. */
    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var bearer = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "")
                .replace("Bearer ", "");
        if (path.equals("/config.json")) {
            FakeUpstream.answer(
                    exchange, 200, "application/json", "{\"registryUrl\":\"%s\"}".formatted(registry.url()));
            return;
        }
        if (path.equals("/graphql") && held() > 0) {
            Latches.await(answering);
        }
        if (refusing) {
            FakeUpstream.answer(exchange, 401, "application/json", "{\"message\":\"Token revoked\"}");
            return;
        }
        FakeUpstream.answer(exchange, 200, "application/json", """
                {"data": {"me": {"name": "%1$s", "email": "%1$s@x", "role": {"name": "r"}, "isAdmin": false, "roles": []}, \
                "packages": {"total": 1, "page": [{"name": "of/%1$s", "modified": "2026-01-01T00:00:00Z"}]}}}""".formatted(bearer));
    }

    /** The number of lists of packages that the registry was asked for. */
    private long held() {
        return registry.seen().stream()
                .filter(request -> request.body().contains("\"operationName\":\"" + LIST + "\""))
                .count();
    }

    private List<CompletableFuture<HttpResponse<String>>> calls(TestServer server, String... callers) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        open.add(threads);
        Stream.of(callers).distinct().forEach(server::awaitAccepted);
        return Stream.of(callers)
                .map(caller -> CompletableFuture.supplyAsync(
                        () -> server.callRaw(caller, "package_list", Map.of("bucket", "some-bucket")), threads))
                .toList();
    }

    private static double joined(TestServer server) {
        return Scrape.of(server.send(server.admin("/metrics")).body())
                .sum("quilt_mcp_cache_lookups_total", "cache=\"reads\"", "result=\"hit\"");
    }

    @Test
    void callsOfOneCallerShareOneRequest() {
        var server = server(Map.of());
        var calls = calls(server, "anna", "anna", "anna", "anna");
        Polling.await(() -> joined(server) == 3);
        answering.countDown();
        assertThat(calls).allSatisfy(call -> assertThat(call.join().body()).contains("of/anna"));
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void callersNeverShare() {
        var server = server(Map.of());
        var calls = calls(server, "anna", "bert", "anna", "bert");
        Polling.await(() -> joined(server) == 2);
        answering.countDown();
        assertThat(calls.get(0).join().body()).contains("of/anna").doesNotContain("bert");
        assertThat(calls.get(1).join().body()).contains("of/bert").doesNotContain("anna");
        assertThat(calls.get(2).join().body()).contains("of/anna").doesNotContain("bert");
        assertThat(calls.get(3).join().body()).contains("of/bert").doesNotContain("anna");
        assertThat(held()).isEqualTo(2);
    }

    @Test
    void refusalOfTheTokenReachesAllThatShare() {
        var server = server(Map.of());
        var calls = calls(server, "anna", "anna", "anna");
        Polling.await(() -> joined(server) == 2);
        refusing = true;
        answering.countDown();
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.join().statusCode()).isEqualTo(401));
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void eachCallAsksForItselfWhenSwitchedOff() {
        var server = server(Map.of("MCP_OPTIMIZATION_ENABLED", "false"));
        var calls = calls(server, "anna", "anna", "anna");
        Polling.await(() -> held() == 3);
        answering.countDown();
        assertThat(calls).allSatisfy(call -> assertThat(call.join().body()).contains("of/anna"));
    }
}
