package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.isolation.CallerRouter;
import com.quiltdata.mcp.isolation.Line;
import com.quiltdata.mcp.isolation.MarkedCatalog;
import com.quiltdata.mcp.isolation.Member;
import com.quiltdata.mcp.isolation.PairRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Callers of catalogs whose data is marked make the same requests at the same moment of one server: each gets its own data
 * alone, and each upstream request carries the credentials of the caller for whom it is made.
 *
 * <p>The system property {@code isolation.rounds} is how often every pair makes every request, {@code isolation.catalogs}
 * the number of catalogs, and {@code isolation.callers} the callers of the first one.
 */
@Tag("process")
final class CallerPairsTest {
    private static final Path LINES = Path.of("src/test/resources/isolation.txt");
    private static final Path MARKS = Path.of("src/test/resources/isolation-marks.txt");
    private static final Path REPORT = Path.of("target/isolation.txt");
    private static final int ROUNDS = Integer.getInteger("isolation.rounds", 1);
    private static final int CATALOGS = Integer.getInteger("isolation.catalogs", 2);
    private static final String SLOTS = System.getProperty("isolation.callers", "admin,writer");
    private static final int ERAS = 2;
    private static final int LANES = 5;
    private static final int SHOWN = 40;
    private static final long MOST_REFUSED = 20;
    private static final Pattern VARIABLE = Pattern.compile("\\{[?+]?(\\w+)}");

    private static List<MarkedCatalog> catalogs = List.of();
    private static CallerRouter router;
    private static TestServer server;

    @BeforeAll
    static void start() {
        router = new CallerRouter();
        catalogs = Stream.of("a", "b", "c", "d")
                .limit(CATALOGS)
                .map(MarkedCatalog::new)
                .toList();
        router.catalogs(catalogs);
        var environment = new HashMap<>(router.environment());
        environment.putAll(Map.of(
                "QUILT_MCP_TOOLSETS", "full,admin",
                "QUILT_MCP_SQL_WRITES", "true",
                "QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER", "100000",
                "MCP_SKIP_BANNER", "true"));
        server = TestServer.start(environment);
        for (var catalog : catalogs) {
            mark(catalog);
        }
    }

