package com.quiltdata.mcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import com.quiltdata.mcp.process.ToolCalls.Outcome;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two servers that know nothing of each other write the same package, or the same key, at once. The system property
 * {@code races} is their number, of each kind.
 */
class TwoProcessesIT {
    private static final int RACES = Integer.getInteger("races", 50);
    private static final String BUCKET = "quilt-example";

    /** A registry that is kept waiting for a second between a pointer's name and its being there has no order. */
    private static final int AT_ONCE = 17;

    private static SandboxProcess sandbox;
    private static List<ServerProcess> servers;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.written();
        servers = ToolCalls.atOnce(List.of(TwoProcessesIT::server, TwoProcessesIT::server));
    }

    private static ServerProcess server() {
        return ServerProcess.start(ServerProcess.environment(sandbox));
    }

    @AfterAll
    static void stop() {
        servers.forEach(ServerProcess::close);
    }

    /** A race: what both servers replied, each to its own caller. */
    private record Race(int number, List<Outcome> outcomes) {
        /** The one that was acknowledged. */
        Outcome winner() {
            assertThat(outcomes)
                    .as("replies of race %d: %s", number, outcomes)
                    .filteredOn(Outcome::good)
                    .hasSize(1);
            return outcomes.stream().filter(Outcome::good).findFirst().orElseThrow();
        }

        /** The one that was refused. */
        Outcome loser() {
            return outcomes.stream().filter(it -> !it.good()).findFirst().orElseThrow();
        }
    }

    private static ToolCalls caller(int side) {
        return new ToolCalls(servers.get(side), sandbox.token(side == 0 ? "writer" : "admin"));
    }

    /** Runs all races, in each of which both servers get the same tool with arguments of their own side. */
    private static List<Race> races(String tool, IntFunction<IntFunction<Map<String, ?>>> arguments) {
        return Lists.partition(IntStream.range(0, RACES).boxed().toList(), AT_ONCE).stream()
                .flatMap(numbers -> races(tool, arguments, numbers))
                .toList();
    }

    private static Stream<Race> races(
            String tool, IntFunction<IntFunction<Map<String, ?>>> arguments, List<Integer> numbers) {
        var outcomes = ToolCalls.atOnce(numbers.stream()
                .flatMap(number -> Stream.of(0, 1).map(side -> (Supplier<Outcome>)
                        () -> caller(side).call(tool, arguments.apply(number).apply(side))))
                .toList());
        return IntStream.range(0, numbers.size())
                .mapToObj(index -> new Race(numbers.get(index), outcomes.subList(2 * index, 2 * index + 2)));
    }

    private static Map<String, Object> entry(String logicalKey) {
        return Map.of(logicalKey, Map.of("type", "uri", "uri", "s3://quilt-example/data/storms.csv"));
    }

    private static List<String> keys(String name) {
        var keys = new ArrayList<String>();
        var browsed = caller(0).call("package_browse", Map.of("package_name", name, "registry", BUCKET));
        browsed.content()
                .path("entries")
                .forEach(it -> keys.add(it.get("logical_key").asText()));
        return keys;
    }

    @Test
    void oneOfTwoChangesFromTheSameRevisionWinsAndTheOtherLearnsItsHash() {
        var created = races(
                "package_create",
                number -> side -> Map.of(
                        "package_name",
                        "processes/new-" + number,
                        "registry",
                        BUCKET,
                        "message",
                        "side " + side,
                        "entries",
                        entry("created-by-" + side + ".csv")));
        created.forEach(TwoProcessesIT::assertOneWon);
        var changed = races(
                "package_patch",
                number -> side -> Map.of(
                        "bucket",
                        BUCKET,
                        "name",
                        "processes/new-" + number,
                        "revision",
                        created.get(number).winner().content().path("top_hash").asText(),
                        "message",
                        "change of side " + side,
                        "set",
                        entry("changed-by-" + side + ".csv")));
        changed.forEach(TwoProcessesIT::assertOneWon);
        var lost = 0;
        for (var number = 0; number < RACES; number++) {
            var kept = keys("processes/new-" + number);
            var acknowledged = List.of(
                    "created-by-" + side(created.get(number)) + ".csv",
                    "changed-by-" + side(changed.get(number)) + ".csv");
            lost += kept.containsAll(acknowledged) ? 0 : 1;
            assertThat(kept).containsExactlyInAnyOrderElementsOf(acknowledged);
        }
        System.out.printf("package races=%d acknowledged=%d lost=%d%n", 2 * RACES, 2 * RACES, lost);
    }

    private static int side(Race race) {
        return race.outcomes().getFirst().good() ? 0 : 1;
    }

    private static void assertOneWon(Race race) {
        var hash = race.winner().content().path("top_hash").asText();
        assertThat(race.loser().text()).contains(hash);
    }

    @Test
    void oneOfTwoObjectsOfOneKeyIsWrittenAndTheOtherIsRefused() {
        var races = races("bucket_objects_put", number -> side -> put(number, side, false));
        var lost = 0;
        for (var race : races) {
            var texts = race.outcomes().stream().map(Outcome::text).toList();
            var written = race.outcomes().stream()
                    .filter(it -> it.content().path("uploaded").asInt() == 1)
                    .toList();
            assertThat(written).as("%s", texts).hasSize(1);
            assertThat(texts)
                    .filteredOn(it -> it.contains("already exists") || it.contains("is writing the"))
                    .hasSize(1);
            var side = race.outcomes().indexOf(written.getFirst());
            lost += read(race.number(), null).equals("side " + side) ? 0 : 1;
        }
        assertThat(lost).as("acknowledged objects that are not there").isZero();
        System.out.printf("key races=%d acknowledged=%d lost=%d%n", RACES, RACES, lost);
    }

    @Test
    void everyAcknowledgedOverwriteIsAVersion() {
        var races = races("bucket_objects_put", number -> side -> put(RACES + number, side, true));
        var acknowledged = 0;
        var lost = 0;
        for (var race : races) {
            for (var side = 0; side < 2; side++) {
                var result = race.outcomes().get(side).content().at("/results/0");
                if (!result.has("error")) {
                    acknowledged++;
                    var read = read(
                            race.number() + RACES, result.path("version_id").asText());
                    lost += read.equals("side " + side) ? 0 : 1;
                }
            }
        }
        assertThat(acknowledged).isEqualTo(2 * RACES);
        assertThat(lost).as("acknowledged versions that are not there").isZero();
        System.out.printf("overwrites=%d acknowledged=%d lost=%d%n", 2 * RACES, acknowledged, lost);
    }

    private static Map<String, Object> put(int number, int side, boolean overwrite) {
        return Map.of(
                "bucket",
                BUCKET,
                "items",
                List.of(Map.of("key", "processes/key-" + number + ".txt", "text", "side " + side)),
                "overwrite",
                overwrite,
                "confirm",
                true);
    }

    private static String read(int number, @Nullable String version) {
        var uri = "s3://" + BUCKET + "/processes/key-" + number + ".txt"
                + (version == null ? "" : "?versionId=" + version);
        var outcome = caller(0).call("bucket_object_text", Map.of("s3_uri", uri));
        return outcome.content().path("text").asText(outcome.text());
    }
}
