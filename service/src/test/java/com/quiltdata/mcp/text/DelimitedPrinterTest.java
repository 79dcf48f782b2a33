package com.quiltdata.mcp.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DelimitedPrinterTest {
    @Test
    void quotesWhatAParserWouldReadOtherwise() {
        var records = List.of(
                List.of("a", "b\nc", "d,e"), List.of("f\"g", " h ", "é"), Arrays.asList(null, "i", null), List.of("j"));

        var text = DelimitedPrinter.print(records, 100).orElseThrow();

        assertThat(text).isEqualTo("a,\"b\nc\",\"d,e\"\n\"f\"\"g\",\" h \",é\n,i,\nj");
        assertThat(DelimitedParser.readStrictly(text, ',', 10).orElseThrow().subList(0, 2))
                .isEqualTo(records.subList(0, 2));
    }

    @Test
    void keepsARecordOfOneEmptyField() {
        var text = DelimitedPrinter.print(List.of(List.of("a"), List.of(""), List.of("b")), 100);

        assertThat(DelimitedParser.readStrictly(text.orElseThrow(), ',', 10).orElseThrow())
                .containsExactly(List.of("a"), List.of(""), List.of("b"));
    }

    @Test
    void printsNothingThatIsTooLong() {
        assertThat(DelimitedPrinter.print(List.of(List.of("abc")), 3)).contains("abc");
        assertThat(DelimitedPrinter.print(List.of(List.of("abcd")), 3)).isEmpty();
        assertThat(DelimitedPrinter.print(List.of(), 3)).contains("");
    }
}
