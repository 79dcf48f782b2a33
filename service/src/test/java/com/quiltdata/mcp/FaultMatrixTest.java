package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.hash.Hashing;
import com.quiltdata.mcp.FaultMatrix.FamilyCall;
import com.quiltdata.mcp.FaultMatrix.Fault;
import com.quiltdata.mcp.FaultMatrix.Outcome;
import com.quiltdata.mcp.FaultMatrix.Row;
import com.quiltdata.mcp.testing.EraRequest;
import com.quiltdata.mcp.testing.Generated;
import com.quiltdata.mcp.testing.LogLines;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.Scrape;
import com.quiltdata.mcp.tool.Effect;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each family of tools does under each fault of its upstreams: the reply, the metric and the log line. */
@Timeout(900)
@Tag("process")
final class FaultMatrixTest {
    private static final Path PAGE = Path.of("../runbook/faults.md");
    private static final int THREADS = 48;
    private static final int ATTEMPTS = 8;
    private static final String BUSY = "busy";

    private static final Map<String, String> UPSTREAM_OF =
            Map.of("/graphql", "graphql", "/api/auth/get_credentials", "rest", "s3 objects", "s3");

    /** Fields in which a result says what is missing in it. */
    private static final Pattern NOTE =
            Pattern.compile("\"(?:note|error|evidence|guidance|warning|detail)s?\":\\[?\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern UNKNOWN = Pattern.compile("(?i)unknown|may (or may not )?have|check");
    private static final List<String> PROBLEMS = new ArrayList<>();
    private static final String TOOLS = "mcp_server_operation_duration_seconds_count";
    private static final String UPSTREAMS = "quilt_mcp_upstream_duration_seconds_count";

    private static final Map<FamilyCall, Baseline> BASELINES = new LinkedHashMap<>();

    /** Upstreams and outcomes of exchanges that fail without a fault too, such as of objects that are not there. */
    private static final Set<String> USUAL = new TreeSet<>();

    private static final AtomicInteger NUMBERS = new AtomicInteger(70_000);

    @SuppressWarnings("NullAway.Init")
    private static SandboxProcess sandbox;

    @SuppressWarnings("NullAway.Init")
    private static TestServer server;

    /** What a call returns and requests without a fault. */
    private record Baseline(String result, List<JsonNode> requests) {}

    /** A caller of its own for one call under one fault. */
    private record Cell(FamilyCall call, int number, String token) {
        String name() {
            return "cell-" + number;
        }
    }

    private static void start() {
        sandbox = SandboxProcess.started("sandbox-faults");
        server = TestServer.before(
                sandbox,
                Map.of(
                        "QUILT_SERVICE_TIMEOUT", "3",
                        "QUILT_MCP_CALL_TIMEOUT", "20",
                        "QUILT_MCP_UPSTREAM_BYTES", "1000000",
                        "QUILT_MCP_TOOLSETS", "full,admin",
                        "QUILT_MCP_SQL_WRITES", "true",
                        "QUILT_MCP_DOCS_URL", "off",
                        "QUILT_MCP_BREAKER", "false",
                        "QUILT_MCP_REFUSED_TOKENS_PER_ADDRESS", "10000"));
        var warm = cell(FaultMatrix.calls().getFirst());
        while (server.call(warm.token(), "athena_query", Map.of("sql", "SELECT 1"))
                .get("isError")
                .asBoolean()) {}
        FaultMatrix.calls().forEach(call -> BASELINES.put(call, baseline(call)));
        failed(scrape(), Scrape.of("")).stream()
                .filter(it -> it.matches(".* \\d+"))
                .forEach(USUAL::add);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            sandbox.close();
        }
    }

    private static Cell cell(FamilyCall call) {
        var number = NUMBERS.incrementAndGet();
        if (call.tool().equals("role_switch")) {
            sandbox.role("switcher", "ReadQuiltBucket");
        }
        var token = sandbox.tokenOf(call.user(), "cell-" + number);
        server.awaitAccepted(token);
        return new Cell(call, number, token);
    }

