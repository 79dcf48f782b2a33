package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectionTest {
    private static final Inventory INVENTORY = new Inventory(List.of(
            new Toolset("buckets", List.of(tool("list", Effect.READ), tool("put", Effect.WRITE))),
            new Toolset(
                    "packages",
                    List.of(tool("browse", Effect.READ), tool("rare", Effect.READ), tool("delete", Effect.DESTROY)),
                    Set.of("rare"))));

    private static Tool<?, ?> tool(String name, Effect effect) {
        return SampleTools.greeting(name, effect, (_, _) -> new SampleTools.Output("", null, null));
    }

    private static List<String> listed(Selection selection) {
        return selection.listed().stream().map(tool -> tool.spec().name()).toList();
    }

    private static String names(String listed) {
        return listed == null ? "" : listed;
    }

    @ParameterizedTest
    @CsvSource({
        "standard,list put browse delete",
        "'',list put browse delete",
        "full,list put browse rare delete",
        "readonly,list browse",
        "'full, READONLY',list browse rare",
        "buckets,list put",
        "'packages,readonly',browse rare",
        "'standard,packages',list put browse rare delete",
    })
    void listsPresetsAndToolsetsOfTheOperator(String words, String listed) {
        assertThat(String.join(" ", listed(Selection.of(INVENTORY, words)))).isEqualTo(listed);
    }

    @ParameterizedTest
    @CsvSource({
        "standard,full,list put browse delete",
        "standard,packages,browse delete",
        "standard,readonly,list browse",
        "standard,'',list put browse delete",
        "buckets,packages,",
        "readonly,full,list browse",
        "full,'buckets,readonly',list",
    })
    void connectionNarrowsButNeverWidens(String operators, String connections, String listed) {
        var selection = Selection.of(INVENTORY, operators).narrow(connections);
        assertThat(String.join(" ", listed(selection))).isEqualTo(names(listed));
        assertThat(selection.narrowed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "standard,Use list_all. Write with put_one; see browse_all. Ask a_friend.",
        "readonly,Use list_all. Ask a_friend.",
        "buckets,Use list_all. Ask a_friend.",
        "packages,Ask a_friend.",
    })
    void omitsSentencesAboutToolsThatMayNotRun(String words, String left) {
        var inventory = new Inventory(List.of(
                new Toolset("buckets", List.of(tool("list_all", Effect.READ), tool("put_one", Effect.WRITE))),
                new Toolset("packages", List.of(tool("browse_all", Effect.READ)))));
        var selection = Selection.of(inventory, words);
        assertThat(selection.supported("Use list_all. Write with put_one; see browse_all. Ask a_friend."))
                .isEqualTo(left);
        assertThat(selection.supports(Stream.of("list_all", "put_one", "browse_all")))
                .isEqualTo(words.equals("standard"));
    }

    @Test
    void findsToolsThatAreNotListed() {
        assertThat(Selection.of(INVENTORY, "standard").find("rare")).isPresent();
        assertThat(Selection.of(INVENTORY, "standard").narrow("buckets").find("browse"))
                .isPresent();
    }

    @Test
    void doesNotOfferOtherToolsets() {
        var selection = Selection.of(INVENTORY, "buckets");
        assertThat(selection.find("browse")).isEmpty();
        assertThat(selection.narrow("full").find("browse")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"readonly,''", "standard,readonly", "'full,readonly',full", "'buckets,readonly',buckets"})
    void readonlyRunsOnlyReadTools(String operators, String connections) {
        var selection = Selection.of(INVENTORY, operators).narrow(connections);
        assertThat(selection.find("put"))
                .hasValueSatisfying(put -> assertThat(selection.runs(put)).isFalse());
        assertThat(selection.find("list"))
                .hasValueSatisfying(list -> assertThat(selection.runs(list)).isTrue());
    }

    @Test
    void refusesUnknownNamesWithTheKnownOnes() {
        assertThatExceptionOfType(Selection.UnknownToolsetException.class)
                .isThrownBy(() -> Selection.of(INVENTORY, "buckets,ta\nble"))
                .withMessage("There is no toolset 'ta?ble'; use one of standard, readonly, full, buckets, packages.");
        assertThatExceptionOfType(Selection.UnknownToolsetException.class)
                .isThrownBy(() -> Selection.of(INVENTORY, "x".repeat(10_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void equalNamesMakeEqualSelections() {
        var configured = Selection.of(INVENTORY, "standard");
        assertThat(configured.narrow("buckets,packages")).isEqualTo(configured.narrow("packages, buckets"));
        assertThat(configured.narrow("buckets")).isNotEqualTo(configured.narrow("buckets,readonly"));
        assertThat(configured.narrow("standard")).isNotEqualTo(configured);
    }

    @Test
    void refusesToolsetsNamedLikeAPreset() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Toolset("full", List.of()));
    }
}
