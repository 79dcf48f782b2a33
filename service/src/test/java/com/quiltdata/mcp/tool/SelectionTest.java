package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
                    Set.of("rare")),
            new Toolset("admin", List.of(tool("users", Effect.WRITE)), Set.of(), true)));

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

    private static Selection choose(Selection operators, String... toolsets) {
        return operators.choose(new SelectionRequest(List.of(toolsets), "", "", false));
    }

    /** The order of the filters: what the operator allows, read-only, excluded tools, then toolsets and tools. */
    @ParameterizedTest
    @CsvSource({
        // operator's toolsets, toolsets of the path, of the header, tools, excluded, read-only, listed
        "standard,'','','','',false,list put browse delete",
        "standard,full,'','','',false,list put browse rare delete",
        "standard,packages,'','','',false,browse rare delete",
        "standard,'Buckets, packages','','','',false,list put browse rare delete",
        "standard,'buckets,packages',buckets,'','',false,list put",
        "standard,buckets,packages,rare,'',false,rare",
        "standard,'','',' Rare ,put,','',false,put rare",
        "standard,buckets,'',rare,'',false,list put rare",
        "standard,buckets,'',rare,'',true,list rare",
        "standard,'buckets,readonly','',rare,'',false,list rare",
        "standard,buckets,readonly,'',delete,false,list",
        "standard,'','','','',true,list browse",
        "standard,'','','',delete,false,list put browse",
        "standard,'','','rare,delete','Delete,list',false,rare",
        "standard,readonly,'','','list,put',false,browse",
        "buckets,full,'','rare,put','',false,list put",
        "readonly,full,'','','',false,list browse rare",
        "readonly,'','','put,list','',false,list",
        "'standard,admin',admin,'','','',false,users",
        "'standard,admin',full,'','','',false,list put browse rare delete",
    })
    void connectionChoosesOutOfWhatIsAllowed(
            String operators,
            String path,
            String header,
            String tools,
            String excluded,
            boolean readOnly,
            String listed) {
        var request = new SelectionRequest(List.of(path, header), tools, excluded, readOnly);
        assertThat(String.join(" ", listed(Selection.of(INVENTORY, operators).choose(request))))
                .isEqualTo(names(listed));
    }

    @ParameterizedTest
    @CsvSource({
        // operator's toolsets, toolsets of the path, of the header, tools, excluded, read-only, what to choose
        "standard,buckets,packages,'','',false,'Use one of buckets, packages.'",
        "buckets,packages,'','','',false,Use one of buckets.",
        "buckets,'','','','list,put',false,Use one of buckets.",
        "'standard,admin',admin,readonly,'','',false,'Use one of buckets, packages.'",
        "admin,'','','','',true,Every tool here writes; leave out readonly.",
    })
    void refusesAChoiceThatListsNothing(
            String operators,
            String path,
            String header,
            String tools,
            String excluded,
            boolean readOnly,
            String instead) {
        var request = new SelectionRequest(List.of(path, header), tools, excluded, readOnly);
        assertThatExceptionOfType(UnknownNameException.class)
                .isThrownBy(() -> Selection.of(INVENTORY, operators).choose(request))
                .withMessage("No tool of this choice may run here. " + instead);
    }

    @ParameterizedTest
    @CsvSource({
        // operator's toolsets, toolsets of the path, of the header
        "standard,admin,''",
        "full,'',Admin",
        "'','full,admin',''",
        "readonly,packages,'packages,ADMIN'",
        "'readonly,admin',admin,''",
    })
    void connectionCannotNameOptInToolsetThatTheOperatorDoesNotAllow(String operators, String path, String header) {
        assertThatExceptionOfType(UnknownNameException.class)
                .isThrownBy(() -> choose(Selection.of(INVENTORY, operators), path, header))
                .withMessageMatching("There is no toolset '(?i:admin)'."
                        + " Use one of standard, readonly, full, buckets, packages\\.");
    }

    @ParameterizedTest
    @CsvSource({"full,users", "standard,'list,Users'", "readonly,users"})
    void connectionCannotNameToolsOfOptInToolsetThatTheOperatorDoesNotAllow(String operators, String tools) {
        assertThatExceptionOfType(UnknownNameException.class)
                .isThrownBy(() ->
                        Selection.of(INVENTORY, operators).choose(new SelectionRequest(List.of(), tools, "", false)))
                .withMessage("There is no tool 'users'. tools/list returns the tools that exist.");
    }

    @Test
    void runsAllowedToolsThatAreNotListedButNoExcludedOnes() {
        var request = new SelectionRequest(List.of("buckets"), "", "browse", false);
        assertThat(running(Selection.of(INVENTORY, "standard").choose(request))).isEqualTo("list put rare delete");
        var reading = new SelectionRequest(List.of("buckets"), "", "", true);
        assertThat(running(Selection.of(INVENTORY, "standard").choose(reading))).isEqualTo("list browse rare");
    }

    @Test
    void isTheOperatorsSelectionByDefault() {
        var operators = Selection.of(INVENTORY, "readonly");
        assertThat(operators.choose(SelectionRequest.NONE)).isSameAs(operators);
        assertThat(operators.choose(new SelectionRequest(List.of(" ", ","), ",", "", true)))
                .isSameAs(operators);
        assertThat(choose(operators, "buckets").chosen()).isTrue();
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

    private static String running(Selection selection) {
        return INVENTORY.tools().stream()
                .map(tool -> tool.spec().name())
                .filter(name -> selection.find(name).filter(selection::runs).isPresent())
                .collect(Collectors.joining(" "));
    }

    /** The toolset of administration runs only where it is named. */
    @ParameterizedTest
    @CsvSource({
        // listed by QUILT_MCP_TOOLSETS, allowed by QUILT_MCP_TOOLS_ALLOWED, what is listed, what runs
        "standard,,list put browse delete,list put browse rare delete",
        "'','',list put browse delete,list put browse rare delete",
        "full,,list put browse rare delete,list put browse rare delete",
        "readonly,' ',list browse,list browse rare",
        "buckets,',',list put,list put",
        "buckets,full,list put,list put browse rare delete",
        "buckets,standard,list put,list put browse rare delete",
        "standard,buckets,list put,list put",
        "full,'packages, READONLY',browse rare,browse rare",
        "'buckets,readonly',full,list,list browse rare",
        "buckets,readonly,list,list browse rare",
        "buckets,packages,browse rare delete,browse rare delete",
        "buckets,'packages,readonly',browse rare,browse rare",
        "admin,'full,admin,readonly',list browse rare,list browse rare",
        "admin,,users,users",
        "'admin,readonly',,,",
        "'standard,admin',,list put browse delete users,list put browse rare delete users",
        "full,admin,users,users",
        "'full,admin',full,list put browse rare delete,list put browse rare delete",
        "standard,'full,admin',list put browse delete,list put browse rare delete users",
        "standard,'full,admin,readonly',list browse,list browse rare",
    })
    void listsAndRunsWhatTheOperatorAllows(String toolsets, String allowed, String listed, String runs) {
        var selection = Selection.of(INVENTORY, toolsets, allowed);
        assertThat(String.join(" ", listed(selection))).isEqualTo(names(listed));
        assertThat(running(selection)).isEqualTo(names(runs));
    }

    @Test
    void findsToolsThatAreNotListed() {
        assertThat(Selection.of(INVENTORY, "standard").find("rare")).isPresent();
        assertThat(choose(Selection.of(INVENTORY, "standard"), "buckets").find("browse"))
                .isPresent();
    }

    @Test
    void doesNotOfferOtherToolsets() {
        var selection = Selection.of(INVENTORY, "buckets");
        assertThat(selection.find("browse")).isEmpty();
        assertThat(choose(selection, "full").find("browse")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"readonly,''", "standard,readonly", "'full,readonly',full", "'buckets,readonly',buckets"})
    void readonlyRunsOnlyReadTools(String operators, String connections) {
        var selection = choose(Selection.of(INVENTORY, operators), connections);
        assertThat(selection.find("put"))
                .hasValueSatisfying(put -> assertThat(selection.runs(put)).isFalse());
        assertThat(selection.find("list"))
                .hasValueSatisfying(list -> assertThat(selection.runs(list)).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "bucket,' Did you mean buckets?'",
        "read-only,' Did you mean readonly?'",
        "tables,''",
        "'ta\nble',''",
    })
    void refusesUnknownToolsetWithTheNearestAndAllNames(String name, String question) {
        assertThatExceptionOfType(UnknownNameException.class)
                .isThrownBy(() -> Selection.of(INVENTORY, "buckets," + name))
                .withMessage(
                        "There is no toolset '%s'.%s Use one of standard, readonly, full, buckets, packages, admin."
                                .formatted(name.replace('\n', '?'), question));
    }

    @Test
    void shortensLongUnknownNames() {
        assertThatExceptionOfType(UnknownNameException.class)
                .isThrownBy(() -> Selection.of(INVENTORY, "x".repeat(10_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @CsvSource({
        "readonly,brows,There is no tool 'brows'. Did you mean browse?",
        "standard,delet,There is no tool 'delet'. Did you mean delete?",
        "readonly,delet,There is no tool 'delet'. tools/list returns the tools that exist.",
        "standard,user,There is no tool 'user'. tools/list returns the tools that exist.",
    })
    void namesTheNearestToolThatMayRun(String operators, String name, String sentence) {
        assertThat(Selection.of(INVENTORY, operators).unknown(name)).hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource({"brows,''", "'',brows"})
    void refusesUnknownToolsOfAConnection(String tools, String excluded) {
        var request = new SelectionRequest(List.of(), tools, excluded, false);
        assertThatExceptionOfType(UnknownNameException.class)
                .isThrownBy(() -> Selection.of(INVENTORY, "standard").choose(request))
                .withMessage("There is no tool 'brows'. Did you mean browse?");
    }

    @Test
    void offersPromptsWhoseToolsMayRunAndAreListedWhereStandardLeavesThemOut() {
        var standard = Selection.of(INVENTORY, "standard", "full");
        assertThat(standard.offers(List.of("list", "browse", "no_tool"))).isTrue();
        assertThat(standard.offers(List.of("list", "rare"))).isFalse();
        assertThat(Selection.of(INVENTORY, "full").offers(List.of("list", "rare")))
                .isTrue();
        assertThat(Selection.of(INVENTORY, "packages", "full").offers(List.of("list")))
                .isTrue();
        assertThat(Selection.of(INVENTORY, "readonly").offers(List.of("list", "put")))
                .isFalse();
    }

    @Test
    void hidesToolsThatCannotBeLimitedFromLimitedConnections() {
        var unlimited = new Tool<SampleTools.Input, SampleTools.Output>() {
            @Override
            public Spec<SampleTools.Input, SampleTools.Output> spec() {
                return SampleTools.greeting("sql", Effect.READ, (_, _) -> new SampleTools.Output("", null, null))
                        .spec();
            }

            @Override
            public SampleTools.Output call(SampleTools.Input in, Call call) {
                throw new AssertionError("it is only listed");
            }

            @Override
            public boolean obeysBucketLimit() {
                return false;
            }
        };
        var inventory = new Inventory(List.of(new Toolset("all", List.of(tool("list", Effect.READ), unlimited))));
        assertThat(listed(Selection.of(inventory, "full").limitedToBuckets())).containsExactly("list");
        var operators = Selection.of(INVENTORY, "full");
        assertThat(operators.limitedToBuckets()).isSameAs(operators);
    }

    @Test
    void equalNamesMakeEqualSelections() {
        var operators = Selection.of(INVENTORY, "standard");
        assertThat(choose(operators, "buckets,packages")).isEqualTo(choose(operators, "packages, buckets"));
        assertThat(choose(operators, "buckets")).isNotEqualTo(choose(operators, "buckets,readonly"));
        assertThat(choose(operators, "standard")).isNotEqualTo(operators);
    }

    @Test
    void refusesToolsetsNamedLikeAPreset() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Toolset("full", List.of()));
    }
}
