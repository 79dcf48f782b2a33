package com.quiltdata.mcp.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.RawHttp;
import com.quiltdata.mcp.testing.RawHttp.Answer;
import com.quiltdata.mcp.testing.SandboxProcess;
import com.quiltdata.mcp.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * A server under attack: the jar with the JVM options of the image and a heap of 512 MiB, in front of the sandbox. One caller
 * is known to it before the attack begins, and comes from another address than the attacker.
 */
final class AttackedServer implements AutoCloseable {
    /** The attacker's address, as a load balancer would tell it. */
    static final String ATTACKER = "X-Forwarded-For: 203.0.113.9\r\n";

    private static final String OTHER = "X-Forwarded-For: 198.51.100.7\r\n";
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long PATIENCE_SECONDS = 60;
    private static final long HEAP_MIB = 512;
    private static final long HIGHEST_PERCENT = 70;

    /** Other pauses (Remark, Cleanup) leave the garbage of new objects where it is. */
    private static final Pattern COLLECTION =
            Pattern.compile("GC\\(\\d+\\) Pause (?:Young|Full) .* \\d+M->(\\d+)M\\(\\d+M\\)");

    private final SandboxProcess sandbox;
    private final ServerProcess process;
    private final Path collections;
    private long linesBefore;

    private AttackedServer(SandboxProcess sandbox, ServerProcess process, Path collections) {
        this.sandbox = sandbox;
        this.process = process;
        this.collections = collections;
    }

    /** Starts it with these variables beside those that a deployment sets. */
    static AttackedServer start(SandboxProcess sandbox, Map<String, String> variables) {
        var log = Path.of("target", "attack-gc-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".log");
        var environment = new HashMap<>(ServerProcess.environment(sandbox));
        environment.putAll(Map.of("QUILT_MCP_SHUTDOWN_WAIT", "1ms", "QUILT_MCP_SHUTDOWN_GRACE", "1s"));
        environment.putAll(variables);
        var options = List.of(
                "@../ops/image/options", "-Xmx" + HEAP_MIB + "m", "-Xlog:gc*:file=" + log + ":tags:filecount=0");
        var server = new AttackedServer(sandbox, ServerProcess.start(environment, options), log);
        assertThat(server.askAsOther().good()).isTrue();
        return server;
    }

    boolean running() {
        return process.child().running();
    }

    /** The errors that it has logged since it started. */
    List<String> errors() {
        return process.child().stdout().stream()
                .filter(line -> line.startsWith("ERROR"))
                .toList();
    }

    /** A new connection to it. */
    RawHttp connect() {
        return new RawHttp(process.uri("/").getPort());
    }

    /** The answer to one request on a connection of its own. */
    Answer ask(byte[]... parts) {
        try (var connection = connect()) {
            return connection.send(parts).answer();
        }
    }

    /** The answer to a message of the attacker. */
    Answer ask(String token, String message) {
        return ask(RawHttp.request(token, ATTACKER, message));
    }

    /** The answer to a call of the other caller. */
    Answer askAsOther() {
        return ask(RawHttp.request(sandbox.token("writer"), OTHER, RawHttp.call("bucket_list", "{}")));
    }

    Answer health() {
        return ask(RawHttp.bytes("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
    }

    /** Sends these requests at once, each on a connection of its own; serves the other caller until all are answered. */
    List<Answer> attack(int connections, IntFunction<byte[][]> request) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var pending = new ArrayList<Future<Answer>>();
            for (var i = 0; i < connections; i++) {
                var parts = request.apply(i);
                Callable<Answer> asking = () -> ask(parts);
                pending.add(threads.submit(asking));
            }
            do {
                assertServesOthers();
                LockSupport.parkNanos(PAUSE_NANOS);
            } while (!pending.stream().allMatch(Future::isDone));
            var answers = new ArrayList<Answer>();
            for (var one : pending) {
                answers.add(one.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Waits until this holds. */
    void await(BooleanSupplier holds) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time to give up").isLessThan(deadline);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** That it runs, is healthy and answers the other caller. */
    void assertServesOthers() {
        assertThat(running()).as("the process runs").isTrue();
        assertThat(health().status()).as("status of /health").isEqualTo(200);
        var answer = askAsOther();
        assertThat(answer.good()).as("the other caller's answer: %s", answer).isTrue();
    }

    /** That it serves others and that the heap was never nearly full of what lives. */
    void assertUnharmed() {
        assertServesOthers();
        assertThat(peakMib() * 100 / HEAP_MIB)
                .as("percent of the heap left after a collection, at most")
                .isLessThan(HIGHEST_PERCENT);
    }

    /** Forgets the collections that there have been. */
    void beginTest() {
        try (var lines = Files.lines(collections)) {
            linesBefore = lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long peakMib() {
        try (var lines = Files.lines(collections)) {
            return lines.skip(linesBefore)
                    .map(COLLECTION::matcher)
                    .filter(line -> line.find())
                    .mapToLong(line -> Long.parseLong(line.group(1)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