    private static HttpResponse<String> send(Cell cell) {
        return server.send(
                EraRequest.answeredInJson(cell.call().request(cell.number()).legacy(server.uri("/mcp"), cell.token())));
    }

    private static Baseline baseline(FamilyCall call) {
        var cell = cell(call);
        var response = send(cell);
        while (response.body().contains("QUILT_SERVICE_TIMEOUT")
                || response.body().contains(" in time")) { // cold
            cell = cell(call);
            response = send(cell);
        }
        assertThat(response.body()).as(call.tool()).contains("\"result\"").doesNotContain("\"isError\":true");
        return new Baseline(plain(result(response), cell), requests().getOrDefault(cell.name(), List.of()));
    }

    /** The requests since the last call of this method, by the names of their callers. */
    private static Map<String, List<JsonNode>> requests() {
        var requests = sandbox.callRequests().stream()
                .collect(Collectors.groupingBy(it -> it.path("token").asText()));
        sandbox.clearRequests();
        return requests;
    }

    private static String result(HttpResponse<String> response) {
        var result = TestServer.json(response.body()).path("result");
        return (result.has("structuredContent") ? result.get("structuredContent") : result).toString();
    }

    private static final Pattern PASSING =
            Pattern.compile("https?://[^\"\\s]*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|v[0-9]{16}"
                    + "|\\d{4}-\\d\\d-\\d\\d[T ][0-9:.]*(Z|\\+00:00)?|\"[a-z_]*(millis|ms|seconds|bytes)\":[0-9.]+");

    /** Whether the head of a response or its end is late, depends on the moment. */
    private static final Pattern LATE = Pattern.compile("did not (?:respond in time|finish its response within 3 s)"
            + " \\(QUILT_SERVICE_TIMEOUT\\); try again(?: or request less data)?, and");

    private static final String IN_TIME = "did not respond in time (QUILT_SERVICE_TIMEOUT); try again, and";

    /** The text without what differs from call to call. */
    private static String plain(String text, Cell cell) {
        return PASSING.matcher(LATE.matcher(text).replaceAll(IN_TIME))
                .replaceAll("~")
                .replaceAll("(?<![0-9])" + cell.number() + "(?![0-9])", "N");
    }

    @Test
    void everyFamilyOfToolsHasCalls() {
        var families = new TreeSet<>(List.of("resources read"));
        Everything.inventory()
                .toolsets()
                .forEach(toolset -> toolset.tools()
                        .forEach(tool -> families.add(
                                toolset.name() + (tool.spec().effect() == Effect.READ ? " read" : " write"))));
        assertThat(FaultMatrix.calls().stream()
                        .map(FamilyCall::family)
                        .distinct()
                        .toList())
                .as("a new family of tools needs calls in src/test/resources/faults/calls.txt")
                .containsExactlyInAnyOrderElementsOf(families);
    }

    @Test
    void everyFaultIsReportedAsThePageSays() throws Exception {
        start();
        var rows = FaultMatrix.faults().entries().stream()
                .map(it -> row(it.getKey(), it.getValue()))
                .toList();
        for (var batch : FaultMatrix.batches(rows)) {
            run(batch);
        }
        new Generated(FaultMatrixTest.class).check(PAGE, FaultPage.of(rows, FaultPage.signIn(PAGE)));
        assertThat(PROBLEMS).isEmpty();
    }

    private static Row row(String section, Fault fault) {
        var outcomes = new LinkedHashMap<FamilyCall, Outcome>();
        BASELINES.forEach((call, baseline) -> {
            if (baseline.requests().stream().anyMatch(fault::concerns)) {
                outcomes.put(call, new Outcome("", BUSY));
            }
        });
        assertThat(outcomes).as(fault.name()).isNotEmpty();
        return new Row(section, fault, outcomes, new TreeSet<>());
    }

