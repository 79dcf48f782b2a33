package com.quiltdata.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompleterTest {
    @ParameterizedTest
    @CsvSource({"100, true, 100, 100, false", "101, true, 100, 101, true", "100, false, 100,, true"})
    void suggestsTheFirstHundredAndSaysWhetherThereAreMore(
            int values, boolean complete, int suggested, Integer total, boolean hasMore) {
        var all = IntStream.range(0, values).mapToObj("value-%d"::formatted).toList();
        assertThat(Completer.Suggestions.of(all, complete))
                .isEqualTo(new Completer.Suggestions(all.subList(0, suggested), total, hasMore));
    }
}
