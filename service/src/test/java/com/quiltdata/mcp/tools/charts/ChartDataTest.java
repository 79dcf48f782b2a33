package com.quiltdata.mcp.tools.charts;

import static com.quiltdata.mcp.testing.ReadOnlyPackages.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.testing.ParquetFiles;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms of data that a chart takes, and what it refuses. */
class ChartDataTest {
    private final Charts charts = new Charts();

    static Stream<Object> forms() {
        return Stream.of(
                "gene,level\nBRCA1,42.5\nTP53,38\n",
                "\uFEFFgene;level\r\nBRCA1;42.5\r\nTP53;38\r\n",
                "gene\tlevel\nBRCA1\t42.5\nTP53\t38",
                "[{\"gene\": \"BRCA1\", \"level\": 42.5}, {\"level\": 38, \"gene\": \"TP53\"}]",
                "{\"gene\": [\"BRCA1\", \"TP53\"], \"level\": [42.5, 38]}",
                List.of(Map.of("gene", "BRCA1", "level", 42.5), Map.of("gene", "TP53", "level", "38")),
                Map.of("gene", List.of("BRCA1", "TP53"), "level", List.of(42.5, 38)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsDataInTheCall(Object data) {
        var result = charts.draw(data, PlotType.BAR, "gene", "level");

        assertThat(result.dataFile().text()).isEqualTo("gene,level\nBRCA1,42.5\nTP53,38");
        assertThat(charts.objects.asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsDataInObjects(Object data) {
        if (data instanceof String text) {
            var key = text.startsWith("[") || text.startsWith("{") ? "t.json" : text.contains("\t") ? "t.tsv" : "t.csv";
            charts.objects.with("lab", key, text);

            var result = charts.draw("s3://lab/" + key, PlotType.BAR, "Gene", " LEVEL");

            assertThat(result.dataFile().text()).isEqualTo("gene,level\nBRCA1,42.5\nTP53,38");
        }
    }

    @Test
    void readsJsonLinesAndParquet() {
        charts.objects
                .with(
                        "lab",
                        "t.jsonl",
                        "{\"gene\": \"BRCA1\", \"level\": 42.5}\n\n{\"gene\": \"TP53\", \"level\": null}\n")
                .with("lab", "t.parquet", ParquetFiles.read("snappy"));

        assertThat(charts.draw("s3://lab/t.jsonl", PlotType.BAR, "gene", "level")
                        .metadata()
                        .rows())
                .isEqualTo(2);
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> charts.draw("s3://lab/t.parquet", PlotType.PIE, "nobody", null))
                .withMessageContaining("Columns: ");
    }

    @Test
    void readsAPackageFileAtTheVersionOfItsRevision() {
        var hash = "0123456789abcdef".repeat(4);
        charts.objects.with("data", "k.csv", "gene,level\nBRCA1,1\n");
        var file = new PackageEntry.File("d/x.csv", 6, "s3://data/k.csv?versionId=v1", null, null);
        charts.packages.with(new PackageName("bucket-1", "n/p"), manifest(hash, file));

        var result =
                charts.draw("quilt+s3://bucket-1#package=n/p@" + hash + "&path=d/x.csv", PlotType.BAR, "gene", "level");

        assertThat(result.metadata().dataPoints()).isEqualTo(1);
        assertThat(result.dataFile().s3Uri()).isEqualTo("s3://data/k.csv?versionId=v1");
        assertThat(charts.objects.asked).containsExactly("read s3://data/k.csv?versionId=v1");
    }

    static Arguments refusal(Object data, PlotType type, String x, String y, String message) {
        return Arguments.of(data, type, x, y.isEmpty() ? null : y, message);
    }

    static Stream<Arguments> refusals() {
        var table = "gene,level,Gene\nBRCA1,1,a\nTP53,2,b\n";
        return Stream.of(
                refusal(
                        table,
                        PlotType.BAR,
                        "gen",
                        "level",
                        "`x_column`: there is no column `gen`; did you mean `gene`? Columns: `gene`, `level`, `Gene`."),
                refusal(table, PlotType.BAR, "GENE", "level", "there is no column `GENE`"),
                refusal(
                        table,
                        PlotType.BAR,
                        "gene",
                        "",
                        "`y_column` is missing: a bar chart needs a column of numbers. Only histogram and pie do without."),
                refusal(table, PlotType.HEATMAP, "gene", " ", "a heatmap chart needs a second column of categories"),
                refusal(
                        table,
                        PlotType.SCATTER,
                        "gene",
                        "level",
                        "`x_column`: `gene` has no numbers and no dates, which a scatter chart needs. Use bar or boxplot for categories."),
                refusal(table, PlotType.SCATTER, "level", "level", "needs different columns"),
                refusal(
                        table,
                        PlotType.BAR,
                        "gene",
                        "Gene",
                        "No row can be shown: `Gene` is not a number in 2 rows, such as \"a\" in row 1. Columns: `gene`, `level`, `Gene`."),
                refusal("a,b\n", PlotType.BAR, "a", "b", "`data` is one line"),
                refusal("a,b\n\n", PlotType.BAR, "a", "b", "`data` is one line"),
                refusal("https//wrong", PlotType.BAR, "a", "b", "a URI begins with s3:// or quilt+s3://"),
                refusal("s3://bucket", PlotType.BAR, "a", "b", "`data`: "),
                refusal("a,b\n\"1,2\n", PlotType.BAR, "a", "b", "a quoted field does not end"),
                refusal("a,b\n1,2,3\n", PlotType.BAR, "a", "b", "row 1 has 3 fields, but the header has 2"),
                refusal("a,a\n1,2\n", PlotType.PIE, "a", "", "more than one column has the name `a`"),
                refusal("[{\"a\": 1}", PlotType.PIE, "a", "", "cannot be parsed as JSON"),
                refusal(List.of(), PlotType.PIE, "a", "", "`data` has no rows"),
                refusal(Map.of(), PlotType.PIE, "a", "", "`data` has no rows"),
                refusal(7, PlotType.PIE, "a", "", "must be an array of row objects"),
                refusal(List.of(1, 2), PlotType.PIE, "a", "", "row 1 is not an object"),
                refusal(Map.of("a", 1), PlotType.PIE, "a", "", "the value of column `a` must be an array"),
                refusal(
                        Map.of("a", List.of(1), "b", List.of()),
                        PlotType.PIE,
                        "a",
                        "",
                        "columns must have equally many values"),
                refusal(Map.of("a", Collections.nCopies(50_001, 1)), PlotType.PIE, "a", "", "more than 50,000 rows"),
                refusal(
                        Map.of("a", IntStream.range(0, 500).boxed().toList()),
                        PlotType.PIE,
                        "a",
                        "",
                        "`x_column` has 500 different values, but a pie chart shows at most 200."),
                refusal("a,b\nx,-1\n", PlotType.PIE, "a", "b", "negative value -1.0 in row 1"),
                refusal("a,b\nx,0\n", PlotType.PIE, "a", "b", "all values of `b` are zero"),
                refusal("a,b\nx,1e999\n", PlotType.BAR, "a", "b", "`b` is not a number"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatCannotBeDrawnWithoutAnyRequest(Object data, PlotType type, String x, String y, String message) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> charts.draw(data, type, x, y))
                .withMessageContaining(message);
        assertThat(charts.objects.asked).isEmpty();
    }

    @Test
    void refusesObjectsThatItCannotReadWhole() {
        charts.objects
                .with("lab", "large.csv", "a,b\n" + "1,2\n".repeat(1_100_000))
                .with("lab", "latin.csv", "a,b\n\u00e9,1\n".getBytes(StandardCharsets.ISO_8859_1))
                .with("lab", "broken.parquet", "PAR1 nothing".getBytes(StandardCharsets.UTF_8))
                .with(
                        "lab",
                        "many.csv",
                        IntStream.range(0, 60_000)
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining("\n", "a\n", "")));

        for (var refused : Map.of(
                        "large.csv", "the object has 4,400,004 bytes, but a chart reads at most 4,194,304",
                        "latin.csv", "neither Parquet nor text in UTF-8",
                        "broken.parquet", "cannot be read as Parquet",
                        "many.csv", "more than 50,000 rows")
                .entrySet()) {
            assertThatExceptionOfType(Failure.class)
                    .isThrownBy(() -> charts.draw("s3://lab/" + refused.getKey(), PlotType.HISTOGRAM, "a", null))
                    .withMessageContaining(refused.getValue());
        }
    }

    @Test
    void readsTimesInTheFormsOfIso8601AndNothingElse() {
        assertThat(CellValues.time("2024-02")).hasValue(1706745600000.0);
        assertThat(CellValues.time("2024-02-29")).hasValue(1709164800000.0);
        assertThat(CellValues.time("2024-02-29T01:02")).hasValue(1709168520000.0);
        assertThat(CellValues.time("2024-02-29 01:02:03.5 UTC")).hasValue(1709168523500.0);
        assertThat(CellValues.time("2024-02-29T03:02:03+02:00")).hasValue(1709168523000.0);
        for (var other : List.of(
                "2023-02-29", "2024-13", "24-01-01", "2024-01-01T25:00", "20240101", "2024-01-01T10:00+99:00")) {
            assertThat(CellValues.time(other)).as(other).isEmpty();
        }
        assertThat(CellValues.time(2024)).isEmpty();
    }
}
