package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.mcp.Methods;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.prompts.Prompt;
import com.quiltdata.mcp.prompts.PromptArguments;
import com.quiltdata.mcp.prompts.PromptInventory;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.Sources;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Inventory;
import com.quiltdata.mcp.tool.Limits;
import com.quiltdata.mcp.tool.Runner;
import com.quiltdata.mcp.tool.Selection;
import com.quiltdata.mcp.tool.Toolset;
import io.dropwizard.jersey.validation.Validators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that texts for models and operators name only tools that exist, and that may run where the text is read. */
final class ClaimsTest {
    private static final Pattern LITERAL =
            Pattern.compile("\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)+");
    private static final Pattern LIKE_A_TOOL = Pattern.compile(
            "(admin|athena|auth|benchling|bucket|buckets|catalog|object|objects|package|packages|search|tabulator|workflow"
                    + "|workflows)_.*");

    /** Words of this form that name no tool: fields, arguments and kinds of hits, a page, a prompt. */
    private static final Set<String> OTHERS = Set.of(
            "bucket_name",
            "bucket_object",
            "catalog_host",
            "package_dashboard",
            "package_hash",
            "package_name",
            "package_pattern",
            "package_type",
            "package_version",
            "search_syntax");

    private static final PromptInventory PROMPTS = PromptInventory.of((_, _) -> Completer.Suggestions.NONE);
    private static final Inventory INVENTORY = Everything.inventory();
    private static final Set<String> TOOLS =
            INVENTORY.tools().stream().map(tool -> tool.spec().name()).collect(Collectors.toSet());

    static Stream<String> selections() {
        var toolsets = INVENTORY.toolsets().stream().map(Toolset::name).toList();
        return Stream.of(
                        Stream.of("standard", "readonly", "full", "full,readonly"),
                        toolsets.stream(),
                        toolsets.stream().map(name -> name + ",readonly"))
                .flatMap(it -> it);
    }

