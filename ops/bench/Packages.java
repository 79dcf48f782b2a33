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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Measures the cost of a large package: starts the sandbox and the server with a small heap from their jars, creates a
 * package of many entries, browses it by folder, patches one entry and compares the two revisions, and prints each time
 * and the peak memory of the server. Run from anywhere after {@code mvn -DskipTests package}, with the JDK 25 that {@code
 * ops/find-jdk} finds:
 *
 * <pre>java ops/bench/Packages.java [ENTRIES=50000] [HEAP_MIB=512] [AT_ONCE=4]</pre>
 *
 * The last step patches AT_ONCE packages of that size concurrently. Exits with 1 if a call failed.
 */
final class Packages implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int OBJECTS = 1200;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final World world;
    private boolean failed;

    private Packages(int heap) throws IOException {
        world = new World("ops/bench/Packages.java", List.of("-Xmx" + heap + "m", "-XX:+ExitOnOutOfMemoryError"));
    }

    public static void main(String[] args) throws Exception {
        var entries = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        var heap = args.length > 1 ? Integer.parseInt(args[1]) : 512;
        var atOnce = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        try (var bench = new Packages(heap)) {
            System.out.printf("%,d entries, a heap of %d MiB%n", entries, heap);
            System.out.println("step                       ms  answer bytes  resident MiB, most so far");
            bench.one(entries);
            bench.several(entries, atOnce);
            System.exit(bench.failed ? 1 : 0);
        }
    }

    private void one(int entries) throws Exception {
        var created = hash(call("create", "package_create", """
                {"bucket":"quilt-lab","name":"bench/large","message":"Large","entries":{%s}}""".formatted(set(entries))));
        call("browse the root", "package_browse", """
                {"registry":"quilt-lab","package_name":"bench/large","include_signed_urls":false}""");
        call("browse a folder", "package_browse", """
                {"registry":"quilt-lab","package_name":"bench/large","path":"part-0000/","include_signed_urls":false}""");
        var patched = hash(call("patch one entry", "package_patch", """
                {"bucket":"quilt-lab","name":"bench/large","message":"One more","revision":"%s","set":{"new.txt":%s}}"""
                .formatted(created, uri(1))));
        call("compare", "package_diff", """
                {"package1_name":"bench/large","package2_name":"bench/large","registry":"quilt-lab",\
                "package1_hash":"%s","package2_hash":"%s"}""".formatted(created, patched));
    }

    private void several(int entries, int atOnce) throws Exception {
        for (var i = 0; i < atOnce; i++) {
            call("create number " + i, "package_create", """
                    {"bucket":"quilt-lab","name":"bench/large%d","message":"Large","entries":{%s}}"""
                    .formatted(i, set(entries)));
        }
        var pending = new ArrayList<java.util.concurrent.Future<String>>();
        for (var i = 0; i < atOnce; i++) {
            var arguments = """
                    {"bucket":"quilt-lab","name":"bench/large%d","message":"At once","set":{"new.txt":%s}}"""
                    .formatted(i, uri(i + 1));
            pending.add(threads.submit(() -> call("patch, all at once", "package_patch", arguments)));
        }
        for (var one : pending) {
            one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static String set(int entries) {
        var set = new StringBuilder();
        for (var i = 0; i < entries; i++) {
            set.append(i == 0 ? "" : ",")
                    .append("\"part-%04d/file-%06d.txt\":".formatted(i / 100, i))
                    .append(uri(i % OBJECTS + 1));
        }
        return set.toString();
    }

    private static String uri(int object) {
        return "{\"type\":\"uri\",\"uri\":\"s3://quilt-example/many/%04d.txt\"}".formatted(object);
    }

    private static String hash(String answer) {
        var found = Pattern.compile("\"top_hash\":\"([0-9a-f]{64})\"").matcher(answer);
        return found.find() ? found.group(1) : "";
    }

    private String call(String step, String tool, String arguments) throws Exception {
        var body = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":%s}}"""
                .formatted(tool, arguments);
        var request = HttpRequest.newBuilder(URI.create(world.server() + "/mcp"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + world.field("writer"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var began = System.nanoTime();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        System.out.printf("%-20s  %8d  %12d  %d%n", step, millis, answer.body().length(), resident());
        if (answer.statusCode() != 200 || answer.body().contains("\"isError\":true") || answer.body().contains("\"error\":{")) {
            failed = true;
            System.out.println("  failed: " + answer.statusCode() + " "
                    + answer.body().substring(0, Math.min(600, answer.body().length())));
        }
        return answer.body();
    }

    /** Returns the peak memory of the server's process as Linux reports it; 0 on other systems. */
    private long resident() throws IOException {
        var status = Path.of("/proc", Long.toString(world.serverProcess().pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        world.close();
        threads.shutdownNow();
        http.shutdownNow();
    }
}
