package com.quiltdata.mcp.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A program that runs with the given environment and no other, and whose output is kept line by line. */
public final class ChildProcess implements AutoCloseable {
    /** How long anything may take before a test gives up; no test measures time. */
    static final long PATIENCE_SECONDS = 300;

    private final Process process;
    private final Output stdout;
    private final Output stderr;

    private ChildProcess(Process process) {
        this.process = process;
        stdout = new Output(process.inputReader(StandardCharsets.UTF_8));
        stderr = new Output(process.errorReader(StandardCharsets.UTF_8));
        stderr.read();
    }

    public static ChildProcess start(Path directory, Map<String, String> environment, List<String> command) {
        var child = startUnread(directory, environment, command);
        child.read();
        return child;
    }

    /** The same, whose stdout nobody reads until {@link #read}. */
    public static ChildProcess startUnread(Path directory, Map<String, String> environment, List<String> command) {
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to read stdout. */
    public void read() {
        stdout.read();
    }

    /** The first line on stdout that fits, as soon as it is there; fails if the program ends without one. */
    public String await(Predicate<String> fits) {
        return await(stdout, fits);
    }

    /** The same on stderr. */
    public String awaitError(Predicate<String> fits) {
        return await(stderr, fits);
    }

    private String await(Output output, Predicate<String> fits) {
        try {
            return output.await(fits);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    e.getMessage() + "; stdout: " + stdout() + "; stderr: " + stderr() + "; alive: " + running(), e);
        }
    }

    public List<String> stdout() {
        return stdout.lines();
    }

    public List<String> stderr() {
        return stderr.lines();
    }

    /** Both outputs, one after the other. */
    public List<String> lines() {
        return Stream.concat(stdout().stream(), stderr().stream()).toList();
    }

    /** Waits for the program to end by itself, and for all of its output; its exit status. */
    public int exit() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running: " + lines());
            }
            stdout.end();
            stderr.end();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean running() {
        return process.isAlive();
    }

    /** The processes that it has started, directly or not, and that still run. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Sends SIGTERM; what it says of that is still read, which {@link Process#destroy} would end. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Kills it and all it has started. */
    @Override
    public void close() {
        var all = descendants();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** One stream of it, read to the end by a thread so that the child never blocks on a full pipe. */
    private static final class Output {
        private final Thread reader;

        @GuardedBy("this")
        private final List<String> lines = new ArrayList<>();

        @GuardedBy("this")
        private boolean ended;

        Output(BufferedReader source) {
            reader = Thread.ofPlatform().daemon().name("child-output").unstarted(() -> read(source));
        }

        void read() {
            reader.start();
        }

        private void read(BufferedReader source) {
            try (source) {
                for (var line = source.readLine(); line != null; line = source.readLine()) {
                    add(line);
                }
            } catch (IOException e) {
                add("(unreadable: " + e.getMessage() + ")");
            } finally {
                finish();
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void finish() {
            ended = true;
            notifyAll();
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }

        void end() throws InterruptedException {
            reader.join();
        }

        synchronized String await(Predicate<String> fits) {
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            try {
                for (var next = 0; ; next++) {
                    while (next == lines.size()) {
                        wait(left(deadline));
                    }
                    if (fits.test(lines.get(next))) {
                        return lines.get(next);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** Milliseconds to go on waiting, if there is any point in it. */
        @GuardedBy("this")
        private long left(long deadline) {
            var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || left <= 0) {
                throw new IllegalStateException(ended ? "ended without the line" : "no such line in time");
            }
            return left;
        }
    }
}