    private static Set<String> named(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> running(Selection selection) {
        return TOOLS.stream()
                .filter(name -> selection.find(name).filter(selection::runs).isPresent())
                .collect(Collectors.toSet());
    }

    private static void assertRun(String text, Set<String> running) {
        assertThat(named(text)).filteredOn(TOOLS::contains).as(text).isSubsetOf(running);
    }

    @ParameterizedTest
    @MethodSource("selections")
    void listsNoSentenceAboutAToolThatMayNotRun(String words) {
        var selection = Selection.of(INVENTORY, words);
        var running = running(selection);
        for (var tool : Inventory.listing(selection)) {
            assertDescribed(tool, running);
        }
    }

    /** A schema may have a field of a tool's name, so that only descriptions are read. */
    private static void assertDescribed(JsonNode node, Set<String> running) {
        if (node.path("description").isTextual()) {
            assertThat(node.path("description").textValue()).isNotBlank();
            assertRun(node.path("description").textValue(), running);
        }
        node.forEach(child -> assertDescribed(child, running));
    }

    @ParameterizedTest
    @MethodSource("selections")
    void instructionsNameOnlyToolsThatMayRun(String words) {
        var selection = Selection.of(INVENTORY, words);
        var instructions = instructions(selection);
        assertRun(instructions, running(selection));
        assertThat(instructions).contains("Ask the user before you write.", "More tools may run than are listed");
        assertThat(named(instructions).contains("workflow_list"))
                .isEqualTo(running(selection).contains("workflow_list"));
    }

    private static String instructions(Selection selection) {
        var limits = new Limits(Duration.ofSeconds(30), 10, 10, 1000, 100_000);
        var meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
        var runner = new Runner(INVENTORY, limits, Validators.newValidator(), meters, _ -> {});
        var about = Methods.of("1", selection, null, PROMPTS, runner).about();
        return about.instructions().apply(selection);
    }

    @ParameterizedTest
    @MethodSource("selections")
    void promptsNameOnlyToolsThatMayRun(String words) {
        var selection = Selection.of(INVENTORY, words);
        var prompts = PROMPTS.supported(selection);
        for (var prompt : prompts.specs()) {
            var arguments =
                    prompt.arguments().stream().collect(Collectors.toMap(Prompt.Argument::name, _ -> "quilt-example"));
            var messages = prompts.find(prompt.name())
                    .orElseThrow()
                    .messages(PromptArguments.of(prompt, arguments), Calls.any());
            assertThat(named(messages.toString()))
                    .filteredOn(TOOLS::contains)
                    .containsExactlyElementsOf(new TreeSet<>(prompt.tools()))
                    .isSubsetOf(running(selection));
        }
    }

    /** Most clients let a model call only what is listed. */
    @Test
    void byDefaultTextsNameOnlyToolsThatAreListed() throws IOException {
        var selection = Selection.of(INVENTORY, "standard");
        var listed = selection.listed().stream().map(tool -> tool.spec().name()).collect(Collectors.toSet());
        for (var tool : Inventory.listing(selection)) {
            assertDescribed(tool, listed);
        }
        assertRun(instructions(selection), listed);
        for (var prompt : PROMPTS.supported(selection).specs()) {
            assertThat(prompt.tools()).as(prompt.name()).isSubsetOf(listed);
        }
        for (var source : Sources.files(Sources.MAIN)) {
            if (Collections.disjoint(quoted(source), unlisted(listed))) {
                assertThat(literals(source))
                        .filteredOn(TOOLS::contains)
                        .as(source.toString())
                        .isSubsetOf(listed);
            }
        }
    }

    private static Set<String> unlisted(Set<String> listed) {
        return TOOLS.stream().filter(name -> !listed.contains(name)).collect(Collectors.toSet());
    }

    /** Returns the literals that are nothing but one name: those of a tool's or toolset's own class, among others. */
    private static Set<String> quoted(Path source) throws IOException {
        return LITERAL.matcher(Files.readString(source))
                .results()
                .map(match -> match.group().replace("\"", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void promptsOfSqlExistWhereItsToolsAreListed() {
        var names = List.of("find_packages_with_file", "query_tables");
        for (var words : List.of("standard", "readonly", "packages")) {
            assertThat(PROMPTS.supported(Selection.of(INVENTORY, words)).specs())
                    .extracting(Prompt.Spec::name)
                    .doesNotContainAnyElementsOf(names);
        }
        assertThat(PROMPTS.supported(Selection.of(INVENTORY, "standard,sql")).specs())
                .extracting(Prompt.Spec::name)
                .containsAll(names);
    }

    @Test
    void aReadOnlyServerOffersNoPromptThatWrites() {
        assertThat(PROMPTS.supported(Selection.of(INVENTORY, "readonly")).specs())
                .extracting(Prompt.Spec::name)
                .containsExactly(
                        "explore_prefix",
                        "chart_csv",
                        "find_packages",
                        "explain_changes",
                        "share_file",
                        "check_my_access");
    }

    private static Set<String> literals(Path source) throws IOException {
        return named(LITERAL.matcher(Files.readString(source))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining("\n")));
    }

    @Test
    void everyToolNameInATextIsInTheInventory() throws IOException {
        var unknown = new TreeSet<String>();
        for (var source : Sources.files(Sources.MAIN)) {
            literals(source).stream().filter(ClaimsTest::unknown).forEach(name -> unknown.add(source + ": " + name));
        }
        try (var prompts = Files.list(Path.of("src/main/resources/prompts"))) {
            for (var prompt : prompts.toList()) {
                named(Files.readString(prompt)).stream()
                        .filter(ClaimsTest::unknown)
                        .forEach(name -> unknown.add(prompt + ": " + name));
            }
        }
        assertThat(unknown).as("no tool, argument or field has this name").isEmpty();
    }

    private static boolean unknown(String name) {
        return LIKE_A_TOOL.matcher(name).matches() && !TOOLS.contains(name) && !OTHERS.contains(name);
    }

    @Test
    void toolsThatReadNameNoToolThatWrites() throws IOException {
        for (var source : Sources.files(Sources.MAIN)) {
            if (Files.readString(source).contains("Effect.READ")) {
                assertThat(literals(source))
                        .as(source.toString())
                        .noneMatch(name -> INVENTORY
                                .find(name)
                                .filter(tool -> tool.spec().effect() != Effect.READ)
                                .isPresent());
            }
        }
    }

    @Test
    void theConfigurationNamesEveryToolsetAndPreset() throws IOException {
        var config = Files.readString(Path.of("../config.yml")).replaceAll("\\s+#\\s+", " ");
        var toolsets = INVENTORY.toolsets().stream().map(Toolset::name).toList();
        assertThat(McpServerFactory.TOOLSETS).isEqualTo(toolsets);
        assertThat(config)
                .contains("toolsets out of "
                        + String.join(", ", toolsets.subList(0, toolsets.size() - 1))
                        + " and " + toolsets.getLast() + ".");
    }

    @Test
    void typesInDecisionsExist() throws IOException {
        var types = Sources.files(Path.of("src")).stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        try (var pages = Files.list(Path.of("../runbook/decisions"))) {
            for (var page : pages.toList()) {
                assertThat(Pattern.compile("`([A-Z][a-z]+([A-Z][a-z]+)+)`")
                                .matcher(Files.readString(page))
                                .results()
                                .map(it -> it.group(1)))
                        .as(page.toString())
                        .isSubsetOf(types);
            }
        }
    }
}
