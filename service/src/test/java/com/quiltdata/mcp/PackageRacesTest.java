package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many who change one package at once, by way of two servers that know nothing of each other. */
@Tag("process")
final class PackageRacesTest {
    private static final int CALLERS = 20;
    private static final int ROUNDS = 2;
    private static final Map<String, Object> PACKAGE = Map.of("bucket", "quilt-example", "name", "races/twenty");

    private static SandboxProcess sandbox;
    private static List<TestServer> servers;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.written();
        servers = List.of(TestServer.onWrittenSandbox(), TestServer.onWrittenSandbox());
    }

    @AfterAll
    static void stop() {
        servers.forEach(TestServer::close);
    }

    private static JsonNode call(int caller, String tool, Map<String, ?> arguments) {
        var token = sandbox.token(caller % 3 == 0 ? "admin" : "writer");
        return servers.get(caller % 2).call(token, tool, arguments);
    }

    private static Map<String, Object> with(Map<String, ?> more) {
        var all = new java.util.HashMap<String, Object>(PACKAGE);
        all.putAll(more);
        return all;
    }

    private static Map<String, Object> entry(String key) {
        return Map.of(key, Map.of("type", "uri", "uri", "s3://quilt-example/data/storms.csv"));
    }

    private static JsonNode patched(int caller, int round, String base) {
        var arguments = with(Map.of(
                "set", entry("round-%d/by-%02d.csv".formatted(round, caller)),
                "message", "by %d".formatted(caller),
                "revision", base));
        return call(caller, "package_patch", arguments);
    }

    /** Everybody at once; the answers in the order of the callers. */
    private static List<JsonNode> everybody(int round, String base) {
        var answers = IntStream.range(0, CALLERS)
                .mapToObj(caller ->
                        CompletableFuture.supplyAsync(() -> patched(caller, round, base), Thread.ofVirtual()::start))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void oneOfTwentyConcurrentChangesWinsAndTheOthersGetItsHash() {
        var base = call(0, "package_create", with(Map.of("entries", entry("start.csv"))))
                .at("/structuredContent/top_hash")
                .asText();
        for (int round = 0; round < ROUNDS; round++) {
            var answers = everybody(round, base);
            var won = answers.stream()
                    .filter(it -> !it.path("isError").asBoolean())
                    .toList();
            assertThat(won).as("%s", answers).hasSize(1);
            var winner = won.getFirst().at("/structuredContent/top_hash").asText();
            assertThat(answers)
                    .filteredOn(it -> it.path("isError").asBoolean())
                    .extracting(it -> it.at("/content/0/text").asText())
                    .allMatch(it -> it.contains(winner) && it.contains("if your change still applies"));
            assertThat(won.getFirst().at("/structuredContent/base_hash").asText())
                    .isEqualTo(base);
            assertThat(won.getFirst().at("/structuredContent/entries/total").asInt())
                    .isEqualTo(round + 2);
            base = winner;
        }
        assertThat(standing()).hasSize(ROUNDS + 1);
    }

    private static List<String> standing() {
        var browsed = call(1, "package_browse", Map.of("package_name", "races/twenty", "registry", "quilt-example"));
        var keys = new ArrayList<String>();
        browsed.at("/structuredContent/entries")
                .forEach(it -> keys.add(it.get("logical_key").asText()));
        return keys;
    }
}
