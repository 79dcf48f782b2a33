package soak;

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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One of the servers behind the balancer, on ports of its own, which can be stopped and started again. */
final class Instance {
    private static final int START_SECONDS = 240;
    private static final int STOP_SECONDS = 150;
    private static final int HEAP_MIB = 512;

    private final String name;
    private final Path root;
    private final Path logs;
    private final Map<String, String> variables;
    private final int port = freePort();
    private final int adminPort = freePort();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile Process process;
    private volatile int life;

    Instance(String name, Path root, Path logs, Map<String, String> variables) {
        this.name = name;
        this.root = root;
        this.logs = logs;
        this.variables = variables;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** Returns how often it has been started. */
    int life() {
        return life;
    }

    boolean running() {
        return process != null && process.isAlive();
    }

    /** Starts it with the image's options and waits until it is healthy. */
    void start() throws IOException, InterruptedException {
        var jar = System.getProperty("server.jar", root.resolve("service/target/quilt-mcp.jar").toString());
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + root.resolve("ops/image/options"),
                "-Xmx" + HEAP_MIB + "m"));
        Optional.ofNullable(System.getProperty("server.option")).ifPresent(command::add);
        command.addAll(List.of("-jar", jar, "server", root.resolve("config.yml").toString()));
        var environment = new LinkedHashMap<>(variables);
        environment.put("FASTMCP_PORT", Integer.toString(port));
        environment.put("QUILT_MCP_ADMIN_PORT", Integer.toString(adminPort));
        var builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(logs.resolve("server-%s-%d.log".formatted(name, life + 1)).toFile());
        builder.environment().keySet().removeIf(each -> each.matches("(AWS|FASTMCP|QUILT|MCP)_.*"));
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().putAll(environment);
        process = builder.start();
        life++;
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (get("http://127.0.0.1:" + port + "/health").isEmpty()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("Instance " + name + " did not start; see " + logs);
            }
            Thread.sleep(100);
        }
    }

    /** Sends SIGTERM and returns the exit status, or -1 if it did not exit in time and was killed. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            return process.exitValue();
        }
        kill();
        return -1;
    }

    /** Sends SIGKILL. */
    void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Runs a full garbage collection. */
    void collect() throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        Long.toString(pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor(20, TimeUnit.SECONDS);
    }

    /** Returns the metrics; empty while the process does not respond. */
    Optional<Metrics> metrics() {
        return get("http://127.0.0.1:" + adminPort + "/metrics").map(Metrics::new);
    }

    /** Metrics in Prometheus' text format. */
    record Metrics(String text) {
        /** Returns the sum of the series whose names and labels begin like this; NaN if there is none. */
        double sum(String series) {
            return Pattern.compile("(?m)^" + Pattern.quote(series) + "\\S* (\\S+)$")
                    .matcher(text)
                    .results()
                    .map(found -> Double.valueOf(found.group(1)))
                    .reduce(Double::sum)
                    .orElse(Double.NaN);
        }
    }

    private Optional<String> get(String url) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Returns the logs of all its lives. */
    List<Path> logFiles() throws IOException {
        try (var files = Files.list(logs)) {
            return files.filter(file -> file.getFileName().toString().startsWith("server-" + name + "-"))
                    .sorted()
                    .toList();
        }
    }
}
