package com.quiltdata.mcp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The failures that are expected of a server, each with its reason beside it in the file. */
public record Baseline(@Nullable Path file, List<String> scenarios) {
    /** Nothing is expected to fail. */
    public static final Baseline NONE = new Baseline(null, List.of());

    private static final Path DIRECTORY = Path.of("src", "test", "resources", "conformance");

    public static Baseline named(String name) {
        var file = DIRECTORY.resolve(name);
        try {
            var server = new YAMLMapper().readTree(file.toFile()).path("server");
            return new Baseline(
                    file,
                    StreamSupport.stream(server.spliterator(), false)
                            .map(JsonNode::asText)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this scenario, or this check in it, is expected to fail. */
    public boolean expects(String scenario, Findings.Check check) {
        return scenarios.contains(scenario) || scenarios.contains(scenario + ":" + check.id());
    }
}
