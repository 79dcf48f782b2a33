package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ResultBudgetTest {
    private static final int TOKENS = 2000;
    private static final ResultBudget BUDGET =
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

    private static List<String> items(int count) {
        return IntStream.range(0, count).mapToObj("item number %d"::formatted).toList();
    }

    private static int tokens(Result.Success answer) {
        return TokenCounter.count(answer.text())
                + TokenCounter.count(answer.structured().toString());
    }

    @Test
    void returnsCompleteOutputThatFits() {
        var answer = BUDGET.fit(new Listing(items(10), null, false, "s"));
        assertThat(answer.structured().get("items")).hasSize(10);
        assertThat(answer.structured().get("truncated").asBoolean()).isFalse();
    }

    @Test
    void truncatesAtAnItemAndFillsTheBudget() {
        var answer = BUDGET.fit(new Listing(items(5000), null, false, "s"));
        var kept = answer.structured().get("items").size();
        assertThat(tokens(answer)).isLessThanOrEqualTo(TOKENS);
        assertThat(answer.structured().get("truncated").asBoolean()).isTrue();
        assertThat(tokens(answer)).isGreaterThan(TOKENS * 95 / 100);
        assertThat(answer.structured().get("items").get(kept - 1).asText()).isEqualTo("item number " + (kept - 1));
    }

    @Test
    void omitsMetadataThatAloneExceedsTheBudget() {
        var answer = BUDGET.fit(new Listing(items(20), "x1y2".repeat(5000), false, "s"));
        assertThat(answer.structured().has("extra")).isFalse();
        assertThat(answer.structured().get("items")).hasSize(20);
        assertThat(answer.structured().get("truncated").asBoolean()).isTrue();
    }

    @Test
    void returnsAtLeastOneItem() {
        var answer = BUDGET.fit(new Listing(List.of("x1y2".repeat(5000), "b"), null, false, "s"));
        assertThat(answer.structured().get("items")).hasSize(1);
        assertThat(answer.structured().get("truncated").asBoolean()).isTrue();
    }

    @Test
    void limitsOtherOutputsByBytesOnly() {
        assertThat(BUDGET.fit(new Plain("x1y2".repeat(5000))).text()).hasSizeGreaterThan(20_000);
        assertThatExceptionOfType(Failure.TooLarge.class)
                .isThrownBy(() -> BUDGET.fit(new Plain(" ".repeat(100_000))))
                .withMessageContaining("100,000 bytes");
    }

    @Test
    void omitsHiddenComponentsFromResultAndSchema() {
        assertThat(BUDGET.fit(new Listing(items(1), null, false, "s"))
                        .structured()
                        .has("secret"))
                .isFalse();
        assertThat(Schemas.output(Listing.class).toString()).doesNotContain("secret");
    }
}