    private static void run(List<Row> batch) throws Exception {
        for (var i = 0; i < ATTEMPTS; i++) {
            var cells = cells(batch);
            if (cells.isEmpty()) {
                return;
            }
            var before = scrape();
            requests();
            outcomes(cells);
            var after = scrape();
            cells.forEach((cell, row) -> uncounted(row, cell, before, after));
            var failed = failed(after, before);
            batch.forEach(row -> row.metrics().addAll(metrics(row.fault(), failed)));
        }
    }

    /** New callers for the calls that have no outcome yet, with the rows that they are of. */
    private static Map<Cell, Row> cells(List<Row> batch) {
        var cells = new LinkedHashMap<Cell, Row>();
        batch.forEach(row -> row.outcomes().forEach((call, outcome) -> {
            if (isBusy(row.fault(), outcome)) {
                cells.put(cell(call), row);
            }
        }));
        return cells;
    }

    /** Whether this machine and not the fault made the call late. */
    private static boolean isBusy(Fault fault, Outcome outcome) {
        return outcome.reply().equals(BUSY)
                || (!fault.isLate() && outcome.kind().equals("too_late"))
                || (fault.name().startsWith("slow") && !outcome.reply().isEmpty());
    }

    private static void outcomes(Map<Cell, Row> cells) throws Exception {
        try (var log = new LogLines();
                var pool = Executors.newFixedThreadPool(THREADS)) {
            var calls = new LinkedHashMap<Cell, Future<HttpResponse<String>>>();
            cells.forEach((cell, row) -> {
                row.fault().begin(sandbox, cell.name(), baselineOf(cell).requests());
                calls.put(cell, pool.submit(() -> send(cell)));
            });
            for (var call : calls.values()) {
                call.get();
            }
            var requests = requests();
            for (var entry : calls.entrySet()) {
                var cell = entry.getKey();
                var row = Objects.requireNonNull(cells.get(cell));
                var changes = requests.getOrDefault(cell.name(), List.of()).stream()
                        .filter(Fault::isMutation)
                        .count();
                var reply = new Reply(row.fault(), cell, entry.getValue().get(), log.lines(), changes);
                row.outcomes().put(cell.call(), outcome(reply));
            }
        } finally {
            sandbox.clearFaults();
            cells.values().forEach(row -> row.fault().end(sandbox));
        }
    }

    private static Baseline baselineOf(Cell cell) {
        return Objects.requireNonNull(BASELINES.get(cell.call()));
    }

    private static void uncounted(Row row, Cell cell, Scrape before, Scrape after) {
        var outcome = Objects.requireNonNull(row.outcomes().get(cell.call()));
        if (!cell.call().isResource() && count(after, cell.call(), outcome) <= count(before, cell.call(), outcome)) {
            PROBLEMS.add(row.fault().name() + ": not counted: " + cell.call().tool() + " " + outcome);
        }
    }

    private static double count(Scrape scrape, FamilyCall call, Outcome outcome) {
        return scrape.sum(
                TOOLS,
                "gen_ai_tool_name=\"" + call.tool() + "\"",
                "error_type=\"" + (outcome.kind().equals("ok") ? "" : outcome.kind()) + "\"");
    }

    private static Scrape scrape() {
        return Scrape.of(server.send(server.admin("/metrics")).body());
    }

