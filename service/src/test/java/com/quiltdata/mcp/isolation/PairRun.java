package com.quiltdata.mcp.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.BoundedHttp;
import com.quiltdata.mcp.testing.EraRequest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes every request of isolation.txt by every caller: first each alone, then each pair at the same time, several pairs
 * beside one another. Every answer is checked, and must be the one that its caller gets alone.
 */
public final class PairRun implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 300;
    private static final List<Pattern> VOLATILE = List.of(
            Pattern.compile("(?<=cursor\\\\{0,9}\":\\\\{0,9}\")[^\"\\\\]+"),
            Pattern.compile("X-Amz-[A-Za-z-]+=[^&\"\\\\]*"),
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:\\d\\d)?"),
            Pattern.compile("\\b[0-9a-f]{32,}\\b"),
            Pattern.compile("\\d+"));
    private final URI endpoint;
    private final List<Line> lines;
    private final List<Member> callers;
    private final AnswerCheck check;
    private final Map<String, Map<String, String>> kept = new ConcurrentHashMap<>();
    private final Map<String, String> alone = new HashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final Map<Member, AtomicLong> recognized = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> more;

    /**
     * A run of these lines against the server.
     *
     * @param more values of further variables
     */
    public PairRun(URI endpoint, List<Line> lines, List<Member> callers, Map<String, String> more) {
        this.endpoint = endpoint;
        this.lines = lines;
        this.callers = callers;
        this.check = new AnswerCheck(callers);
        this.more = more;
    }

    /** A request and who makes it where. */
    private record Step(Member caller, int line, int lane, int round) {
        /** What has the same answer in every lane. */
        String key() {
            return caller + " " + line + " " + modern();
        }

        /** Whether the round speaks the protocol without handshake; the others speak that of the handshake eras. */
        boolean modern() {
            return round % 2 == 0;
        }
    }

    public long calls() {
        return calls.get();
    }

    /** Returns how many answers a caller got, together with others or alone, that must have its mark. */
    public long recognized(Member caller) {
        return recognized.getOrDefault(caller, new AtomicLong()).get();
    }

    public List<String> faults() {
        return faults.stream().toList();
    }

    /** Makes every request once by each caller, one after the other. */
    public void once() {
        for (var caller : callers) {
            for (var line = 0; line < lines.size(); line++) {
                var _ = answer(new Step(caller, line, 0, 0));
            }
        }
    }

    public int pairs() {
        return callers.size() * (callers.size() - 1) / 2;
    }

    /**
     * Makes every request that depends on no lane once by each caller, one after the other, in the era of this round, and
     * keeps the answers.
     */
    public void alone(int round) {
        for (var caller : callers) {
            for (var line = 0; line < lines.size(); line++) {
                if (lines.get(line).comparable()) {
                    var step = new Step(caller, line, 0, round);
                    alone.put(step.key(), answer(step));
                }
            }
        }
    }

    /** Lets every pair make every request together, in this number of lanes beside one another. */
    public void together(int round, int lanes) throws Exception {
        var pairs = IntStream.range(0, callers.size())
                .boxed()
                .flatMap(a ->
                        IntStream.range(a + 1, callers.size()).mapToObj(b -> List.of(callers.get(a), callers.get(b))))
                .toList();
        var work = new ArrayList<Callable<Void>>();
        for (var lane = 0; lane < lanes; lane++) {
            var mine = lane;
            work.add(() -> {
                for (var pair = 0; pair < pairs.size(); pair++) {
                    if ((pair + round) % lanes == mine) {
                        pair(pairs.get(pair), false, mine, round);
                    }
                }
                return null;
            });
        }
        for (var done : threads.invokeAll(work)) {
            done.get();
        }
        for (var pair : pairs) {
            pair(pair, true, 0, round);
        }
    }

    private void pair(List<Member> pair, boolean alone, int lane, int round) throws Exception {
        for (var line = 0; line < lines.size(); line++) {
            if (lines.get(line).alone() == alone) {
                var number = line;
                var other = threads.submit(() -> compared(new Step(pair.getLast(), number, lane, round)));
                compared(new Step(pair.getFirst(), line, lane, round));
                other.get();
            }
        }
    }

    private void compared(Step step) {
        var got = answer(step);
        var expected = alone.get(step.key());
        if (expected != null && !got.equals(expected)) {
            faults.add("wrong answer: %s got another answer than alone to %s%n  alone:    %s%n  together: %s"
                    .formatted(
                            step.caller(), lines.get(step.line()), differing(expected, got), differing(got, expected)));
        }
    }

    /** The part of a text around its first difference from another. */
    private static String differing(String text, String other) {
        var at = 0;
        while (at < Math.min(text.length(), other.length()) && text.charAt(at) == other.charAt(at)) {
            at++;
        }
        return text.substring(Math.max(0, at - SHOWN / 2), Math.min(text.length(), at + SHOWN / 2));
    }

    /** Makes the request, checks the answer, and returns it without what differs from call to call. */
    private String answer(Step step) {
        var line = lines.get(step.line());
        var answer = ask(step);
        var failed = !answer.has("result") || answer.at("/result/isError").asBoolean();
        if (line.capture() != null) {
            kept.computeIfAbsent(step.caller() + " " + step.lane(), _ -> new ConcurrentHashMap<>())
                    .put(line.capture(), answer.at("/result" + line.pointer()).asText("none"));
        }
        var text = answer.at("/result/content/0/text").asText(answer.toString());
        var whole = text.substring(0, Math.min(text.length(), 2 * SHOWN));
        if (failed && step.caller().administers()) {
            faults.add("wrong answer: " + step.caller() + " " + line + " failed: " + whole);
        }
        if (line.marked() && !failed) {
            recognized.computeIfAbsent(step.caller(), _ -> new AtomicLong()).incrementAndGet();
        }
        check.faults(step.caller(), answer, line.marked() && !failed)
                .forEach(fault -> faults.add(fault + " by " + line + ": " + whole));
        var plain = answer.toString();
        for (var pattern : VOLATILE) {
            plain = pattern.matcher(plain).replaceAll("…");
        }
        return plain;
    }

    private JsonNode ask(Step step) {
        var caller = step.caller();
        var line = lines.get(step.line());
        var params = filled(line.params(), step);
        var request = new EraRequest(line.tool() ? "tools/call" : line.name(), named(params), params);
        var http = step.modern() ? request.modern(endpoint, caller.token()) : request.legacy(endpoint, caller.token());
        var id = CallerRouter.requestIds(caller) + calls.incrementAndGet();
        caller.begin();
        try {
            var response = BoundedHttp.shared()
                    .send(EraRequest.answeredInJson(http)
                            .header("X-Request-Id", id)
                            .build());
            return JSON.readTree(response.body());
        } catch (IOException e) {
            faults.add("wrong answer: " + caller + " " + line + " got none: " + e);
            return JSON.createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            caller.end();
        }
    }

    /** What the header Mcp-Name repeats. */
    private static @Nullable String named(String params) {
        try {
            var read = JSON.readTree(params);
            return read.path("name").isTextual()
                    ? read.path("name").asText()
                    : read.path("uri").textValue();
        } catch (IOException e) {
            throw new IllegalStateException(params, e);
        }
    }

    private String filled(String text, Step step) {
        var caller = step.caller();
        var slot = caller.slot() + step.lane();
        var catalog = caller.catalog();
        var filled = text.replace("$mark", catalog.mark())
                .replace("$lab", catalog.labMark())
                .replace("$private", catalog.privateMark());
        for (var one : more.entrySet()) {
            filled = filled.replace("$" + one.getKey(), one.getValue());
        }
        for (var one : kept.getOrDefault(caller + " " + step.lane(), Map.of()).entrySet()) {
            filled = filled.replace("$" + one.getKey(), one.getValue());
        }
        if (filled.contains("$key")) {
            filled = filled.replace("$key", catalog.sandbox().apiKey(caller.user(), catalog.mark() + "-key"));
        }
        return filled.replace("$n", slot).replace("$r", slot + "-" + step.round());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
