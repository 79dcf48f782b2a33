import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** The sandbox and a server in front of it, started from their jars for one bench, and ended with it. */
final class World implements AutoCloseable {
    private static final Path SANDBOX_JAR = Path.of("ops", "sandbox", "target", "quilt-sandbox.jar");
    private static final Path SERVER_JAR = Path.of("service", "target", "quilt-mcp.jar");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Process> children = new ArrayList<>();
    private final String ready;
    private final String server;

    /**
     * Starts both.
     *
     * @param bench the file that was launched, from which the project's folder is found
     * @param flags for the server's JVM
     */
    World(String bench, List<String> flags) throws IOException {
        var file = Path.of(System.getProperty("jdk.launcher.sourcefile", "ops/bench/" + bench));
        var root = file.toAbsolutePath().getParent().getParent().getParent();
        ready = await(start(root, List.of("-jar", SANDBOX_JAR.toString()), List.of()), "READY ");
        var port = freePort();
        var variables = List.of(
                "QUILT_CATALOG_URL=" + field("catalogUrl"),
                "QUILT_REGISTRY_URL=" + field("registryUrl"),
                "AWS_ENDPOINT_URL_S3=" + field("s3Endpoint"),
                "FASTMCP_PORT=" + port,
                "QUILT_MCP_ADMIN_PORT=" + freePort(),
                "QUILT_MCP_SHUTDOWN_WAIT=1ms");
        var arguments = new ArrayList<>(flags);
        arguments.addAll(List.of("-jar", SERVER_JAR.toString(), "server", "config.yml"));
        await(start(root, arguments, variables), "Started oejs.Server@");
        server = "http://127.0.0.1:" + port;
    }

    /** Where the server listens. */
    String server() {
        return server;
    }

    /** The server's process. */
    Process serverProcess() {
        return children.getLast();
    }

    /** A field of the sandbox's READY line, or the token of one of its users. */
    String field(String name) {
        var found = Pattern.compile('"' + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(ready);
        if (!found.find()) {
            throw new IllegalStateException("The READY line lacks " + name + ".");
        }
        return found.group(1);
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

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        children.forEach(Process::destroy);
        threads.shutdownNow();
    }
}
