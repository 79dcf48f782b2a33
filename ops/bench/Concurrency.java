import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
 * How many slow calls the server carries at once, and whether it stays answerable meanwhile: starts the sandbox and the
 * server from their jars, makes the catalog slow, sends bucket_list calls all at once, and prints what it took.
 * Run from anywhere after {@code mvn -DskipTests package}, with the JDK 25 that {@code ops/find-jdk} finds:
 *
 * <pre>java ops/bench/Concurrency.java [CALLS=200] [DELAY_MS=2000] [ROUNDS=3]</pre>
 *
 * The first round meets a cold server. Ends with 1 when a call failed.
 */
final class Concurrency implements AutoCloseable {
    private static final Path SANDBOX_JAR = Path.of("ops", "sandbox", "target", "quilt-sandbox.jar");
    private static final Path SERVER_JAR = Path.of("service", "target", "quilt-mcp.jar");
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
    private final List<Process> children = new ArrayList<>();
    private final String ready;
    private final String server;

    /** What one request met. */
    private record Timed(long nanos, boolean ok) {}

    private Concurrency(Path root) throws IOException {
        ready = await(start(root, List.of("-jar", SANDBOX_JAR.toString()), List.of()), "READY ");
        var port = freePort();
        var variables = List.of(
                "QUILT_CATALOG_URL=" + field("catalogUrl"),
                "QUILT_REGISTRY_URL=" + field("registryUrl"),
                "AWS_ENDPOINT_URL_S3=" + field("s3Endpoint"),
                "FASTMCP_PORT=" + port,
                "QUILT_MCP_ADMIN_PORT=" + freePort(),
                "QUILT_MCP_SHUTDOWN_WAIT=1ms");
        var arguments = List.of("-jar", SERVER_JAR.toString(), "server", "config.yml");
        await(start(root, arguments, variables), "Started oejs.Server@");
        server = "http://127.0.0.1:" + port;
    }

    public static void main(String[] args) throws Exception {
        var calls = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        var delay = args.length > 1 ? Integer.parseInt(args[1]) : 2000;
        var rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        var file = Path.of(System.getProperty("jdk.launcher.sourcefile", "ops/bench/Concurrency.java"));
        var root = file.toAbsolutePath().getParent().getParent().getParent();
        var failed = 0;
        try (var bench = new Concurrency(root)) {
            bench.slow(delay);
            System.out.printf("%d concurrent bucket_list calls, the catalog answers after %d ms%n", calls, delay);
            System.out.println("round  all ms  slowest call ms  failed  reached catalog  slowest /health ms  of");
            for (var round = 1; round <= rounds; round++) {
                failed += bench.round(round, calls);
            }
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    /** One round, printed as one line; how many calls failed. */
    private int round(int number, int calls) throws Exception {
        control("DELETE", "/requests", "");
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
        var reached = count(control("GET", "/requests", ""), "\"operationName\":\"Buckets\"");
        System.out.printf("%5d  %6d  %15d  %6d  %15d  %18d  %d%n",
                number, millis(all), slowest(done), failed, reached, slowest(probes), probes.size());
        return failed;
    }

    /** Asks for /health again and again until the round is over. */
    private List<Timed> probe(AtomicBoolean over) throws Exception {
        var probes = new ArrayList<Timed>();
        while (!over.get()) {
            probes.add(timed(prober, HttpRequest.newBuilder(URI.create(server + "/health")).build(), "ok"));
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
        return HttpRequest.newBuilder(URI.create(server + "/mcp"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + field("writer"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(CALL))
                .build();
    }

    private void slow(int delayMs) throws Exception {
        control("POST", "/faults", "{\"path\":\"/graphql\",\"delayMs\":" + delayMs + "}");
    }

    private String control(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(field("control") + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = prober.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    private Process start(Path root, List<String> arguments, List<String> variables) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(AWS|FASTMCP|QUILT|MCP)_.*"));
        for (var variable : variables) {
            var pair = variable.split("=", 2);
            builder.environment().put(pair[0], pair[1]);
        }
        var child = builder.start();
        children.add(child);
        Runtime.getRuntime().addShutdownHook(new Thread(child::destroyForcibly));
        return child;
    }

    /** The first line with these words; what comes after it is read and dropped, so that the child never blocks. */
    private String await(Process child, String words) throws IOException {
        var out = new BufferedReader(child.inputReader());
        var said = new StringBuilder();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.contains(words)) {
                threads.submit(() -> out.lines().forEach(_ -> {}));
                return line;
            }
        }
        throw new IllegalStateException("Ended before it was ready; build it with mvn -DskipTests package.\n" + said);
    }

    private String field(String name) {
        var found = Pattern.compile('"' + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(ready);
        if (!found.find()) {
            throw new IllegalStateException("The READY line lacks " + name + ".");
        }
        return found.group(1);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
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
        children.forEach(Process::destroy);
        threads.shutdownNow();
        http.shutdownNow();
        prober.shutdownNow();
    }
}
