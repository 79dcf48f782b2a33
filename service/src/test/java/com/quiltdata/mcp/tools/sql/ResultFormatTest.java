package com.quiltdata.mcp.tools.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.sql.ResultColumn;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of each of Athena's types, and of NULL, in each format. */
final class ResultFormatTest {
    /** A value as Athena writes it, and its JSON. */
    record Example(String type, String text, String json) {}

    static Stream<Example> examples() {
        return Stream.of(
                new Example("boolean", "true", "true"),
                new Example("boolean", "false", "false"),
                new Example("tinyint", "-128", "-128"),
                new Example("smallint", "32767", "32767"),
                new Example("integer", "-2147483648", "-2147483648"),
                new Example("bigint", "9007199254740991", "9007199254740991"),
                new Example("bigint", "9007199254740992", "\"9007199254740992\""),
                new Example("bigint", "-9007199254740993", "\"-9007199254740993\""),
                new Example("bigint", "-9223372036854775808", "\"-9223372036854775808\""),
                new Example("float", "3.14", "3.14"),
                new Example("double", "0.1", "0.1"),
                new Example("double", "1.7976931348623157E308", "1.7976931348623157E308"),
                new Example("double", "4.9E-324", "4.9E-324"),
                new Example("double", "NaN", "\"NaN\""),
                new Example("double", "Infinity", "\"Infinity\""),
                new Example("float", "-Infinity", "\"-Infinity\""),
                new Example("decimal", "12345678901234567890.1230", "\"12345678901234567890.1230\""),
                new Example("varchar", "", "\"\""),
                new Example("varchar", "NULL", "\"NULL\""),
                new Example("varchar", "=1+1", "\"=1+1\""),
                new Example("char", "ab  ", "\"ab  \""),
                new Example("varbinary", "00 ff 0a", "\"00 ff 0a\""),
                new Example("date", "2024-02-29", "\"2024-02-29\""),
                new Example("time", "23:59:59.999", "\"23:59:59.999\""),
                new Example("timestamp", "2024-02-29 12:00:00.123456", "\"2024-02-29 12:00:00.123456\""),
                new Example(
                        "timestamp with time zone", "2024-02-29 12:00:00.000 UTC", "\"2024-02-29 12:00:00.000 UTC\""),
                new Example("interval day to second", "2 00:00:00.000", "\"2 00:00:00.000\""),
                new Example("uuid", "12151fd2-7586-11e9-8f9e-2a86e4085a59", "\"12151fd2-7586-11e9-8f9e-2a86e4085a59\""),
                new Example("ipaddress", "10.0.0.1", "\"10.0.0.1\""),
                new Example("array", "[1, 2]", "\"[1, 2]\""),
                new Example("map", "{a=1, b=x}", "\"{a=1, b=x}\""),
                new Example("row", "{a=1, b=x}", "\"{a=1, b=x}\""),
                new Example(
                        "json",
                        "{\"a\":[1.50,null,100.0,12345678901234567890.5]}",
                        "{\"a\":[1.50,null,100.0,12345678901234567890.5]}"),
                new Example("json", "no json", "\"no json\""),
                new Example("unknown", "x", "\"x\""));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void keepsValuesInJson(Example example) {
        assertThat(json(List.of(column("v", example.type())), row(example.text()), row((String) null)))
                .isEqualTo("[{\"v\":%s},{\"v\":null}]".formatted(example.json()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void keepsValuesInCsv(Example example) {
        var text = example.text();
        var field = text.isEmpty() || text.contains(",") || text.contains("\"")
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
        assertThat(render(
                        ResultFormat.CSV,
                        List.of(column("v", example.type()), column("w", "integer")),
                        row(text, "1"),
                        row(null, "2")))
                .isEqualTo("v,w\r\n%s,1\r\n,2\r\n".formatted(field));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void keepsValuesInTables(Example example) {
        var lines = String.valueOf(render(
                        ResultFormat.TABLE, List.of(column("v", example.type())), row(example.text()), row((String)
                                null)))
                .split("\n", -1);
        assertThat(lines[2].strip()).startsWith("| " + example.text());
        assertThat(lines[3]).startsWith("| NULL ");
    }

    @Test
    void quotesCsvFieldsThatNeedIt() {
        assertThat(render(
                        ResultFormat.CSV,
                        List.of(column("a,b", "varchar"), column("c", "varchar")),
                        row("say \"hi\"", "two\nlines"),
                        row("", null)))
                .isEqualTo("\"a,b\",c\r\n\"say \"\"hi\"\"\",\"two\nlines\"\r\n\"\",\r\n");
    }

    @Test
    void alignsTablesAndEscapesWhatWouldBreakThem() {
        assertThat(render(
                        ResultFormat.TABLE,
                        List.of(column("name", "varchar"), column("n", "integer")),
                        row("a|b\nc\\d", "1"),
                        row("é", null)))
                .isEqualTo("""
                        | name       | n    |
                        | ---------- | ---- |
                        | a\\|b\\nc\\\\d | 1    |
                        | é          | NULL |
                        """);
    }

    @Test
    void completesRowsWhoseLastValuesAreLeftOut() {
        assertThat(json(List.of(column("a", "integer"), column("b", "integer")), row("1")))
                .isEqualTo("[{\"a\":1,\"b\":null}]");
    }

    @Test
    void losesNoColumnOfADuplicateName() {
        assertThat(json(
                        List.of(
                                column("a", "integer"),
                                column("a", "integer"),
                                column("a_2", "integer"),
                                column("a", "integer"),
                                column("", "integer"),
                                column("", "integer")),
                        row("1", "2", "3", "4", "5", "6")))
                .isEqualTo("[{\"a\":1,\"a_3\":2,\"a_2\":3,\"a_4\":4,\"\":5,\"_2\":6}]");
    }

    @Test
    void namesThePrecisionOfDecimals() {
        assertThat(QueryResult.Column.of(List.of(new ResultColumn("d", "decimal", 38, 9))))
                .containsExactly(new QueryResult.Column("d", "decimal(38,9)"));
    }

    @ParameterizedTest
    @CsvSource({"JSON", "CSV", "TABLE"})
    void rendersNoRows(ResultFormat format) {
        assertThat(format.render(List.of(), List.of())).isNotNull();
        format.requireText();
    }

    @Test
    void refusesParquetAndNamesTheToolThatWritesIt() {
        assertThatThrownBy(ResultFormat.PARQUET::requireText)
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("athena_query_export writes the result of a query to Parquet files");
    }

    private static ResultColumn column(String name, String type) {
        return new ResultColumn(name, type, 38, 4);
    }

    private static List<@Nullable String> row(@Nullable String... values) {
        return Arrays.asList(values);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    private static Object render(ResultFormat format, List<ResultColumn> columns, List<@Nullable String>... rows) {
        return format.render(QueryResult.Column.of(columns), Arrays.asList(rows));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    private static String json(List<ResultColumn> columns, List<@Nullable String>... rows) {
        var rendered = ToolJson.tree(Map.of("rows", render(ResultFormat.JSON, columns, rows)));
        return ToolJson.text(rendered.get("rows"));
    }
}
