package com.quiltdata.mcp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The server, started from its jar as an operator starts it, on free ports of loopback. */
public final class ServerProcess implements AutoCloseable {
    /** Without C2: a server of a test lives too short for it to pay. */
    private static final List<String> WITHOUT_C2 = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Path JAR = Path.of("target", "quilt-mcp.jar");

    /** Number of ports that each test process has to itself. */
    private static final int PORTS = 1_000;

    private static final int FIRST_PORT = 10_000 + PORTS * Integer.getInteger("surefire.forkNumber", 0);
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    /** The variable that sets the server's port. */
    public static final String PORT = "FASTMCP_PORT";

    /** The options of the tests' servers: with an archive of their classes, which saves a third of their start. */
    private static final class QuickStart {
        static final List<String> OPTIONS = options();

        private static List<String> options() {
            var archive = JAR.resolveSibling("quilt-mcp.jsa");
            var lock = JAR.resolveSibling("quilt-mcp.jsa.lock");
            try (var file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = file.lock()) {
                if (archive.toFile().lastModified() < JAR.toFile().lastModified()) {
                    record(archive);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return with("-XX:SharedArchiveFile=" + archive);
        }

        private static void record(Path archive) {
            var environment =
                    Map.of("QUILT_CATALOG_URL", "http://127.0.0.1:1", "QUILT_REGISTRY_URL", "http://127.0.0.1:1");
            try (var server = start(environment, with("-XX:ArchiveClassesAtExit=" + archive))) {
                server.get("/health");
                server.child.terminate();
                server.child.exit();
            }
        }

        private static List<String> with(String option) {
            var options = new ArrayList<>(WITHOUT_C2);
            options.add(option);
            // Without it, the JVM says on stdout what it leaves out of the archive.
            options.add("-Xlog:disable");
            return options;
        }
    }

    private final ChildProcess child;
    private final int port;
    private final int adminPort;

    private ServerProcess(ChildProcess child, int port, int adminPort) {
        this.child = child;
        this.port = port;
        this.adminPort = adminPort;
    }

    /** Starts it with these variables and returns as soon as it serves. */
    public static ServerProcess start(Map<String, String> environment) {
        return start(environment, QuickStart.OPTIONS);
    }

    /** Starts it with these variables and options of the JVM and returns as soon as it serves. */
    public static ServerProcess start(Map<String, String> environment, List<String> options) {
        var server = launch(environment, options, ChildProcess::start);
        try {
            server.child.await(line -> line.contains("Started oejs.Server@"));
            return server;
        } catch (IllegalStateException e) {
            server.close();
            throw new IllegalStateException(server.child.lines().toString(), e);
        }
    }

    /** Starts it with these variables, which may silence the line that says it has started; returns once it serves. */
    public static ServerProcess startQuiet(Map<String, String> environment) {
        return listening(launch(environment, QuickStart.OPTIONS, ChildProcess::start));
    }

    /** Starts it with these variables, reads nothing of what it says, and returns as soon as it serves. */
    public static ServerProcess startUnread(Map<String, String> environment) {
        return listening(launch(environment, QuickStart.OPTIONS, ChildProcess::startUnread));
    }

    /** Starts it from classes with another configuration file, and returns as soon as it serves. */
    public static ServerProcess startClasses(Path config, Map<String, String> environment, List<String> options) {
        var program = new ArrayList<>(WITHOUT_C2);
        program.addAll(options);
        program.addAll(List.of("-cp", System.getProperty("java.class.path"), "com.quiltdata.mcp.McpApplication"));
        return listening(launch(environment, program, config, ChildProcess::start));
    }

    private static ServerProcess listening(ServerProcess server) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ChildProcess.PATIENCE_SECONDS);
        while (!server.listens()) {
            if (System.nanoTime() > deadline || !server.child.running()) {
                server.close();
                throw new IllegalStateException("it does not listen: " + server.child.lines());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return server;
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** How a program is started. */
    private interface ProcessStarter {
        ChildProcess start(Path directory, Map<String, String> environment, List<String> command);
    }

    /** Starts it with these variables, which may name ports, and does not wait. */
    public static ServerProcess launch(Map<String, String> environment) {
        return launch(environment, QuickStart.OPTIONS, ChildProcess::start);
    }

    private static ServerProcess launch(
            Map<String, String> environment, List<String> options, ProcessStarter starting) {
        var program = new ArrayList<>(options);
        program.addAll(List.of("-jar", JAR.toString()));
        return launch(environment, program, Path.of("../config.yml"), starting);
    }

    private static ServerProcess launch(
            Map<String, String> environment, List<String> program, Path config, ProcessStarter starting) {
        var given = environment.getOrDefault(PORT, "");
        var port = given.matches("[1-9]\\d{0,4}") ? Integer.parseInt(given) : freePort();
        var adminPort = freePort();
        var all = new HashMap<String, String>();
        all.put(PORT, Integer.toString(port));
        all.put("QUILT_MCP_ADMIN_PORT", Integer.toString(adminPort));
        all.putAll(environment);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program);
        command.addAll(List.of("server", config.toString()));
        return new ServerProcess(starting.start(Path.of("."), all, command), port, adminPort);
    }

    /** What a deployment in front of the sandbox sets. */
    public static Map<String, String> environment(SandboxProcess sandbox) {
        return Map.of(
                "QUILT_CATALOG_URL",
                sandbox.catalogUrl(),
                "QUILT_REGISTRY_URL",
                sandbox.registryUrl(),
                "AWS_ENDPOINT_URL_S3",
                sandbox.s3Endpoint(),
                "AWS_ENDPOINT_URL_STS",
                sandbox.stsEndpoint(),
                "AWS_ENDPOINT_URL_ATHENA",
                sandbox.athenaEndpoint(),
                "AWS_ENDPOINT_URL_GLUE",
                sandbox.glueEndpoint());
    }

    /**
     * What a deployment sets that signs clients in at the sandbox's Connect.
     *
     * @param publicPort the port of loopback at which clients reach it
     */
    public static Map<String, String> signIn(SandboxProcess sandbox, int publicPort) {
        var all = new HashMap<>(environment(sandbox));
        all.put("QUILT_MCP_CONNECT_URL", sandbox.ready().path("connectUrl").textValue());
        all.put("QUILT_MCP_PUBLIC_URL", "http://127.0.0.1:" + publicPort);
        all.put("QUILT_MCP_STATE_KEY", "a state key of 32 characters, at least");
        return all;
    }

    /** Starts one that signs clients in at the sandbox's Connect, and that clients reach directly. */
    public static ServerProcess signingIn(SandboxProcess sandbox) {
        var port = freePort();
        var environment = signIn(sandbox, port);
        environment.put(PORT, Integer.toString(port));
        return start(environment);
    }

    /**
     * Returns a port that nobody listens on, which this process does not return again soon and no other test process
     * returns at all: a server may begin to listen on it seconds later. It is below those that Linux gives to outgoing
     * connections and those that the scripts of ops choose from.
     */
    public static int freePort() {
        for (var attempt = 0; attempt < PORTS; attempt++) {
            var port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // taken, so the next one is tried
            }
        }
        throw new IllegalStateException("no free port from " + FIRST_PORT + " on");
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public URI adminUri(String path) {
        return URI.create("http://127.0.0.1:" + adminPort + path);
    }

    public ChildProcess child() {
        return child;
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    public HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri).build());
    }

    /** Posts a JSON-RPC request of the handshake eras to the endpoint. */
    public HttpResponse<String> post(String token, String body) {
        return send(HttpRequest.newBuilder(uri("/mcp"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public HttpResponse<String> callTool(String token, String name, String arguments) {
        return post(
                token,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                        .formatted(name, arguments));
    }

    /** Asks the path until the answer fits. */
    public HttpResponse<String> await(String path, Predicate<HttpResponse<String>> fits) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ChildProcess.PATIENCE_SECONDS);
        for (var answer = get(path); ; answer = get(path)) {
            if (fits.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(path + " still answers " + answer.statusCode() + " " + answer.body());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Sends any request. */
    public static HttpResponse<String> send(HttpRequest request) {
        try {
            return BoundedHttp.shared().send(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
