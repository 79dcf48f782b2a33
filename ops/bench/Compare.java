package bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares the service with its peers on loopback. {@code ops/bench/run} builds what is missing and starts this on other
 * processors than the servers'.
 */
final class Compare implements AutoCloseable {
    private static final String CALLER = "bench";
    private static final String SANDBOXED = "service with the sandbox";
    private static final Map<String, String> BODIES = Map.of(
            "call", Wire.call("catalog_link", "{\"bucket\":\"quilt-example\",\"package_name\":\"examples/hurdat\"}"),
            "list", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}",
            "upstream", Wire.call("bucket_list", "{}"));
    private static final List<Work> FEW = List.of(
            new Work("call", "call", 32),
            new Work("list", "list", 32),
            new Work("upstream256", "upstream", 256),
            new Work("upstream1000", "upstream", 1000));
    private static final List<Work> ALL = List.of(
            new Work("call", "call", 32),
            new Work("call1", "call", 1),
            new Work("call256", "call", 256),
            new Work("list", "list", 32),
            new Work("upstream256", "upstream", 256),
            new Work("upstream1", "upstream", 1),
            new Work("upstream1000", "upstream", 1000));
    private static final int SETTLE_MILLIS = 2000;

    /** Peers without a JVM, whose rates are flat within seconds. */
    private static final Set<String> SOON_WARM = Set.of("typescript", "python");

    private static final double SOON_WARM_SECONDS = 10;

    private final ObjectMapper json = new ObjectMapper();
    private final boolean quick;
    private final boolean check;
    private final List<String> selected;
    private final World world = new World("ops/bench/Compare.java");
    private final Upstream upstream = new Upstream(world.field("registryUrl"), world.field("writer"));
    private final Recipes recipes = new Recipes(world, upstream.url());
    private final Path target = world.file("ops/bench/target");
    private final Map<String, String> absent = new LinkedHashMap<>();
    private final ObjectNode start = json.createObjectNode();
    private final ObjectNode memory = json.createObjectNode();
    private final ObjectNode answers = json.createObjectNode();
    private double upstreamPerCall;

    /** A kind of request, and the number of connections that send it. */
    private record Work(String name, String kind, int connections) {}

    private Compare(List<String> options) throws IOException {
        quick = options.contains("--quick");
        check = options.contains("--check");
        selected = options.stream()
                .filter(option -> option.startsWith("--peers="))
                .flatMap(option -> Stream.of(option.substring("--peers=".length()).split(",")))
                .toList();
    }

    public static void main(String[] args) throws Exception {
        try (var compare = new Compare(List.of(args))) {
            System.exit(compare.run() ? 0 : 1);
        }
    }

    /** Returns whether every request of the service succeeded. */
    private boolean run() throws IOException {
        var began = System.nanoTime();
        absent.put("python upstream1000", "its HTTP client stalls with so many calls, for all later ones too");
        record();
        if (check) {
            compare(true, List.of(), new Measure(0, 0, 0), 0);
            System.out.println(answers.toPrettyString());
            absent.forEach((name, reason) -> System.out.println("Absent: " + name + ": " + reason));
            return true;
        }
        if (!quick) {
            startAlone();
        }
        var one = quick
                ? compare(true, FEW, new Measure(20_000, 50, 1.5), 3)
                : compare(true, ALL, new Measure(100_000, 40, 3), 3);
        var entries = quick ? 10_000 : 50_000;
        sandboxed(one, entries);
        var whole = quick ? new Comparison() : compare(false, FEW, new Measure(100_000, 10, 3), 2);

        var result = new Report(json, world).describe();
        result.put("quick", quick);
        result.put("browse_entries", entries);
        result.set("ratios", json.valueToTree(one.ratios()));
        result.set("absent", json.valueToTree(absent));
        result.put("upstream_requests_per_call", upstreamPerCall);
        result.set("answers", answers);
        result.set("start", start);
        result.set("memory", memory);
        result.set("one_processor", one.json(json));
        result.set("whole_machine", whole.json(json));
        var errors = result.putObject("errors");
        for (var server : one.windows().keySet()) {
            errors.put(server, one.errors(server) + whole.errors(server));
        }
        result.put("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
        json.writerWithDefaultPrettyPrinter().writeValue(target.resolve("result.json").toFile(), result);
        Report.print(result);
        return errors.path(Comparison.SERVICE).asInt() == 0 && !absent.containsKey(SANDBOXED);
    }

    /** Measures what needs S3 or a search; the other figures count without it. */
    private void sandboxed(Comparison comparison, int entries) {
        var measure = quick ? new Measure(100, 4, 2) : new Measure(100, 15, 4);
        try {
            new Sandboxed(world, recipes, entries, measure).into(comparison, quick ? 1 : 3);
        } catch (IOException e) {
            absent.put(SANDBOXED, e.getMessage());
        }
    }

    /** Records the service's answers, from which the peers' tools and the fixed answers are made. */
    private void record() throws IOException {
        Files.createDirectories(recipes.answers());
        try (var service = new Peer(recipes.service(true), "0", request("/mcp", "upstream", CALLER))) {
            for (var kind : BODIES.keySet()) {
                var answer = service.ask(request("/mcp", kind, CALLER));
                if (!answer.good()) {
                    throw new IOException(answer.status() + " " + answer.text());
                }
                Files.write(recipes.answers().resolve(kind + ".json"), answer.body());
            }
            // The caller is known by now, so that the last request upstream is the tool's.
            service.ask(request("/mcp", "upstream", CALLER));
            Files.writeString(recipes.answers().resolve("query.json"), upstream.lastBody());
        }
    }

    private static byte[] request(String path, String kind, String token) {
        return Load.request(path, token, BODIES.get(kind));
    }

    private List<Peer.Recipe> all(boolean single) throws IOException {
        var all = new ArrayList<Peer.Recipe>();
        all.add(recipes.service(single));
        for (var recipe : recipes.peers(single).values()) {
            var reason = target.resolve("absent").resolve(recipe.name());
            if (!selected.isEmpty() && !selected.contains(recipe.name())) {
                absent.put(recipe.name(), "not selected");
            } else if (Files.exists(reason)) {
                absent.put(recipe.name(), Files.readString(reason).strip());
            }
            if (!absent.containsKey(recipe.name())) {
                all.add(recipe);
            }
        }
        return all;
    }

    /** Starts each server alone, three times, and keeps the medians. */
    private void startAlone() throws IOException {
        for (var recipe : all(true)) {
            var seconds = new ArrayList<Double>();
            var cpu = new ArrayList<Double>();
            var idle = new ArrayList<Double>();
            for (var round = 0; round < 3 && !absent.containsKey(recipe.name()); round++) {
                var peer = start(recipe, true);
                if (peer != null) {
                    Measure.pause(SETTLE_MILLIS);
                    seconds.add(peer.firstAnswer());
                    cpu.add(peer.firstAnswerCpu());
                    idle.add((double) peer.residentMib());
                    peer.close();
                }
            }
            if (!seconds.isEmpty()) {
                started(recipe.name(), Comparison.median(seconds), Comparison.median(cpu), Comparison.median(idle));
            }
        }
    }

    private void started(String name, double seconds, double cpu, double idleMib) {
        start.putObject(name).put("first_answer_s", Math.round(seconds * 100) / 100.0).put("cpu_s", cpu);
        memory.putObject(name).put("idle_mib", Math.round(idleMib));
        System.err.printf("%-10s first answer after %.2f s, %.2f s of processor%n", name, seconds, cpu);
    }

    /** Returns a started server whose answers are right; null if there is none, which is then absent. */
    private Peer start(Peer.Recipe recipe, boolean single) throws IOException {
        var processors = single ? "0" : "0-" + (processors() - 1);
        Peer peer = null;
        try {
            peer = new Peer(recipe, processors, request(recipe.paths().get("call"), "call", CALLER));
            for (var kind : recipe.paths().keySet()) {
                check(peer, kind);
            }
            return peer;
        } catch (IOException e) {
            if (peer != null) {
                peer.close();
            }
            if (recipe.name().equals(Comparison.SERVICE)) {
                throw e;
            }
            absent.put(recipe.name(), e.getMessage());
            System.err.println(recipe.name() + " is absent: " + e.getMessage());
            return null;
        }
    }

    private static int processors() throws IOException {
        return (int) Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("processor"))
                .count();
    }

    /** Compares an answer of a peer with the service's. */
    private void check(Peer peer, String kind) throws IOException {
        var answer = peer.ask(request(peer.path(kind), kind, CALLER));
        var own = json.readTree(recipes.answers().resolve(kind + ".json").toFile()).get("result");
        var theirs = answer.good() ? json.readTree(answer.body()).path("result") : json.missingNode();
        if (!essence(kind, theirs).equals(essence(kind, own))) {
            throw new IOException("its answer to " + kind + " differs from the service's: " + answer.status() + " "
                    + answer.text().substring(0, Math.min(300, answer.text().length())));
        }
        answers.withObject("/" + peer.name()).put(kind + "_bytes", answer.body().length);
    }

    /** Returns what all servers must answer alike: the result and its text, or name and schemas of every tool. */
    private Object essence(String kind, JsonNode result) throws IOException {
        if (kind.equals("list")) {
            var tools = new TreeMap<String, Object>();
            for (var tool : result.path("tools")) {
                var shown = List.of(tool.path("inputSchema").path("properties"), tool.path("description"));
                tools.put(tool.path("name").asText(), shown);
            }
            return tools;
        }
        var text = result.path("content").path(0).path("text").asText();
        return List.of(result.path("structuredContent"), json.readTree(text));
    }

    private Comparison compare(boolean single, List<Work> works, Measure measure, int rounds) throws IOException {
        var comparison = new Comparison();
        var peers = new ArrayList<Peer>();
        try {
            for (var recipe : all(single)) {
                var peer = start(recipe, single);
                if (peer != null) {
                    peers.add(peer);
                }
            }
            if (start.isEmpty()) {
                Measure.pause(SETTLE_MILLIS);
                for (var peer : peers) {
                    started(peer.name(), peer.firstAnswer(), peer.firstAnswerCpu(), peer.residentMib());
                }
            }
            for (var peer : peers) {
                warm(peer, works, measure);
            }
            for (var round = 0; round < rounds; round++) {
                for (var work : works) {
                    for (var peer : peers) {
                        if (peer.path(work.kind()) != null && !absent.containsKey(peer.name() + " " + work.name())) {
                            comparison.add(peer.name(), work.name(), window(peer, work, measure));
                        }
                    }
                }
                Collections.reverse(peers);
            }
            for (var peer : peers) {
                memory.withObject("/" + peer.name())
                        .put(single ? "loaded_mib" : "loaded_whole_machine_mib", peer.residentMib());
            }
        } finally {
            peers.forEach(Peer::close);
        }
        return comparison;
    }

    /**
     * Warms each kind of request with its first number of connections, and more callers for a shorter time. Work to which
     * a peer does not respond is left out.
     */
    private void warm(Peer peer, List<Work> works, Measure measure) throws IOException {
        var warmed = new ArrayList<String>();
        var longest = SOON_WARM.contains(peer.name()) ? measure.warmedWithin(SOON_WARM_SECONDS) : measure;
        for (var work : works) {
            if (peer.path(work.kind()) == null) {
                continue;
            }
            var again = warmed.contains(work.kind());
            try {
                if (!again || work.connections() > 1) {
                    (again ? new Measure(0, measure.seconds(), measure.seconds()) : longest)
                            .warm(peer, work.name(), requests(peer, work));
                }
                warmed.add(work.kind());
            } catch (IOException e) {
                if (peer.name().equals(Comparison.SERVICE)) {
                    throw e;
                }
                absent.put(peer.name() + " " + work.name(), e.getMessage());
            }
        }
    }

    private Comparison.Window window(Peer peer, Work work, Measure measure) throws IOException {
        var before = upstream.requests();
        try (var load = new Load(peer.port(), requests(peer, work))) {
            var window = measure.window(peer, work.name(), load);
            if (peer.name().equals(Comparison.SERVICE) && work.name().equals("upstream256") && load.total() > 0) {
                upstreamPerCall = (double) (upstream.requests() - before) / load.total();
            }
            return window;
        }
    }

    /** Returns a request for each connection; those that go upstream each have a caller of their own. */
    private static List<byte[]> requests(Peer peer, Work work) {
        var path = peer.path(work.kind());
        return IntStream.range(0, work.connections())
                .mapToObj(i -> request(path, work.kind(), work.kind().equals("upstream") ? CALLER + "-" + i : CALLER))
                .toList();
    }

    @Override
    public void close() throws IOException {
        upstream.close();
        world.close();
    }
}
