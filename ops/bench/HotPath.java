package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Compares the hot paths of two versions of the server: starts the sandbox and both servers, loads them in interleaved
 * rounds with calls of one known caller on 32 connections, and prints requests per second, as medians with their spread,
 * and the ratio.
 *
 * <pre>java ops/bench/HotPath.java BEFORE.jar AFTER.jar [ROUNDS=7] [SECONDS=3]</pre>
 *
 * <p>Exits with 1 if a request failed.
 */
final class HotPath implements AutoCloseable {
    private static final int CONNECTIONS = 32;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int WARM = 12;
    private static final Map<String, String> UNLIMITED = Map.of("QUILT_MCP_CALLS_PER_MINUTE_PER_CALLER", "100000000");

    /** The kinds of work: a tool that sends no request, a list, and a tool that queries the registry. */
    private static final Map<String, String> WORK = work();

    private final World world = new World("ops/bench/HotPath.java");
    private final Map<String, World.Server> servers = new LinkedHashMap<>();
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();
    private boolean failed;

    private HotPath(Path before, Path after) throws IOException {
        servers.put("before", world.serve(before.toAbsolutePath(), flags(), UNLIMITED));
        servers.put("after", world.serve(after.toAbsolutePath(), flags(), UNLIMITED));
    }

    private List<String> flags() {
        var flags = new ArrayList<>(List.of("@" + world.file("ops/image/options"), "-Xmx512m"));
        flags.addAll(List.of(System.getProperty("server.flags", "").strip().split("\\s+")));
        flags.removeIf(String::isEmpty);
        return flags;
    }

    private static Map<String, String> work() {
        var work = new LinkedHashMap<String, String>();
        work.put("catalog_uri", Wire.call("catalog_uri", "{\"registry\":\"quilt-example\"}"));
        work.put("tools/list", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}");
        work.put("bucket_list", Wire.call("bucket_list", "{}"));
        return work;
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            throw new IllegalArgumentException("java ops/bench/HotPath.java BEFORE.jar AFTER.jar [ROUNDS=7] [SECONDS=3]");
        }
        var rounds = args.length > 2 ? Integer.parseInt(args[2]) : 7;
        var seconds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
        try (var bench = new HotPath(Path.of(args[0]), Path.of(args[1]))) {
            // Warm-up, which is not counted.
            bench.round(WARM * seconds, false);
            for (var round = 1; round <= rounds; round++) {
                bench.round(seconds, true);
            }
            bench.report(rounds);
            System.exit(bench.failed ? 1 : 0);
        }
    }

    /** Loads one server and then the other with each kind of work; the order alternates with each kind and round. */
    private void round(int seconds, boolean counts) throws Exception {
        for (var kind : WORK.entrySet()) {
            var order = new ArrayList<>(servers.keySet());
            if (counts && rates.getOrDefault(kind.getKey() + " before", List.of()).size() % 2 == 1) {
                order = new ArrayList<>(order.reversed());
            }
            for (var version : order) {
                var rate = load(servers.get(version).url(), kind.getValue(), seconds);
                if (counts) {
                    rates.computeIfAbsent(kind.getKey() + " " + version, _ -> new ArrayList<>()).add(rate);
                }
            }
        }
    }

    /** Returns requests per second on all connections together. */
    private double load(String server, String body, int seconds) throws Exception {
        var request = Wire.request(world.field("writer"), "", body);
        var began = System.nanoTime();
        var until = began + TimeUnit.SECONDS.toNanos(seconds);
        var done = 0L;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new ArrayList<Future<Integer>>();
            for (var i = 0; i < CONNECTIONS; i++) {
                pending.add(threads.submit((Callable<Integer>) () -> ask(server, request, until)));
            }
            for (var one : pending) {
                done += one.get();
            }
        }
        return done * 1e9 / (System.nanoTime() - began);
    }

    private int ask(String server, byte[] request, long until) throws IOException {
        try (var wire = new Wire(server, PATIENCE_MILLIS)) {
            var done = 0;
            while (System.nanoTime() < until) {
                var answer = wire.ask(request);
                if (done == 0 && !answer.good() || answer.status() != 200) {
                    failed = true;
                    System.err.println(answer.status() + " " + answer.text());
                    return done;
                }
                done++;
            }
            return done;
        }
    }

    private void report(int rounds) {
        System.out.printf("Requests per second, %d connections, medians of %d interleaved rounds (lowest to highest)%n%n",
                CONNECTIONS, rounds);
        System.out.println("| work | before | after | after / before | of each round |");
        System.out.println("|---|---|---|---|---|");
        for (var kind : WORK.keySet()) {
            var before = rates.get(kind + " before");
            var after = rates.get(kind + " after");
            var ratios = new ArrayList<Double>();
            for (var i = 0; i < before.size(); i++) {
                ratios.add(after.get(i) / before.get(i));
            }
            System.out.printf("| %s | %s | %s | %.3f | %s |%n",
                    kind, told("%.0f", before), told("%.0f", after), median(after) / median(before), told("%.3f", ratios));
        }
    }

    private static String told(String form, List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        return "%1$s (%1$s to %1$s)".formatted(form).formatted(median(figures), sorted.getFirst(), sorted.getLast());
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }

    @Override
    public void close() {
        world.close();
    }
}
