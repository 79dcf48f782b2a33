package com.quiltdata.mcp;

import static com.quiltdata.mcp.testing.StackTemplate.each;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.quiltdata.mcp.testing.StackTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where alarms are written: rules, their tests, the dashboard, the template, and the pages of the runbook. */
final class AlarmFiles {
    static final Path PAGES = Path.of("../runbook/alarms");
    static final Path RULES = Path.of("../ops/prometheus/alarms.yml");
    static final List<Path> TESTS =
            List.of(Path.of("../ops/prometheus/alarms.test.yml"), Path.of("../ops/prometheus/alarms.days.test.yml"));
    static final Path DASHBOARD = Path.of("../ops/prometheus/dashboard.json");
    static final Path OBJECTIVES = Path.of("../runbook/slo.md");
    static final Path TEMPLATE = Path.of("../ops/cloudformation/quilt-mcp.yml");
    static final String DEFAULT_NAME = "quilt-mcp";

    private AlarmFiles() {}

    static JsonNode yaml(Path file) throws IOException {
        return new YAMLMapper().readTree(file.toFile());
    }

    static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }

    static List<JsonNode> rules() throws IOException {
        return each(yaml(RULES).path("groups"))
                .flatMap(group -> each(group.path("rules")))
                .toList();
    }

    static Set<String> alarms() throws IOException {
        return rules().stream().map(rule -> rule.path("alert").asText()).collect(Collectors.toCollection(TreeSet::new));
    }

    static List<JsonNode> resources(String type) {
        return StackTemplate.of("quilt-mcp.yml").ofType(type);
    }

    static String alarmName(JsonNode alarm) {
        return alarm.path("AlarmName").asText().replace("${Name}", DEFAULT_NAME);
    }

    static List<Path> pages() throws IOException {
        try (var files = Files.list(PAGES)) {
            return files.sorted().toList();
        }
    }

    static String stem(Path page) {
        return String.valueOf(page.getFileName()).replaceFirst("\\.md$", "");
    }

    /** Everything that has queries. */
    static List<Path> queries() throws IOException {
        return Stream.concat(Stream.of(RULES, DASHBOARD, OBJECTIVES), pages().stream())
                .toList();
    }

    static String text(Path file) throws IOException {
        return file.equals(DASHBOARD)
                ? String.join("\n", new ObjectMapper().readTree(file.toFile()).findValuesAsText("expr"))
                : Files.readString(file);
    }
}
