package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts the service on one processor under a moderate mixed load of many callers for a long time, and judges whether
 * anything grows. {@code ops/bench/steady} starts it.
 */
final class Steady implements AutoCloseable {
    private static final int CONNECTIONS = 24;
    private static final int CALLS_PER_CONNECTION = 500;
    private static final int PATIENCE_MILLIS = 300_000;
    private static final int SAMPLE_SECONDS = 10;
    private static final int COLLECT_EVERY = 6;

    /** The callers of one moment; every second one of them leaves and a new one arrives. */
    private static final int CALLERS = 200;

    /** Each call, as often as its share; the last is refused. */
    private static final List<String> MIX = List.of(
            Wire.call("catalog_link", "{\"bucket\":\"quilt-example\",\"package_name\":\"examples/hurdat\"}"),
            Wire.call("catalog_link", "{\"bucket\":\"quilt-example\",\"package_name\":\"examples/images\"}"),
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}",
            Wire.call("bucket_list", "{}"),
            Wire.call("bucket_list", "{}"),
            Wire.call("packages_list", "{\"registry\":\"quilt-example\"}"),
            Wire.call("package_browse", """
                    {"registry":"quilt-example","package_name":"examples/hurdat","include_signed_urls":false}"""),
            Wire.call("object_read", "{\"uri\":\"s3://quilt-example/examples/hurdat/data/storms.csv\"}"),
            Wire.call("bucket_objects_list", "{\"bucket\":\"quilt-example\",\"prefix\":\"examples/\"}"),
            Wire.call("package_browse", "{\"registry\":\"quilt-example\"}"));
    private static final int REFUSED = MIX.size() - 1;

    private final World world = new World("ops/bench/Steady.java");
    private final Upstream upstream = new Upstream(world.field("registryUrl"), world.field("writer"));
    private final Path target = Files.createDirectories(world.file("ops/bench/target"));
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final long nanosBetweenCalls;
    private long began;
    private volatile boolean over;

    private Steady(double callsPerSecond) throws IOException {
        nanosBetweenCalls = (long) (1e9 / callsPerSecond * CONNECTIONS);
    }

    public static void main(String[] args) throws Exception {
        var minutes = args.length > 0 ? Double.parseDouble(args[0]) : 30;
        var rate = args.length > 1 ? Double.parseDouble(args[1]) : 200;
        try (var steady = new Steady(rate)) {
            System.exit(steady.run(minutes) ? 0 : 1);
        }
    }

    /** Returns whether nothing grew and no call failed. */
    private boolean run(double minutes) throws Exception {
        // The callers' credentials outlast the run, because the upstream repeats the ones that it recorded.
        world.control("POST", "/settings", "{\"credentialsSeconds\":86400}");
        var log = target.resolve("steady-gc.log");
        System.setProperty("server.flags", System.getProperty("server.flags", "") + " -Xlog:gc:file=" + log);
        try (var server = new Peer(new Recipes(world, upstream.url()).ordinary(), "0", request(1))) {
            began = System.nanoTime();
            var threads = new ArrayList<Thread>();
            for (var i = 0; i < CONNECTIONS; i++) {
                var first = began + i * nanosBetweenCalls / CONNECTIONS;
                threads.add(Thread.ofPlatform().daemon().start(() -> callUntilOver(server.port(), first)));
            }
            var vitals = new Vitals(server, log);
            for (var round = 1; round * SAMPLE_SECONDS <= minutes * 60; round++) {
                pauseUntil(began + TimeUnit.SECONDS.toNanos((long) round * SAMPLE_SECONDS));
                if (round % COLLECT_EVERY == 0) {
                    vitals.collect();
                }
                System.err.println(vitals.sample((System.nanoTime() - began) / 1e9, calls.get(), errors.get()));
                vitals.write(target.resolve("steady.csv"));
            }
            over = true;
            for (var thread : threads) {
                thread.join();
            }
            System.out.printf("%,d calls of %,d callers, %d errors%n",
                    calls.get(), CALLERS + (long) (minutes * 60), errors.get());
            return vitals.judge() && errors.get() == 0;
        }
    }

    /** Calls at a fixed rate, or as fast as the service responds if that is slower. */
    private void callUntilOver(int port, long first) {
        var next = first;
        while (!over) {
            try (var wire = new Wire("http://127.0.0.1:" + port, PATIENCE_MILLIS)) {
                for (var i = 0; i < CALLS_PER_CONNECTION && !over; i++) {
                    pauseUntil(next);
                    next = Math.max(next + nanosBetweenCalls, System.nanoTime());
                    var kind = ThreadLocalRandom.current().nextInt(MIX.size());
                    var answer = wire.ask(request(kind));
                    calls.incrementAndGet();
                    if (answer.good() == (kind == REFUSED)) {
                        failed(answer.status() + " " + answer.text());
                    }
                }
            } catch (IOException e) {
                failed(e.toString());
            }
        }
    }

    private byte[] request(int kind) {
        var second = (System.nanoTime() - began) / 1_000_000_000;
        var caller = began == 0 ? 0 : second + ThreadLocalRandom.current().nextInt(CALLERS);
        return Load.request("/mcp", "steady-" + caller, MIX.get(kind));
    }

    private void failed(String text) {
        if (errors.getAndIncrement() < 10) {
            System.err.println(text.substring(0, Math.min(300, text.length())));
        }
    }

    private static void pauseUntil(long nanos) {
        var wait = nanos - System.nanoTime();
        if (wait > 0) {
            Measure.pause(wait / 1_000_000 + 1);
        }
    }

    @Override
    public void close() throws IOException {
        upstream.close();
        world.close();
    }
}
