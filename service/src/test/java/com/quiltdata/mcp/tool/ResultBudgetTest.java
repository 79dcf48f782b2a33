package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultBudgetTest {
    private static final int TOKENS = 2000;
    private static final Caller ADA = Caller.of("ada");

    private final ResultBudget budget =
            new ResultBudget(new Limits(Duration.ofSeconds(1), 1, 1, 1, 1, 100_000, TOKENS));

    record Listing(
            List<String> items,
            @Nullable String extra,
            boolean truncated,
            @Hidden String secret) implements Truncatable<Listing> {
        @Override
        public int parts() {
            return items.size();
        }

        @Override
        public Listing first(int parts) {
            return new Listing(items.subList(0, parts), extra, true, secret);
        }

        @Override
        public @Nullable Listing withoutMetadata() {
            return extra == null ? null : new Listing(items, null, true, secret);
        }
    }

    record Plain(String text) {}

    record Picture(String name, @Hidden List<ContentBlock> blocks) implements HasContentBlocks {}

    private static ResultBudget budget(int bytes, int tokens) {
        return new ResultBudget(new Limits(Duration.ofSeconds(1), 1, 1, 1, 1, bytes, tokens));
    }

    private static int kept(Result.Success answer) {
        return answer.structured().get("items").size();
    }

    private static List<String> items(int count) {
        return IntStream.range(0, count).mapToObj("item number %d"::formatted).toList();
    }

    private static int tokens(Result.Success answer) {
        return TokenCounter.count(answer.text())
                + TokenCounter.count(answer.structured().toString());
    }

    @Test
    void returnsCompleteOutputThatFits() {
        var answer = budget.fit(new Listing(items(10), null, false, "s"));
        assertThat(answer.structured().get("items")).hasSize(10);
        assertThat(answer.structured().get("truncated").asBoolean()).isFalse();
    }

    @Test
    void truncatesAtAnItemAndFillsTheBudget() {
        var answer = budget.fit(new Listing(items(5000), null, false, "s"));
        var kept = answer.structured().get("items").size();
        assertThat(tokens(answer)).isLessThanOrEqualTo(TOKENS);
        assertThat(answer.structured().get("truncated").asBoolean()).isTrue();
        assertThat(tokens(answer)).isGreaterThan(TOKENS * 95 / 100);
        assertThat(answer.structured().get("items").get(kept - 1).asText()).isEqualTo("item number " + (kept - 1));
    }

    @Test
    void omitsMetadataThatAloneExceedsTheBudget() {
        var answer = budget.fit(new Listing(items(20), "x1y2".repeat(5000), false, "s"));
        assertThat(answer.structured().has("extra")).isFalse();
        assertThat(answer.structured().get("items")).hasSize(20);
        assertThat(answer.structured().get("truncated").asBoolean()).isTrue();
    }

    @Test
    void returnsAtLeastOneItem() {
        var answer = budget.fit(new Listing(List.of("x1y2".repeat(5000), "b"), null, false, "s"));
        assertThat(answer.structured().get("items")).hasSize(1);
        assertThat(answer.structured().get("truncated").asBoolean()).isTrue();
    }

    @Test
    void returnsWhatFillsTheBudgetExactly() {
        var three = new Listing(items(3), null, true, "s");
        var encoded = budget.fit(three);
        var bytes = encoded.text().length();
        var tokens = 2 * TokenCounter.count(encoded.text());
        assertThat(kept(budget(bytes, 1_000_000).fit(three))).isEqualTo(3);
        assertThat(kept(budget(bytes, 1_000_000).fit(new Listing(items(9), null, false, "s"))))
                .isEqualTo(3);
        assertThat(kept(budget(100_000, tokens).fit(new Listing(items(9), null, false, "s"))))
                .isEqualTo(3);
        var plain = new Plain("x");
        assertThat(budget(budget.fit(plain).text().length(), 2).fit(plain)).isEqualTo(budget.fit(plain));
    }

    @Test
    void truncatedResultNeverHasEveryItem() {
        var complete = new Listing(items(9), null, false, "s");
        var bytes = budget.fit(complete).text().length() - 1;
        assertThat(kept(budget(bytes, 1_000_000).fit(complete))).isEqualTo(8);
    }

    @Test
    void countsContentBlocks() {
        var image = new ContentBlock.ImageContent("image/png", new byte[90_000]);
        assertThatExceptionOfType(Failure.TooLarge.class)
                .isThrownBy(() -> budget.fit(new Picture("large", List.of(image))));
        var small = new ContentBlock.TextContent("small");
        assertThat(budget.fit(new Picture("small", List.of(small))).blocks()).containsExactly(small);
    }

    @Test
    void limitsPreparedResultsByTheBytesOfTextAndStructuredContent() {
        var half = "x".repeat(60_000);
        var content = new ContentBlock.TextContent(half);
        var structured = ToolJson.tree(new Plain(half));
        var text = CallToolResult.of(content);
        assertThat(budget.fit(ADA, text)).isSameAs(text);
        assertThatExceptionOfType(Failure.TooLarge.class)
                .isThrownBy(() -> budget.fit(ADA, new CallToolResult(List.of(content), false, structured)));
    }

    @Test
    void endsWhenItsThreadIsInterruptedBeforeItsTurn() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(Failure.TooLate.class)
                .isThrownBy(() -> budget.fit(ADA, new Listing(items(5000), null, false, "s")));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void limitsOtherOutputsByBytesOnly() {
        assertThat(budget.fit(new Plain("x1y2".repeat(5000))).text()).hasSizeGreaterThan(20_000);
        assertThatExceptionOfType(Failure.TooLarge.class)
                .isThrownBy(() -> budget.fit(new Plain(" ".repeat(100_000))))
                .withMessageContaining("100,000 bytes");
    }

    @Test
    void omitsHiddenComponentsFromResultAndSchema() {
        assertThat(budget.fit(new Listing(items(1), null, false, "s"))
                        .structured()
                        .has("secret"))
                .isFalse();
        assertThat(Schemas.output(Listing.class).toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, a", "2, a b", "3, A b", "4, A B", "5, A B"})
    void leavesOutDetailsBeforeItems(int parts, String left) {
        assertThat(String.join(" ", Truncatable.itemsThenDetails(List.of("A", "B"), parts, String::toLowerCase)))
                .isEqualTo(left);
    }

    @Test
    void countsImagesInBase64() {
        assertThat(new ContentBlock.ImageContent("image/png", new byte[300]).length())
                .isEqualTo(400);
    }
}