    /** Fills a catalog with data that has its marks, and makes its users. */
    private static void mark(MarkedCatalog catalog) {
        var seeded = catalog.seeded();
        router.add(seeded);
        catalog.sandbox().bucket(catalog.mark() + "-bucket");
        for (var lane = 0; lane < LANES; lane++) {
            catalog.sandbox().bucket("iso-admin" + lane);
        }
        try (var marking = new PairRun(server.uri("/mcp"), Line.read(MARKS), List.of(seeded), Map.of())) {
            marking.once();
            assertThat(marking.faults()).isEmpty();
        }
        for (var slot : List.of("admin", "writer", "reader")) {
            var member = catalog.member(slot);
            catalog.sandbox().apiKey(member.user(), member.user() + "-fixed");
            router.add(member);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        catalogs.forEach(MarkedCatalog::close);
        router.close();
    }

    /** The kinds of callers of the first catalog, and an administrator of each other one. */
    private static List<Member> callers() {
        return Stream.concat(
                        Stream.of(SLOTS.split(",")).map(catalogs.getFirst()::member),
                        catalogs.stream().skip(1).map(catalog -> catalog.member("admin")))
                .toList();
    }

    @Test
    void everyToolHasALine() {
        var tools = Line.read(LINES).stream().filter(Line::tool).map(Line::name).collect(Collectors.toSet());
        assertThat(tools)
                .as(
                        "a new tool needs a line in %s: a call whose answer has a mark of the caller's catalog, or -- and why it"
                                + " can have none",
                        LINES)
                .containsExactlyInAnyOrderElementsOf(Everything.inventory().tools().stream()
                        .map(tool -> tool.spec().name())
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyResourceHasALine() {
        assertHaveLines(
                listed("resources", "resources").findValuesAsText("uri"),
                part("resources/read", it -> it.at("/uri").asText()));
    }

    @Test
    void everyTemplateHasALine() {
        var read = part("resources/read", it -> it.at("/uri").asText());
        assertThat(listed("resources/templates", "resourceTemplates").findValuesAsText("uriTemplate"))
                .isNotEmpty()
                .allSatisfy(template ->
                        assertThat(read).as("%s in %s", template, LINES).anyMatch(uri -> matches(template, uri)));
    }

    @Test
    void everyPromptHasALine() {
        assertHaveLines(
                listed("prompts", "prompts")
                        .valueStream()
                        .map(it -> it.get("name").asText())
                        .toList(),
                part("prompts/get", it -> it.at("/name").asText()));
    }

    @Test
    void everyArgumentThatCanBeCompletedHasALine() {
        var arguments = Stream.concat(
                listed("prompts", "prompts")
                        .valueStream()
                        .flatMap(it -> it.get("arguments").valueStream())
                        .map(it -> "ref/prompt " + it.get("name").asText()),
                listed("resources/templates", "resourceTemplates").findValuesAsText("uriTemplate").stream()
                        .flatMap(it -> VARIABLE.matcher(it).results())
                        .map(it -> "ref/resource " + it.group(1)));
        assertHaveLines(
                arguments.distinct().toList(),
                part(
                        "completion/complete",
                        it -> it.at("/ref/type").asText() + " "
                                + it.at("/argument/name").asText()));
    }

    private static void assertHaveLines(List<String> listed, List<String> lines) {
        assertThat(listed).isNotEmpty();
        assertThat(lines).as("each needs a line in %s", LINES).containsAll(listed);
    }

    /** What the server lists for an administrator. */
    private static JsonNode listed(String method, String field) {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s/list\"}".formatted(method);
        return TestServer.json(
                        server.post(catalogs.getFirst().seeded().token(), body).body())
                .path("result")
                .path(field);
    }

    /** A part of the parameters of each line with this method. */
    private static List<String> part(String method, Function<JsonNode, String> part) {
        return Line.read(LINES).stream()
                .filter(line -> line.name().equals(method))
                .map(line -> part.apply(TestServer.json(line.arguments())))
                .toList();
    }

    private static boolean matches(String template, String uri) {
        var form = VARIABLE.matcher("\\Q" + template + "\\E")
                .replaceAll(it -> switch (it.group().charAt(1)) {
                    case '?' -> "";
                    case '+' -> "\\\\E[^@&#]+\\\\Q";
                    default -> "\\\\E[^@&#/]+\\\\Q";
                });
        return uri.matches(form);
    }

    @Test
    void noticesAnAnswerOfAnotherCaller() {
        var victim = catalogs.getLast().member("admin");
        var other = victim.catalog().name();
        var leak = "leak: a-admin got %s by bucket_object_%s";
        var mistaken = catalogs.getFirst().member("admin").mistakenFor(victim);
        var _ = router.faults();
        var lines = Line.read(LINES).stream()
                .filter(line -> line.name().startsWith("bucket_object"))
                .toList();
        try (var run = new PairRun(server.uri("/mcp"), lines, List.of(mistaken, victim), Map.of())) {
            run.alone(0);
            assertThat(run.faults())
                    .anyMatch(fault -> fault.startsWith(leak.formatted("data of " + other, "text")))
                    .anyMatch(fault -> fault.startsWith(leak.formatted("data of " + other, "fetch")))
                    .anyMatch(fault -> fault.startsWith(leak.formatted("an AWS key of " + victim, "link")))
                    .anyMatch(fault -> fault.startsWith("wrong answer: a-admin got nothing of its own by"));
        }
        assertThat(router.faults())
                .anyMatch(fault -> fault.startsWith("credentials of " + victim + " in request iso.a-admin."));
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS)
    void everyCallerGetsItsOwnDataAlone() throws Exception {
        var began = System.nanoTime();
        var requests = new ArrayList<String>();
        var values = Map.of("catalog", router.catalogUrl());
        try (var run = new PairRun(server.uri("/mcp"), Line.read(LINES), callers(), values)) {
            for (var round = 0; round < ROUNDS; round++) {
                if (round < ERAS) {
                    run.alone(round);
                }
                run.together(round, LANES);
                requests.addAll(router.faults());
                report(run, round + 1, requests, Duration.ofNanos(System.nanoTime() - began));
            }
            for (var caller : callers()) {
                // Who is refused everything, rightly or not, gets nothing of anybody else's either.
                assertThat(run.recognized(caller))
                        .as("answers with data for %s", caller)
                        .isGreaterThan(MOST_REFUSED * ROUNDS * (callers().size() - 1));
            }
            assertThat(Stream.concat(requests.stream(), run.faults().stream()).limit(SHOWN))
                    .as("more is in %s", REPORT)
                    .isEmpty();
        }
        catalogs.forEach(catalog -> catalogs.stream()
                .filter(other -> other != catalog)
                .forEach(other -> assertHasNothingOf(other, catalog)));
    }

    /** What callers of one catalog wrote is in no other. */
    private static void assertHasNothingOf(MarkedCatalog other, MarkedCatalog catalog) {
        var token = catalog.seeded().token();
        var query = Map.of("query", other.mark());
        assertThat(server.ok(token, "search_objects", query).get("objects")).isEmpty();
        assertThat(server.ok(token, "search_packages", query).get("packages")).isEmpty();
        assertThat(server.ok(token, "admin_users_list", Map.of("filter", other.mark()))
                        .get("users"))
                .isEmpty();
    }

    /** Writes what the rounds so far have shown. */
    private static void report(PairRun run, int rounds, List<String> requests, Duration time) throws IOException {
        var leaks =
                run.faults().stream().filter(fault -> fault.startsWith("leak")).count();
        var checked =
                router.counts().values().stream().mapToLong(AtomicLong::get).sum();
        var text = """
                %,d callers of %,d catalogs, %,d pairs, %,d tools, %,d rounds, %,d s
                %,d calls: %,d wrong answers, %,d leaks
                %,d upstream requests %s: %,d with other credentials than their caller's
                """.formatted(
                        callers().size(),
                        catalogs.size(),
                        run.pairs(),
                        Everything.inventory().tools().size(),
                        rounds,
                        time.toSeconds(),
                        run.calls(),
                        run.faults().size() - leaks,
                        leaks,
                        checked,
                        router.counts(),
                        requests.size());
        Files.writeString(REPORT, text + String.join("\n", requests) + "\n" + String.join("\n", run.faults()));
    }
}
