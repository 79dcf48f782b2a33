package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.testing.Configurations;
import com.quiltdata.mcp.testing.Page;
import com.quiltdata.mcp.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the procedures name is there: variables, files, metrics. Their commands are run by ops/procedures/test. */
final class ProceduresTest {
    private static final Path HOME = Path.of("..");
    private static final Pattern VARIABLE = Pattern.compile("\\b(?:QUILT|FASTMCP|MCP)_[A-Z0-9_]*[A-Z0-9]\\b");
    private static final Pattern FILE = Pattern.compile("(?<![\\w/.-])(?:ops|service|runbook)/[\\w./-]*[\\w]");
    private static final Pattern METRIC = Pattern.compile("\\b(?:quilt_mcp|mcp_server)_[a-z0-9_]+\\b");
    private static final String MOVING = "procedures/move-from-python.md";
    private static final Page MOVE = Page.of(MOVING);

    static Stream<String> pages() throws IOException {
        try (var files = Files.list(HOME.resolve("runbook/procedures"))) {
            return Stream.concat(
                    Stream.of("troubleshooting.md"),
                    files.map(file -> "procedures/" + file.getFileName()).sorted().toList().stream());
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }

    private static Set<String> read() throws IOException {
        return ConfigTest.variables().stream().map(ConfigTest.Variable::name).collect(Collectors.toUnmodifiableSet());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyVariableThatAPageNamesIsRead(String name) throws IOException {
        var known = new HashSet<>(read());
        known.add("QUILT_FALLBACK_JWT");
        if (name.equals(MOVING)) {
            MOVE.rows("Variables").forEach(row -> known.addAll(Page.code(row.getFirst())));
        }
        assertThat(found(VARIABLE, Page.of(name).text())).isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyFileThatAPageNamesExists(String name) {
        // What the build makes need not be there yet.
        assertThat(found(FILE, Page.of(name).text()).filter(file -> !file.contains("/target/")))
                .allSatisfy(file -> assertThat(HOME.resolve(file)).exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyMetricThatAPageNamesExists(String name) {
        var known = Arrays.stream(Metric.values())
                .flatMap(metric -> Stream.of(metric.scraped(), metric.scraped() + "_count"))
                .toList();
        assertThat(found(METRIC, Page.of(name).text())).isSubsetOf(known);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/reference-variables.csv")
    void everyVariableOfTheReplacedServerIsInTheTable(String variable) {
        assertThat(MOVE.rows("Variables"))
                .filteredOn(row -> row.getFirst().equals("`" + variable + "`"))
                .hasSize(1);
    }

    static Stream<List<String>> moved() {
        return MOVE.rows("Variables").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moved")
    void describesEachVariableAsTheServerTreatsIt(List<String> row) throws IOException {
        var variable = Page.code(row.getFirst()).getFirst();
        switch (row.get(1)) {
            case "same", "changed" -> assertThat(read()).contains(variable);
            case "gone" -> {
                assertThat(read()).doesNotContain(variable);
                assertThat(faults(variable)).isEmpty();
            }
            case "refused" ->
                assertThat(faults(variable)).singleElement().asString().contains(variable);
            default -> throw new AssertionError(row);
        }
    }

    /** What keeps the server from starting when a variable is set besides the two that must be. */
    private static List<String> faults(String variable) {
        var environment = new HashMap<>(Map.of(
                "QUILT_CATALOG_URL", "https://quilt.example.com",
                "QUILT_REGISTRY_URL", "https://quilt-registry.example.com"));
        environment.put(variable, "anything");
        return Configurations.faults(Configurations.SHIPPED, environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {MOVING, "procedures/rotate.md", "procedures/sign-in.md"})
    void writesKeysOnlyWhereNobodyElseReadsThem(String page) {
        var text = Page.of(page).text();
        assertThat(text).contains("umask 077").doesNotContain("--arg name QUILT_MCP_STATE_KEY --arg value");
        assertThat(text.lines().filter(line -> line.contains(">/dev/shm/key")))
                .allMatch(line -> line.startsWith("(umask 077 && ") || line.startsWith("  "));
    }

    @Test
    void namesEveryReferenceToolThatIsMissingHere() throws IOException {
        var here = Everything.inventory().tools().stream()
                .map((Tool<?, ?> tool) -> tool.spec().name())
                .collect(Collectors.toUnmodifiableSet());
        try (var in = ProceduresTest.class.getResourceAsStream("/reference-tools.json")) {
            var theirs = new HashSet<String>();
            new ObjectMapper().readTree(in).path("tools").fieldNames().forEachRemaining(theirs::add);
            theirs.removeAll(here);
            var named = MOVE.under("What clients notice")
                    .lines()
                    .filter(line -> line.startsWith("- tools: "))
                    .flatMap(line -> Page.code(line).stream());
            assertThat(named).containsExactlyInAnyOrderElementsOf(theirs);
        }
    }
}
