package com.quiltdata.mcp.tools.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names inside sentences. */
final class NameFormatterTest {
    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; `1`",
                "5; `1`, `2`, `3`, `4`, `5`",
                "6; `1`, `2`, `3`, `4`, `5` and 1 other",
                "1005; `1`, `2`, `3`, `4`, `5` and 1,000 others"
            })
    void namesFiveAndCountsTheOthers(int count, String sentence) {
        assertThat(NameFormatter.few(names(count))).isEqualTo(sentence);
    }
}
