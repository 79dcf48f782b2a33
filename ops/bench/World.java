package bench;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The sandbox and the servers in front of it, started from their jars for one benchmark and stopped with it. The system
 * properties {@code sandbox.jar} and {@code server.jar} select jars other than those of this build.
 */
public final class World implements AutoCloseable {
    private static final int FORCED_END_SECONDS = 10;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Process> children = new ArrayList<>();
    private final Path root;
    private final String ready;
    private Server first;

    /** A listening server and its process. */
    public record Server(String url, Process process) {}

    /**
     * Starts the sandbox alone.
     *
     * @param launched the file that was launched, from which the project's folder is found
     */
    public World(String launched) throws IOException {
        var file = Path.of(System.getProperty("jdk.launcher.sourcefile", launched));
        root = file.toAbsolutePath().getParent().getParent().getParent();
        var jar = jar("sandbox.jar", "ops/sandbox/target/quilt-sandbox.jar");
        ready = await(start(List.of("-jar", jar.toString()), Map.of()), "READY ");
    }

    /**
     * Starts the sandbox and a server.
     *
     * @param launched the file that was launched, from which the project's folder is found
     * @param flags for the server's JVM
     */
    public World(String launched, List<String> flags) throws IOException {
        this(launched);
        first = serve(serverJar(), flags, Map.of());
    }

    /** Returns the jar of the server to start. */
    public Path serverJar() {
        return jar("server.jar", "service/target/quilt-mcp.jar");
    }

    /** Returns a file of the project. */
    public Path file(String path) {
        return root.resolve(path);
    }

    /**
     * Starts a server in front of the sandbox and waits until it listens.
     *
     * @param jar the server's jar; another version uses the {@code config.yml} beside its jar
     */
    public Server serve(Path jar, List<String> flags, Map<String, String> variables) throws IOException {
        var port = freePort();
        var all = new LinkedHashMap<>(Map.of(
                "QUILT_CATALOG_URL", field("catalogUrl"),
                "QUILT_REGISTRY_URL", field("registryUrl"),
                "AWS_ENDPOINT_URL_S3", field("s3Endpoint"),
                "FASTMCP_PORT", Integer.toString(port),
                "QUILT_MCP_ADMIN_PORT", Integer.toString(freePort()),
                "QUILT_MCP_SHUTDOWN_WAIT", "1ms"));
        all.putAll(variables);
        var arguments = new ArrayList<>(flags);
        var own = jar.resolveSibling("config.yml");
        var configuration = Files.exists(own) ? own : file("config.yml");
        arguments.addAll(List.of("-jar", jar.toString(), "server", configuration.toString()));
        var process = start(arguments, all);
        await(process, "Started oejs.Server@");
        return new Server("http://127.0.0.1:" + port, process);
    }

    /** Returns the address of the first server. */
    public String server() {
        return first.url();
    }

    /** Returns the first server's process. */
    public Process serverProcess() {
        return first.process();
    }

    /** Returns a field of the sandbox's READY line, or the token of one of its users. */
    public String field(String name) {
        var found = Pattern.compile('"' + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(ready);
        if (!found.find()) {
            throw new IllegalStateException("The READY line lacks " + name + ".");
        }
        return found.group(1);
    }

    /** Sends a request to the sandbox's control API and returns the body of its response. */
    public String control(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(field("control") + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + " returned " + answer.statusCode());
        }
        return answer.body();
    }

    private Path jar(String property, String usual) {
        var named = System.getProperty(property);
        return named == null ? file(usual) : Path.of(named).toAbsolutePath();
    }

    private Process start(List<String> arguments, Map<String, String> variables) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(AWS|FASTMCP|QUILT|MCP)_.*"));
        builder.environment().putAll(variables);
        var child = builder.start();
        children.add(child);
        Runtime.getRuntime().addShutdownHook(new Thread(child::destroyForcibly));
        return child;
    }

    /** Returns the first line with these words; later output is read and discarded, so that the child never blocks. */
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
        throw new IllegalStateException("The process exited before it was ready; build it with mvn -DskipTests package.\n" + said);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        children.forEach(Process::destroyForcibly);
        try {
            for (var child : children) {
                child.waitFor(FORCED_END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        http.shutdownNow();
    }
}
