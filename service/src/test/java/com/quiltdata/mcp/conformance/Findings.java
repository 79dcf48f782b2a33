package com.quiltdata.mcp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the suite found in one scenario: {@code checks.json} of its output directory. */
public record Findings(List<Check> checks) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FAILURE = "FAILURE";
    private static final Set<String> WRONG = Set.of(FAILURE, "WARNING");
    private static final Pattern DIRECTORY = Pattern.compile("server-(.+?)-\\d{4}-\\d\\d-\\d\\dT.*");

    /** One thing looked at. */
    public record Check(String id, String status, String message) {
        private static Check of(JsonNode node) {
            return new Check(
                    node.path("id").asText(),
                    node.path("status").asText(),
                    node.path("errorMessage").asText(node.path("description").asText()));
        }
    }

    /** The checks that went wrong. Warnings are among them, as they are for the suite when it has a baseline. */
    public List<Check> wrong() {
        return checks.stream().filter(check -> WRONG.contains(check.status())).toList();
    }

    /** Whether nothing failed; a warning is no failure. */
    public boolean passed() {
        return !checks.isEmpty()
                && checks.stream().noneMatch(check -> check.status().equals(FAILURE));
    }

    static Map<String, Findings> read(Path output) {
        var all = new LinkedHashMap<String, Findings>();
        try (var directories = Files.list(output)) {
            for (var directory : directories.sorted().toList()) {
                var named = DIRECTORY.matcher(String.valueOf(directory.getFileName()));
                if (named.matches()) {
                    all.put(named.group(1), checks(directory.resolve("checks.json")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Findings checks(Path file) throws IOException {
        var checks = JSON.readTree(file.toFile());
        return new Findings(
                StreamSupport.stream(checks.spliterator(), false).map(Check::of).toList());
    }

    /** Leaves the directory there and empty. */
    static void clear(Path output) {
        try {
            Files.createDirectories(output);
            try (Stream<Path> all = Files.walk(output)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    if (!path.equals(output)) {
                        Files.delete(path);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
