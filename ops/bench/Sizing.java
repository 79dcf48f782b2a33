package bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Measures what {@code runbook/sizing.md} computes with: processor time by kind of call, memory of a caller, of a waiting
 * call and of nothing, and the length of the log. {@code ops/bench/sizing} starts it.
 */
final class Sizing implements AutoCloseable {
    private static final String JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final int SETTLE_MILLIS = 5000;
    private static final double KIB = 1024;

    private static final String CALL =
            Wire.call("catalog_link", "{\"bucket\":\"quilt-example\",\"package_name\":\"examples/hurdat\"}");
    private static final String REGISTRY = Wire.call("bucket_list", "{}");
    private static final String OBJECT =
            Wire.call("object_read", "{\"uri\":\"s3://quilt-example/examples/hurdat/data/storms.csv\"}");

    /** A request of each kind, and the connections that send it, each of a caller of its own. */
    private static final List<Kind> KINDS = List.of(
            new Kind("call", 32, CALL),
            new Kind("list", 32, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}"),
            new Kind("registry", 128, REGISTRY),
            new Kind("object", 16, OBJECT),
            new Kind("browse", 8, Wire.call("package_browse", """
                    {"registry":"quilt-example","package_name":"examples/wide","include_signed_urls":false}""")),
            new Kind("search", 32, Wire.call("search_catalog", "{\"query\":\"storms csv\"}")));

    private final boolean quick;
    private final World world = new World("ops/bench/Sizing.java");
    private final Path target = Files.createDirectories(world.file("ops/bench/target"));
    private final Path output = target.resolve("sizing-output.log");
    private final Map<String, Double> cpuMicros = new LinkedHashMap<>();

    private record Kind(String name, int connections, String body) {}

    private Sizing(boolean quick) throws IOException {
        this.quick = quick;
    }

    public static void main(String[] args) throws Exception {
        var options = List.of(args);
        try (var sizing = new Sizing(options.contains("--quick"))) {
            var model = sizing.measure();
            System.out.println(model.measured() + "\n" + model.computed());
            if (options.contains("--write")) {
                sizing.write(model);
            }
        }
    }

    private SizingModel measure() throws Exception {
        world.control("POST", "/settings", "{\"credentialsSeconds\":86400}");
        System.setProperty("server.output", output.toString());
        double idleMib;
        double logBytes;
        var heap = new double[4];
        var callers = quick ? 500 : 5000;
        var calls = quick ? 100 : 500;
        try (var upstream = new Upstream(world.field("registryUrl"), world.field("writer"));
                var server = new Peer(new Recipes(world, upstream.url()).sized(), "0", request(0, "first", CALL))) {
            Measure.pause(SETTLE_MILLIS);
            idleMib = server.residentMib();
            time(server);
            logBytes = logBytes(server);
            heap[0] = live(server);
            know(server, "known", callers);
            heap[1] = live(server);
        }
        try (var upstream = new Upstream(world.field("registryUrl"), world.field("writer"), TimeUnit.SECONDS.toMillis(20));
                var server = new Peer(new Recipes(world, upstream.url()).sized(), "0", request(0, "first", CALL))) {
            know(server, "waiting", 1);
            heap[2] = live(server);
            heap[3] = liveWith(server, calls);
        }
        var json = new ObjectMapper();
        var model = new SizingModel(
                cpuMicros, idleMib, heap[0] / KIB / KIB, (heap[1] - heap[0]) / KIB / callers,
                (heap[3] - heap[2]) / KIB / calls, logBytes);
        json.writerWithDefaultPrettyPrinter().writeValue(target.resolve("sizing.json").toFile(), model);
        return model;
    }

    /** Measures the processor time of each kind, when each is warm, and of calls of callers whom the task does not know. */
    private void time(Peer server) throws IOException {
        var measure = quick ? new Measure(500, 10, 2) : new Measure(20_000, 60, 3);
        for (var kind : KINDS) {
            measure.warm(server, kind.name(), requests(kind));
        }
        for (var kind : KINDS) {
            var micros = new ArrayList<Double>();
            for (var round = 0; round < (quick ? 1 : 3); round++) {
                micros.add(measure.window(server, kind.name(), requests(kind)).cpuMicros());
            }
            cpuMicros.put(kind.name(), Comparison.median(micros));
        }
        var before = server.cpuSeconds();
        var strangers = quick ? 300 : 3000;
        for (var i = 0; i < strangers; i++) {
            ask(server, request(i, "stranger", CALL));
        }
        var connection = server.cpuSeconds();
        for (var i = 0; i < strangers; i++) {
            ask(server, request(i, "stranger", CALL));
        }
        // Both on connections of their own, so that only the verdict is counted on top of a call.
        var verdict = (connection - before) - (server.cpuSeconds() - connection);
        cpuMicros.put("unknown", cpuMicros.get("call") + Math.max(0, verdict) * 1e6 / strangers);
    }

    private static List<byte[]> requests(Kind kind) {
        return IntStream.range(0, kind.connections())
                .mapToObj(i -> request(i, "bench", kind.body()))
                .toList();
    }

    private static byte[] request(int number, String caller, String body) {
        return Load.request("/mcp", caller + "-" + number, body);
    }

    private static void ask(Peer server, byte[] request) throws IOException {
        var answer = server.ask(request);
        if (!answer.good()) {
            throw new IOException(answer.status() + " " + answer.text());
        }
    }

    /** Returns the bytes of log lines for one call of the mix. */
    private double logBytes(Peer server) throws IOException {
        var before = Files.size(output);
        for (var kind : KINDS) {
            ask(server, request(0, "bench", kind.body()));
        }
        Measure.pause(SETTLE_MILLIS / 5);
        return (double) (Files.size(output) - before) / KINDS.size();
    }

    /** Lets the server know callers, with a verdict and with credentials. */
    private static void know(Peer server, String name, int callers) throws IOException {
        for (var i = 0; i < callers; i++) {
            ask(server, request(i, name, OBJECT));
        }
    }

    /** Returns the bytes of the live heap. */
    private static double live(Peer server) throws IOException {
        var process = new ProcessBuilder(JCMD, Long.toString(server.pid()), "GC.class_histogram").start();
        var total = TOTAL.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        if (!total.find()) {
            throw new IOException("jcmd GC.class_histogram failed");
        }
        return Double.parseDouble(total.group(1));
    }

    /** Returns the bytes of the live heap while this many calls wait for the registry. */
    private static double liveWith(Peer server, int calls) throws IOException {
        var wires = new ArrayList<Wire>();
        try {
            for (var i = 0; i < calls; i++) {
                var wire = new Wire("http://127.0.0.1:" + server.port(), 60_000);
                wires.add(wire);
                wire.send(request(0, "waiting", REGISTRY));
            }
            Measure.pause(SETTLE_MILLIS / 2);
            return live(server);
        } finally {
            for (var wire : wires) {
                wire.close();
            }
        }
    }

    /** Replaces the tables of the page. */
    private void write(SizingModel model) throws IOException {
        var page = world.file("runbook/sizing.md");
        var text = Files.readString(page);
        text = block(text, "measured", Report.conditions(quick) + "\n\n" + model.measured());
        text = block(text, "computed", model.computed());
        Files.writeString(page, text);
    }

    private static String block(String page, String name, String text) {
        var from = "<!-- " + name + " by ops/bench/sizing -->\n";
        var to = "<!-- end -->";
        var begin = page.indexOf(from) + from.length();
        return page.substring(0, begin) + text + page.substring(page.indexOf(to, begin));
    }

    @Override
    public void close() {
        world.close();
    }
}
