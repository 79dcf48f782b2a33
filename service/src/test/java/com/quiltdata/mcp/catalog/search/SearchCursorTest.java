package com.quiltdata.mcp.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.json.CursorCodecTest;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    void decodesWhatItEncoded(SearchCursor cursor) {
        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
        assertThat(SearchCursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @Test
    void isValidOnlyUnderTheLimitToBucketsThatItCameFrom() {
        var cursor = cursor(7);
        var limits = List.of(
                AllowedBuckets.ALL,
                new AllowedBuckets(Set.of("one-bucket")),
                new AllowedBuckets(Set.of("one-bucket", "two-bucket")));
        for (var from : limits) {
            var encoded = ScopedValue.where(AllowedBuckets.CURRENT, from).call(cursor::encode);
            for (var to : limits) {
                ScopedValue.where(AllowedBuckets.CURRENT, to).run(() -> {
                    if (from.equals(to)) {
                        assertThat(SearchCursor.decode(encoded)).isEqualTo(cursor);
                    } else {
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> SearchCursor.decode(encoded))
                                .withMessageContaining("another X-MCP-Buckets");
                    }
                });
            }
        }
    }

    @Test
    void refusesEveryAlteredCharacter() {
        var encoded = cursor(7).encode();
        for (int i = 0; i < encoded.length(); i++) {
            var other = encoded.charAt(i) == 'A' ? 'B' : 'A';
            var altered = encoded.substring(0, i) + other + encoded.substring(i + 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SearchCursor.decode(altered))
                    .withMessageContaining("must be the next_cursor of an earlier result");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s2.", "s2.AAAA", "s2.%%", "after.abc", "s1.AAAAAAAAAAAAAAAA"})
    void refusesOtherTexts(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SearchCursor.decode(text));
    }

    private static String position(String text, String bucket, int size, int skip) {
        return """
                {"search":{"type":"Objects","terms":{"text":"%s","buckets":["%s"],"filters":{"extensions":[]}},\
                "order":"BEST_MATCH"},"size":%d,"skip":%d}""".formatted(text, bucket, size, skip);
    }

    private static String cursor(String... positions) {
        return CursorCodecTest.forged("{\"question\":\"a\",\"positions\":[%s]}".formatted(String.join(",", positions)));
    }

    static List<String> forgeries() {
        var valid = position("q", "bucket-1", 5, 0);
        return List.of(
                cursor(),
                cursor(valid, valid),
                cursor("null"),
                cursor(position("q", "A b", 5, 0)),
                cursor(position("q", "s3://bucket-1", 5, 0)),
                cursor(position("\\u0000", "bucket-1", 5, 0)),
                cursor(position("q", "bucket-1", 0, 0)),
                cursor(position("q", "bucket-1", 1001, 0)),
                cursor(position("q", "bucket-1", 5, -1)),
                cursor(position("q", "bucket-1", 5, 100_001)),
                cursor(valid.replace("BEST_MATCH", "BEST")),
                cursor(valid.replace("\"BEST_MATCH\"", "0")),
                cursor(valid.replace("Objects", "SearchFilters")));
    }

    /** The checksum is no secret, so that anybody can forge a cursor. */
    @ParameterizedTest
    @MethodSource("forgeries")
    void refusesForgedCursors(String forged) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchCursor.decode(forged))
                .withMessageContaining("must be the next_cursor of an earlier result");
    }

    @Test
    void acceptsAForgedCursorThatItWouldEncode() {
        assertThat(SearchCursor.decode(cursor(position("q", "bucket-1", 1000, 100_000)))
                        .positions())
                .hasSize(1);
    }

    @Test
    void continuesTheLongestQueryInBothKindsOfHit() {
        var terms = new Search.Terms("\u65e5".repeat(2000), List.of("bucket-1"), SearchFilters.NONE);
        var cursor = new SearchCursor(
                "catalog\n" + terms.text(),
                List.of(
                        new SearchPosition(new Search.Objects(terms, SearchOrder.NEWEST), "g:1", 50, 3),
                        new SearchPosition(
                                new Search.Packages(terms, SearchOrder.NEWEST, true, List.of()), "g:2", 50, 0)));

        assertThat(SearchCursor.decode(cursor.encode())).isEqualTo(cursor);
    }
}
