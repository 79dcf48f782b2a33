import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
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
 * What a large package costs: starts the sandbox and the server with a small heap from their jars, makes a package of many
 * entries, browses it by folder, patches one entry and compares the two revisions, and prints what each took and how much
 * memory the server came to. Run from anywhere after {@code mvn -DskipTests package}, with the JDK 25 that {@code
 * ops/find-jdk} finds:
 *
 * <pre>java ops/bench/Packages.java [ENTRIES=50000] [HEAP_MIB=512] [AT_ONCE=4]</pre>
 *
 * The last step patches as many packages of that size at once. Ends with 1 when a call failed.
 */
final class Packages implements AutoCloseable {
    private static final Path SANDBOX_JAR = Path.of("ops", "sandbox", "target", "quilt-sandbox.jar");
    private static final Path SERVER_JAR = Path.of("service", "target", "quilt-mcp.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int OBJECTS = 1200;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final List<Process> children = new ArrayList<>();
    private final String ready;
    private final String server;
    private boolean failed;

    private Packages(Path root, int heap) throws IOException {
        ready = await(start(root, List.of("-jar", SANDBOX_JAR.toString()), List.of()), "READY ");
        var port = freePort();
        var variables = List.of(
                "QUILT_CATALOG_URL=" + field("catalogUrl"),
                "QUILT_REGISTRY_URL=" + field("registryUrl"),
                "AWS_ENDPOINT_URL_S3=" + field("s3Endpoint"),
                "FASTMCP_PORT=" + port,
                "QUILT_MCP_ADMIN_PORT=" + freePort(),
                "QUILT_MCP_SHUTDOWN_WAIT=1ms");
        var arguments = List.of(
                "-Xmx" + heap + "m", "-XX:+ExitOnOutOfMemoryError", "-jar", SERVER_JAR.toString(), "server", "config.yml");
        await(start(root, arguments, variables), "Started oejs.Server@");
        server = "http://127.0.0.1:" + port;
    }

    public static void main(String[] args) throws Exception {
        var entries = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        var heap = args.length > 1 ? Integer.parseInt(args[1]) : 512;
        var atOnce = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        var file = Path.of(System.getProperty("jdk.launcher.sourcefile", "ops/bench/Packages.java"));
        var root = file.toAbsolutePath().getParent().getParent().getParent();
        try (var bench = new Packages(root, heap)) {
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
                {"registry":"quilt-lab","package_name":"bench/large","path":"part-0007/","include_signed_urls":false}""");
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
        var request = HttpRequest.newBuilder(URI.create(server + "/mcp"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + field("writer"))
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

    /** The most memory that the server's process has held, as Linux tells it; 0 elsewhere. */
    private long resident() throws IOException {
        var status = Path.of("/proc", Long.toString(children.getLast().pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
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

    @Override
    public void close() {
        children.forEach(Process::destroy);
        threads.shutdownNow();
        http.shutdownNow();
    }
}
