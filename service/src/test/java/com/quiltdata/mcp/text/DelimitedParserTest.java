package com.quiltdata.mcp.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.text.DelimitedParser.DelimitedRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelimitedParserTest {
    private static List<DelimitedRecord> read(String text, boolean cut) {
        return DelimitedParser.read(text, ',', 100, cut);
    }

    private static List<List<String>> records(String text) {
        return read(text, false).stream().map(DelimitedRecord::fields).toList();
    }

    private static List<Integer> ends(String text, boolean cut) {
        return read(text, cut).stream().map(DelimitedRecord::end).toList();
    }

    @Test
    void endsEachRecordWhereTheNextOneBegins() {
        assertThat(ends("a,b\r\n1,\"x\"\"y\nz\"\r\n2,3", false)).containsExactly(5, 17, 20);
    }

    @Test
    void skipsEmptyLines() {
        assertThat(records("\n\na\r\n\r\nb\n\n")).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void countsEmptyLinesToTheRecordBeforeOrTheNextOne() {
        assertThat(ends("a\n\n\nb\n\n", false)).containsExactly(2, 7);
    }

    @Test
    void keepsTheEmptyFieldAfterTheLastDelimiter() {
        assertThat(records("a,")).containsExactly(List.of("a", ""));
    }

    @Test
    void readsAQuoteThatIsNeverClosedToTheEndOfTheText() {
        assertThat(records("x,\"open\n1,2\n")).containsExactly(List.of("x", "open\n1,2\n"));
    }

    @Test
    void appendsTextAfterTheClosingQuote() {
        assertThat(records("\"q\"tail,1")).containsExactly(List.of("qtail", "1"));
    }

    @Test
    void keepsAQuoteWithinAnUnquotedField() {
        assertThat(records("a\"b,c")).containsExactly(List.of("a\"b", "c"));
    }

    /** A parser written here took such a record for an empty line. */
    @Test
    void readsAQuotedEmptyFieldAsARecord() {
        assertThat(records("a\n\"\"\nb\n")).containsExactly(List.of("a"), List.of(""), List.of("b"));
    }

    /** A parser written here kept a single CR within a field. */
    @Test
    void endsARecordAtASingleCarriageReturn() {
        assertThat(records("a\rb")).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void dropsTheIncompleteLastRecordOfACutText() {
        assertThat(ends("a,b\n1,2\n3,", true)).containsExactly(4, 8);
        assertThat(ends("a,b\n1,2\n", true)).containsExactly(4, 8);
        assertThat(ends("a,b", true)).isEmpty();
    }

    @Test
    void readsNoMoreRecordsThanTheLimit() {
        var records = DelimitedParser.read("a\nb\nc\nd", ',', 2, true);

        assertThat(records).containsExactly(new DelimitedRecord(List.of("a"), 2), new DelimitedRecord(List.of("b"), 4));
    }

    @Test
    void refusesAFieldThatDoesNotEndWhenItIsStrict() {
        assertThat(DelimitedParser.readStrictly("a,b\n\"1,2\n3,4\n", ',', 10)).isEmpty();
        assertThat(DelimitedParser.readStrictly("a,b\n\"1\"x,2\n", ',', 10)).isEmpty();
        assertThat(DelimitedParser.readStrictly("a,b\n\"1,\n2\",3", ',', 10))
                .contains(List.of(List.of("a", "b"), List.of("1,\n2", "3")));
    }
}
