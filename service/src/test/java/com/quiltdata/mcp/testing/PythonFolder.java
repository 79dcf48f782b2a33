package com.quiltdata.mcp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of Python programs that use FastMCP's client. */
public final class PythonFolder {
    /** Where {@code .ci/run} installs what the folder's requirements.txt names. */
    private static final Path OWN = Path.of("..", "target", "python", "bin", "python");

    private final Path folder;
    private final String python;

    private PythonFolder(Path folder, String python) {
        this.folder = folder;
        this.python = python;
    }

    /**
     * The folder, if FastMCP is installed. Without it the test is skipped, loudly, or fails where the environment says
     * FASTMCP=required.
     */
    public static PythonFolder installed(Path folder) {
        var python = Files.isExecutable(OWN) ? OWN.toAbsolutePath().normalize().toString() : "python3";
        if (!knowsFastMcp(python)) {
            ForeignPrograms.skip(
                    "FASTMCP",
                    "What runs on Python in " + folder.normalize() + " is SKIPPED: install requirements.txt.");
        }
        return new PythonFolder(folder, python);
    }

    private static boolean knowsFastMcp(String python) {
        var command = List.of(python, "-c", "import importlib.metadata; importlib.metadata.version('fastmcp-slim')");
        try (var question = ChildProcess.start(Path.of("."), System.getenv(), command)) {
            return question.exit() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The version of an installed package. */
    public String version(String name) {
        var program = "import json, sys, importlib.metadata as m; print(json.dumps(m.version(sys.argv[1])))";
        return ForeignPrograms.run(folder, List.of(python, "-c", program, name)).asText();
    }

    /** What a script prints last, as JSON; it must end well. */
    public JsonNode run(String script, String... arguments) {
        var command = new ArrayList<>(List.of(python, script));
        command.addAll(List.of(arguments));
        return ForeignPrograms.run(folder, command);
    }
}
