package com.quiltdata.mcp.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Programs that are no part of this project, and what happens to a test that needs a missing one. */
public final class ForeignPrograms {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The environment variable whose value {@code required} forbids skipping a test. */
    private static final String FOREIGN_CLIENTS = "FOREIGN_CLIENTS";

    private ForeignPrograms() {}

    /** Skips the test because a program is missing, or fails it if FOREIGN_CLIENTS is {@code required}. */
    public static void skip(String sentence) {
        skip(FOREIGN_CLIENTS, sentence);
    }

    /** Skips the test, or fails it if the environment variable {@code name} is {@code required}. */
    static void skip(String name, String sentence) {
        System.out.println(sentence);
        if ("required".equals(System.getenv(name))) {
            throw new IllegalStateException(sentence);
        }
        assumeTrue(false, sentence);
    }

    /** Returns whether a program is on PATH. */
    public static boolean runs(String program) {
        try (var version = ChildProcess.start(Path.of("."), System.getenv(), List.of(program, "--version"))) {
            return version.exit() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** What a program printed, and its exit status. */
    public record Outcome(int exit, List<String> stdout, List<String> stderr) {
        /** Returns both outputs as one text. */
        public String text() {
            return String.join("\n", stdout) + "\n" + String.join("\n", stderr);
        }
    }

    /**
     * Runs a command in a folder, with an empty directory under target as its home, and returns the last line that it
     * prints, as JSON; fails if its exit status is not 0.
     */
    static JsonNode run(Path folder, List<String> command) {
        var environment = new HashMap<>(System.getenv());
        environment.put("HOME", home("home").toString());
        return run(folder, environment, command);
    }

    /** Runs a command in a folder with these variables alone, and returns the last line that it prints, as JSON. */
    static JsonNode run(Path folder, Map<String, String> environment, List<String> command) {
        var outcome = outcome(folder, environment, command);
        if (outcome.exit() != 0 || outcome.stdout().isEmpty()) {
            throw new IllegalStateException(command + " failed: " + outcome);
        }
        try {
            return JSON.readTree(outcome.stdout().getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command in a folder with these variables alone. */
    static Outcome outcome(Path folder, Map<String, String> environment, List<String> command) {
        try (var program = ChildProcess.start(folder, environment, command)) {
            return new Outcome(program.exit(), program.stdout(), program.stderr());
        }
    }

    /** Creates a directory under target, unless it exists, and returns it. */
    static Path home(String name) {
        try {
            return Files.createDirectories(Path.of("target", name).toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
