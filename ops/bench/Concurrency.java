package bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Measures how many slow calls the server handles at once, and whether it stays responsive: starts the sandbox and the
 * server from their jars, slows the catalog down, sends concurrent bucket_list calls, and prints the times.
 * Run from anywhere after {@code mvn -DskipTests package}, with the JDK 25 that {@code ops/find-jdk} finds:
 *
 * <pre>java ops/bench/Concurrency.java [CALLS=200] [DELAY_MS=2000] [ROUNDS=3]</pre>
 *
 * In the first round the server is cold. Exits with 1 if a call failed.
 */
final class Concurrency implements AutoCloseable {
    private static final String CALL = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"bucket_list","arguments":{}}}""";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final HttpClient prober =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final World world;

    /** The outcome of one request. */
    private record Timed(long nanos, boolean ok) {}

    private Concurrency() throws IOException {
        world = new World("ops/bench/Concurrency.java", List.of());
    }

    public static void main(String[] args) throws Exception {
        var calls = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        var delay = args.length > 1 ? Integer.parseInt(args[1]) : 2000;
        var rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        var failed = 0;
        try (var bench = new Concurrency()) {
            bench.slow(delay);
            System.out.printf("%d concurrent bucket_list calls, the catalog responds after %d ms%n", calls, delay);
            System.out.println("round  all ms  slowest call ms  failed  reached catalog  slowest /health ms  of");
            for (var round = 1; round <= rounds; round++) {
                failed += bench.round(round, calls);
            }
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    /** Runs one round, prints it as one line, and returns the number of failed calls. */
    private int round(int number, int calls) throws Exception {
        world.control("DELETE", "/requests", "");
        var over = new AtomicBoolean();
        var health = threads.submit(() -> probe(over));
        var go = new CountDownLatch(1);
        var pending = new ArrayList<Future<Timed>>();
        for (var i = 0; i < calls; i++) {
            pending.add(threads.submit((Callable<Timed>) () -> {
                go.await();
                return timed(http, call(), "\"quilt-example\"");
            }));
        }
        var began = System.nanoTime();
        go.countDown();
        var done = new ArrayList<Timed>();
        for (var one : pending) {
            done.add(one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        var all = System.nanoTime() - began;
        over.set(true);
        var failed = (int) done.stream().filter(one -> !one.ok()).count();
        var probes = health.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        failed += (int) probes.stream().filter(one -> !one.ok()).count();
        var reached = count(world.control("GET", "/requests", ""), "\"operationName\":\"Buckets\"");
        System.out.printf("%5d  %6d  %15d  %6d  %15d  %18d  %d%n",
                number, millis(all), slowest(done), failed, reached, slowest(probes), probes.size());
        return failed;
    }

    /** Requests /health repeatedly until the round is over. */
    private List<Timed> probe(AtomicBoolean over) throws Exception {
        var probes = new ArrayList<Timed>();
        while (!over.get()) {
            probes.add(timed(prober, HttpRequest.newBuilder(URI.create(world.server() + "/health"))
                            .timeout(PATIENCE)
                            .build(), "ok"));
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return probes;
    }

    private static Timed timed(HttpClient client, HttpRequest request, String expected) throws Exception {
        var began = System.nanoTime();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        var nanos = System.nanoTime() - began;
        return new Timed(nanos, answer.statusCode() == 200 && answer.body().contains(expected));
    }

    private HttpRequest call() {
        return HttpRequest.newBuilder(URI.create(world.server() + "/mcp"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + world.field("writer"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(CALL))
                .build();
    }

    private void slow(int delayMs) throws Exception {
        world.control("POST", "/faults", "{\"path\":\"/graphql\",\"delayMs\":" + delayMs + "}");
    }

    private static long count(String text, String words) {
        return Pattern.compile(Pattern.quote(words)).matcher(text.replaceAll("\\s*:\\s*", ":")).results().count();
    }

    private static long slowest(List<Timed> all) {
        return millis(all.stream().mapToLong(Timed::nanos).max().orElse(0));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Override
    public void close() {
        world.close();
        threads.shutdownNow();
        http.shutdownNow();
        prober.shutdownNow();
    }
}
