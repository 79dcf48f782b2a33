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

    /**
     * Runs a command in a folder, with an empty directory under target as its home, and returns the last line that it
     * prints, as JSON; fails if its exit status is not 0.
     */
    static JsonNode run(Path folder, List<String> command) {
        var environment = new HashMap<>(System.getenv());
        environment.put("HOME", home().toString());
        try (var program = ChildProcess.start(folder, environment, command)) {
            if (program.exit() != 0 || program.stdout().isEmpty()) {
                throw new IllegalStateException(command + " failed: " + program.lines());
            }
            return JSON.readTree(program.stdout().getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home() {
        try {
            return Files.createDirectories(Path.of("target", "home").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
