package bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Measures what calls cost the service's process, one after the other on one connection. */
final class GrowthMeter implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 120_000;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Pattern USED = Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\"} (\\S+)$");
    private static final Pattern COLLECTED = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");
    private static final double KIB = 1024;
    private static final double MIB = 1024 * KIB;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Peer server;
    private final Upstream upstream;
    private final World world;
    private final URI metrics;
    private final Path log;

    /**
     * What one call costs.
     *
     * @param allocatedKib bytes that the process allocated, to a MiB of all calls together
     * @param upstreamRequests to the registry and to S3
     */
    record Cost(
            double cpuMicros, double allocatedKib, double answerBytes, double upstreamRequests, double millis, int calls) {}

    /** Reads the log of collections that the server writes with {@code -Xlog:gc}. */
    GrowthMeter(Peer server, int adminPort, Upstream upstream, World world, Path log) {
        this.server = server;
        this.upstream = upstream;
        this.world = world;
        this.log = log;
        metrics = URI.create("http://127.0.0.1:" + adminPort + "/metrics");
    }

    /** Sends the requests in turn until the process has used this much processor time. */
    Cost measure(List<byte[]> requests, double cpuSeconds) throws IOException, InterruptedException {
        try (var wire = new Wire("http://127.0.0.1:" + server.port(), PATIENCE_MILLIS)) {
            var upstreamRequests = countUpstream(wire, requests.getFirst());
            var allocatedBefore = allocated();
            var cpuBefore = server.cpuSeconds();
            var nanos = new ArrayList<Double>();
            var bytes = 0L;
            var began = System.nanoTime();
            var looked = began;
            for (var used = 0.0; used < cpuSeconds && looked < began + LONGEST_NANOS; ) {
                var sent = System.nanoTime();
                bytes += ask(wire, requests.get(nanos.size() % requests.size()));
                var now = System.nanoTime();
                nanos.add((double) (now - sent));
                if (now > looked + LOOK_NANOS) {
                    used = server.cpuSeconds() - cpuBefore;
                    looked = now;
                }
            }
            var cpu = server.cpuSeconds() - cpuBefore;
            var calls = nanos.size();
            return new Cost(
                    cpu * 1e6 / calls,
                    Math.max(0, allocated() - allocatedBefore) / KIB / calls,
                    (double) bytes / calls,
                    upstreamRequests,
                    Comparison.median(nanos) / 1e6,
                    calls);
        }
    }

    /** Sends each request once. */
    void ask(List<byte[]> requests) throws IOException {
        try (var wire = new Wire("http://127.0.0.1:" + server.port(), PATIENCE_MILLIS)) {
            for (var request : requests) {
                ask(wire, request);
            }
        }
    }

    private static int ask(Wire wire, byte[] request) throws IOException {
        var answer = wire.ask(request);
        if (!answer.good()) {
            var text = answer.text();
            throw new IOException(answer.status() + " " + text.substring(0, Math.min(500, text.length())));
        }
        return answer.body().length;
    }

    /** Returns the requests that one call sends, of which the sandbox sees those that the upstream does not answer. */
    private double countUpstream(Wire wire, byte[] request) throws IOException, InterruptedException {
        ask(wire, request);
        world.control("DELETE", "/requests", "");
        var before = upstream.requests() + upstream.gets();
        ask(wire, request);
        var seen = Pattern.compile("\"plane\"\\s*:\\s*\"(?!catalog)").matcher(world.control("GET", "/requests", ""));
        return upstream.requests() + upstream.gets() - before + seen.results().count();
    }

    /** Returns the bytes that the process has allocated: those in use and those that were collected. */
    private double allocated() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(20)).build();
        var text = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        var used = USED.matcher(text);
        if (!used.find()) {
            throw new IOException("The metrics lack the heap in use.");
        }
        var bytes = Double.parseDouble(used.group(1));
        for (var line : Files.readAllLines(log)) {
            var collected = COLLECTED.matcher(line);
            if (collected.find()) {
                bytes += (Double.parseDouble(collected.group(1)) - Double.parseDouble(collected.group(2))) * MIB;
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        http.shutdownNow();
        server.close();
    }
}
