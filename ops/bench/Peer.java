package bench;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running server of the comparison. */
final class Peer implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;
    private static final int PATIENCE_SECONDS = 240;
    private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int PATIENCE_MILLIS = 30_000;

    private final Recipe recipe;
    private final int port;
    private final Process process;
    private final double firstAnswer;
    private final double firstAnswerCpu;

    /** Builds the command of a server that listens on a port. */
    interface Command {
        List<String> on(int port);
    }

    /**
     * How to start a server and what to ask it.
     *
     * @param variables of its environment; the value {@code PORT} becomes its port, {@code FREE} another free one
     * @param paths by kind of request, {@code call}, {@code list} and {@code upstream}; a missing kind is not measured
     * @param log the file that receives its standard error; its standard output, with a line for each request, is discarded
     *     unless the system property {@code server.output} names a file for it
     */
    record Recipe(String name, Command command, Map<String, String> variables, Map<String, String> paths, Path log) {}

    /**
     * Starts a server and waits for its response to a request.
     *
     * @param processors the processors that it may use, as {@code taskset -c} takes them
     */
    Peer(Recipe recipe, String processors, byte[] request) throws IOException {
        this.recipe = recipe;
        port = freePort();
        var command = new ArrayList<>(List.of("taskset", "-c", processors));
        command.addAll(recipe.command().on(port));
        var output = System.getProperty("server.output");
        var builder = new ProcessBuilder(command)
                .redirectOutput(output == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(new File(output)))
                .redirectError(recipe.log().toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(AWS|FASTMCP|QUILT|MCP)_.*|JDK_JAVA_OPTIONS"));
        for (var variable : recipe.variables().entrySet()) {
            builder.environment()
                    .put(variable.getKey(), switch (variable.getValue()) {
                        case "PORT" -> Integer.toString(port);
                        case "FREE" -> Integer.toString(freePort());
                        default -> variable.getValue();
                    });
        }
        var began = System.nanoTime();
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        try {
            awaitAnswer(request);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
        firstAnswer = (System.nanoTime() - began) / 1e9;
        firstAnswerCpu = cpuSeconds();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer(byte[] request) throws IOException {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        var last = "no answer";
        while (process.isAlive() && System.nanoTime() < until) {
            try {
                var answer = ask(request);
                if (answer.good()) {
                    return;
                }
                last = answer.status() + " " + answer.text();
                until = Math.min(until, System.nanoTime() + REFUSED_NANOS);
            } catch (IOException e) {
                last = e.toString();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        throw new IOException((process.isAlive() ? last : "it ended") + "; command: "
                + String.join(" ", recipe.command().on(port)) + "; its errors: " + recipe.log());
    }

    Wire.Answer ask(byte[] request) throws IOException {
        try (var wire = new Wire("http://127.0.0.1:" + port, PATIENCE_MILLIS)) {
            return wire.ask(request);
        }
    }

    String name() {
        return recipe.name();
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** Returns the path that serves a kind of request; null if it serves none. */
    String path(String kind) {
        return recipe.paths().get(kind);
    }

    /** Returns the seconds from its start to its first answer. */
    double firstAnswer() {
        return firstAnswer;
    }

    /** Returns the processor seconds that it had used at its first answer. */
    double firstAnswerCpu() {
        return firstAnswerCpu;
    }

    /** Returns the processor seconds that it has used so far. */
    double cpuSeconds() {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Returns its resident memory in MiB. */
    int residentMib() throws IOException {
        return Files.readAllLines(
                        Path.of("/proc", Long.toString(process.pid()), "status"), StandardCharsets.US_ASCII)
                .stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
