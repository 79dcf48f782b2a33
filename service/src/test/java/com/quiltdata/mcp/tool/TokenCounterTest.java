package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenCounterTest {
    @Test
    void countsKnownSentences() {
        assertThat(TokenCounter.count("hello world")).isEqualTo(2);
        assertThat(TokenCounter.count("")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain words",
                "<|endoftext|>",
                "\u00e4\u00f6\u00fc \u65e5\u672c\u8a9e",
                "\ud83e\uddec",
                "\u0080",
                "\u07ff",
                "\u0800",
                "\ua015",
                "\u0000\u0001"
            })
    void countIsAtMostTheNumberOfBytes(String text) {
        var most = text.getBytes(StandardCharsets.UTF_8).length;
        assertThat(TokenCounter.count(text)).isBetween(1, most);
        assertThat(TokenCounter.within(text, most)).isTrue();
        assertThat(TokenCounter.within(text, TokenCounter.count(text))).isTrue();
        assertThat(TokenCounter.within(text, TokenCounter.count(text) - 1)).isFalse();
    }

    @Test
    void doesNotSplitSurrogatePairs() {
        var text = "\ud83e\uddec".repeat(5000);
        assertThat(TokenCounter.count("x" + text)).isBetween(5000, 20_001);
        var piece = "x".repeat(2047);
        assertThat(TokenCounter.count(piece + "\ud83e\uddecx"))
                .isEqualTo(TokenCounter.count(piece) + TokenCounter.count("\ud83e\uddecx"));
    }

    @Test
    @Timeout(180)
    void countsLongWordsInPieces() {
        assertThat(TokenCounter.within("a".repeat(10_000_000), 10_000)).isFalse();
        assertThat(TokenCounter.within(" ".repeat(10_000_000), 10_000)).isFalse();
    }
}
