package com.quiltdata.mcp.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchCursorTest {
    private static final List<String> LETTERS =
            List.of("a", "7", ":", "-", "\"", "\\", "\u00e9", "\u65e5", "\ud83d\ude00", " ", "\n");

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, LETTERS.size())
                .mapToObj(LETTERS::get)
                .collect(Collectors.joining());
    }

    private static SearchCursor cursor(int seed) {
        var random = new Random(seed);
        var filters = new SearchFilters(
                random.nextBoolean() ? List.of() : List.of("." + text(random), ".csv"),
                random.nextBoolean() ? null : random.nextLong(),
                random.nextBoolean() ? null : random.nextLong(),
                random.nextBoolean() ? null : Instant.ofEpochMilli(random.nextInt()),
                random.nextBoolean() ? null : Instant.ofEpochMilli(random.nextInt()));
        var terms = new Search.Terms(text(random), List.of("bucket-" + seed), filters);
        var order = random.nextBoolean() ? SearchOrder.NEWEST : SearchOrder.BEST_MATCH;
        var meta = List.of(
                new MetaFilter("/a" + text(random), new MetaFilter.NumberPredicate(random.nextDouble(), null)),
                new MetaFilter("/b", new MetaFilter.DatetimePredicate(null, Instant.EPOCH)),
                new MetaFilter("/c", new MetaFilter.TextPredicate(text(random))),
                new MetaFilter("/d", new MetaFilter.KeywordPredicate(List.of("x", text(random)), null)),
                new MetaFilter("/e", new MetaFilter.BooleanPredicate(random.nextBoolean(), true)));
        var packages = new SearchPosition(
                new Search.Packages(terms, order, random.nextBoolean(), meta), "g:" + text(random), 30, seed);
        var objects = new SearchPosition(new Search.Objects(terms, order), null, 1, 0);
        return new SearchCursor(text(random), random.nextBoolean() ? List.of(objects) : List.of(packages, objects));
    }

    static List<SearchCursor> cursors() {
        return IntStream.range(0, 100).mapToObj(SearchCursorTest::cursor).toList();
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void whatIsPrintedIsReadByAnybody(SearchCursor cursor) {
        assertThat(cursor.print()).matches("s2\\.[A-Za-z0-9_-]+");
        assertThat(SearchCursor.parse(cursor.print())).isEqualTo(cursor);
    }

    @Test
    void oneCharacterOffIsRefused() {
        var printed = cursor(7).print();
        for (int i = 3; i < printed.length() - 1; i++) {
            var other = printed.charAt(i) == 'A' ? 'B' : 'A';
            var forged = printed.substring(0, i) + other + printed.substring(i + 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SearchCursor.parse(forged))
                    .withMessageContaining("must be the next_cursor of an earlier result");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s2.", "s2.AAAA", "s2.%%", "after.abc", "s1.AAAAAAAAAAAAAAAA"})
    void anotherTextIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SearchCursor.parse(text));
    }

    private static String forged(String body) {
        var sum = new CRC32();
        sum.update(body.getBytes(StandardCharsets.UTF_8));
        var text = "%08x".formatted(sum.getValue()) + body;
        return "s2." + Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The sum is no secret, so that anybody can write what is well summed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1:a1:11:O1:q1:010:BEST_MATCH1:0-----1:51:0 and more",
                "1:a2:+11:O1:q1:010:BEST_MATCH1:0-----1:51:0",
                "1:a1:11:O1:q1:010:BEST_MATCH1:0-----6:10000001:0",
                "1:a1:11:O1:q1:12:A b10:BEST_MATCH1:0-----1:51:0",
                "1:a1:11:O1:\0001:010:BEST_MATCH1:0-----1:51:0",
                "1:a1:21:O1:q1:010:BEST_MATCH1:0-----1:51:01:O1:q1:010:BEST_MATCH1:0-----1:51:0",
                "-",
                "9999999:a",
                ""
            })
    void whatIsSummedWellButNotPrintedIsRefused(String body) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchCursor.parse(forged(body)))
                .withMessageContaining("must be the next_cursor of an earlier result");
    }

    @Test
    void theForgerKnowsTheForm() {
        assertThat(SearchCursor.parse(forged("1:a1:11:O1:q1:010:BEST_MATCH1:0-----1:51:0"))
                        .legs())
                .hasSize(1);
    }
}