    /** Outcomes of failed exchanges with the upstream that has the fault. */
    private static Set<String> metrics(Fault fault, Set<String> failed) {
        var upstream = UPSTREAM_OF.getOrDefault(fault.text("path"), fault.text("path")) + " ";
        return failed.stream()
                .filter(it -> it.startsWith(upstream))
                .filter(it -> !USUAL.contains(it) || it.endsWith(" " + fault.text("status")))
                .map(it -> it.substring(upstream.length()))
                .filter(it -> fault.isLate() || !it.equals("too_late")) // a busy machine
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Upstreams and outcomes of exchanges that failed since. */
    private static Set<String> failed(Scrape after, Scrape before) {
        return after.samples().stream()
                .filter(it -> it.name().equals(UPSTREAMS)
                        && !it.labels().contains("outcome=\"ok\"")
                        && it.value() > before.sum(UPSTREAMS, it.labels()))
                .map(it -> label(it.labels(), "upstream") + " " + label(it.labels(), "outcome"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String label(String labels, String name) {
        var found = Pattern.compile(name + "=\"([^\"]*)\"").matcher(labels);
        return found.find() ? found.group(1) : "";
    }

    /** A response to a call under a fault, the log lines of that time, and how many changes the call sent. */
    private record Reply(Fault fault, Cell cell, HttpResponse<String> response, List<String> log, long changes) {
        void problem(String what) {
            PROBLEMS.add(fault.name() + ": " + cell.call().tool() + " " + what);
        }
    }

    private static Outcome outcome(Reply reply) {
        var response = reply.response();
        if (Stream.of("upstream-secret", "Exception", "<html", reply.cell().token())
                .anyMatch(response.body()::contains)) {
            reply.problem("says too much: " + response.body());
        }
        var body = TestServer.json(response.body());
        var result = body.path("result");
        if (response.statusCode() == 401) {
            assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
            return logged(reply, "HTTP 401: " + body.at("/error/message").asText());
        } else if (body.has("error")) {
            return logged(reply, body.at("/error/message").asText());
        } else if (result.path("isError").asBoolean()) {
            return logged(reply, result.at("/content/0/text").asText());
        }
        return logged(reply, success(reply));
    }

    /** What a success says that differs from the usual one; it must say something. */
    private static String success(Reply reply) {
        var text = plain(result(reply.response()), reply.cell());
        var usual = baselineOf(reply.cell()).result();
        if (text.equals(usual)) {
            return "";
        } else if (reply.cell().call().family().equals("access read")) {
            return FaultPage.UNKNOWN;
        }
        var notes = NOTE.matcher(text)
                .results()
                .map(it -> it.group(1).replace("\\\"", "\""))
                .filter(note -> !usual.contains(note))
                .distinct()
                .collect(Collectors.joining(" "));
        if (notes.isEmpty() && !reply.fault().json().has("differs")) {
            reply.problem("is another success without a word: " + text + " instead of " + usual);
        }
        return notes.isEmpty() ? reply.fault().text("differs") : notes;
    }

    /** The outcome with the sentence, of which the log must have a line. */
    private static Outcome logged(Reply reply, String sentence) {
        var call = reply.cell().call();
        var digest = Hashing.sha256()
                .hashString(reply.cell().token(), StandardCharsets.UTF_8)
                .toString()
                .substring(0, 12);
        var kind = reply.log().stream()
                .filter(it -> it.startsWith("tool=" + call.tool() + " ") && it.endsWith("caller=" + digest))
                .map(it -> label(it.replaceFirst("outcome=(\\S+)", "outcome=\"$1\""), "outcome"))
                .collect(Collectors.joining(","));
        var warned = reply.log().stream().anyMatch(it -> it.startsWith(kind + " of " + call.tool() + ": "));
        if (!call.isResource() && !warned && (kind.equals("unavailable") || kind.equals("too_late"))) {
            reply.problem(kind + " is not logged at WARN");
        }
        if (reply.log().stream()
                .anyMatch(it -> it.contains(reply.cell().token())
                        || (it.contains("upstream-secret") && !it.contains("cause=")))) {
            reply.problem("is logged with a secret");
        }
        if (call.writes()
                && reply.fault().mayLeaveAChange()
                && !kind.equals("ok")
                && !UNKNOWN.matcher(sentence).find()) {
            reply.problem("does not say that the change may have been made: " + sentence);
        }
        var usual = baselineOf(reply.cell()).requests().stream()
                .filter(Fault::isMutation)
                .count();
        if (reply.changes() > usual) {
            reply.problem("sends its change " + reply.changes() + " times");
        }
        return new Outcome(call.isResource() ? "error" : kind, plain(sentence, reply.cell()));
    }
}
