package com.quiltdata.mcp.tools.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.objects.ParquetReader;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.testing.Calls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts of data that are damaged, hostile or merely unusual. */
class OddChartDataTest {
    private final Charts charts = new Charts();

    @Test
    void refusesFewBytesThatWouldBecomeManyCells() {
        var names = IntStream.range(0, 3_000).mapToObj(i -> "c" + i).toList();
        var rows = names.stream().map(name -> Map.of(name, 1)).toList();
        var text = String.join(",", names) + "\n" + "1\n".repeat(3_000);
        for (var data : List.of(rows, text)) {
            assertThatExceptionOfType(Failure.TooLarge.class)
                    .isThrownBy(() -> charts.draw(data, PlotType.PIE, "c0", null))
                    .withMessageContaining("more than 1,000,000 cells, empty ones included");
        }
    }

    @Test
    void refusesValuesThatAreTooLongForNames() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> charts.draw("c,v\n" + "x".repeat(30_000) + ",1\n", PlotType.BAR, "c", "v"))
                .withMessage(
                        "`x_column`: its different values have 30,000 characters together, but a chart shows at most 20,000. Shorten them.");
    }

    @Test
    void saysThatJsonMayHaveTooManyTokens() {
        var rows = IntStream.range(0, 50_000)
                .mapToObj(i -> "{\"a\":%d,\"b\":1,\"c\":2}".formatted(i))
                .collect(Collectors.joining(",", "[", "]"));
        charts.objects.with("lab", "t.json", rows);
        for (var data : List.of(rows, "s3://lab/t.json")) {
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> charts.draw(data, PlotType.SCATTER, "a", "b"))
                    .withMessageContaining("250,000 tokens");
        }
    }

    @Test
    void keepsTheNamelessFirstColumnOfTabSeparatedText() {
        var result = charts.draw("\n\n\tgene\tlevel\n0\tA\t1\n1\tB\t2\n", PlotType.BAR, "gene", "level");

        assertThat(result.dataFile().text()).isEqualTo("gene,level\nA,1\nB,2");
    }

    @Test
    void readsJsonAfterAByteOrderMark() {
        var json = "\uFEFF[{\"a\": 1}]";
        charts.objects.with("lab", "t.json", json);

        assertThat(charts.draw(json, PlotType.PIE, "a", null).metadata().rows()).isEqualTo(1);
        assertThat(charts.draw("s3://lab/t.json", PlotType.PIE, "a", null)
                        .metadata()
                        .rows())
                .isEqualTo(1);
    }

    @Test
    void readsCsvWhoseHeaderLooksLikeJson() {
        charts.objects.with("lab", "t.csv", "[Ca],level\nx,1\n");

        assertThat(charts.draw("s3://lab/t.csv", PlotType.BAR, "[Ca]", "level")
                        .metadata()
                        .dataPoints())
                .isEqualTo(1);
    }

    @Test
    void offersAnObjectAsFileOnlyIfTheChartCanReadIt() {
        charts.objects
                .with("lab", "commas.csv", "x,y\n1,2\n")
                .with("lab", "semicolons.csv", "x;y\n1;2\n")
                .with("lab", "tabs.tsv", "x\ty\n1\t2\n");

        assertThat(uri("commas.csv")).isEqualTo("s3://lab/commas.csv");
        assertThat(uri("semicolons.csv")).isNull();
        assertThat(uri("tabs.tsv")).isNull(); // the file is CSV
    }

    private @Nullable String uri(String key) {
        var uri = charts.draw("s3://lab/" + key, PlotType.SCATTER, "x", "y")
                .dataFile()
                .s3Uri();
        return uri == null ? null : uri.replaceAll("\\?.*", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCATTER", "LINE"})
    void writesPointsAsTheChartFileReadsThem(PlotType type) {
        var data = List.of(
                Map.of("t", "2024-01-01 10:00:00.000 UTC", "v", true),
                Map.of("t", "2024-01-02 10:00:00.000 UTC", "v", false));

        assertThat(charts.draw(data, type, "t", "v").dataFile().text())
                .isEqualTo("t,v\n2024-01-01 10:00:00.000Z,1\n2024-01-02 10:00:00.000Z,0");
    }

    @Test
    void saysThatABarIsAMeanIfOneGroupHasSeveralRows() {
        var option = Charts.option(charts.draw("c,v,g\na,1,p\na,3,p\nb,2,q\n", PlotType.BAR, "c", "v", "g"));

        assertThat(option.at("/series/0/data/0").asInt()).isEqualTo(2);
        assertThat(option.at("/yAxis/name").asText()).isEqualTo("mean of v");
    }

    @Test
    void labelsBinsWithTheDigitsThatDiffer() {
        var rows = IntStream.rangeClosed(0, 8)
                .mapToObj(i -> "1234567." + i)
                .collect(Collectors.joining("\n", "a\n", "\n"));

        var option = Charts.option(charts.draw(rows, PlotType.HISTOGRAM, "a", null));

        assertThat(option.at("/xAxis/data").valueStream().map(it -> it.asText()))
                .doesNotHaveDuplicates()
                .startsWith("1234567–1234567.16");
    }

    @Test
    void givesBinsOfEqualHugeNumbersAWidth() {
        var bins = charts.draw("a\n1e17\n1e17\n", PlotType.HISTOGRAM, "a", null)
                .metadata()
                .bins();

        assertThat(bins).hasSize(2).allMatch(bin -> bin.from() < bin.to());
        assertThat(bins).extracting(ChartResult.Bin::count).containsExactly(2, 0);
    }

    @Test
    void readsAnAxisAsWhatMostOfItsValuesAre() {
        var result = charts.draw("t,v\n2024-01-01,1\n2024-01-02,2\n7,3\n", PlotType.LINE, "t", "v");

        assertThat(result.metadata().dataPoints()).isEqualTo(2);
        assertThat(result.metadata().leftOut())
                .containsExactly(new LeftOutRows.LeftOut("`t` is not a date", 1, 3, "7"));
    }

    @Test
    void saysThatANumberIsTooLargeForAChart() {
        var result = charts.draw("t,v\na,1e308\nb,-1e151\nc,3\n", PlotType.BAR, "t", "v");

        assertThat(result.metadata().leftOut())
                .containsExactly(new LeftOutRows.LeftOut("`v` is not a number within ±1e150", 2, 1, "1e308"));
    }

    @Test
    void showsANestedValueThatIsLeftOutAsJson() {
        var rows = List.of(Map.of("t", "a", "v", Map.of("k", 1)), Map.of("t", "b", "v", 2));

        assertThat(charts.draw(rows, PlotType.BAR, "t", "v").metadata().leftOut())
                .containsExactly(new LeftOutRows.LeftOut("`v` is not a number", 1, 1, "{\"k\":1}"));
    }

    @Test
    void refusesInOneShortLineWhateverTheNamesAre() {
        var name = "line\nbreak " + "x".repeat(100_000);

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> charts.draw(List.of(Map.of(name, "a")), PlotType.HISTOGRAM, name, null))
                .satisfies(e -> assertThat(e.getMessage())
                        .hasSizeLessThan(500)
                        .doesNotContain("\n")
                        .contains("`line break x"));
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> charts.draw(List.of(Map.of("a", 1)), PlotType.HISTOGRAM, name, null))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500).doesNotContain("\n"));
    }

    @ParameterizedTest
    @MethodSource("valuesThatParquetReadersCut")
    void refusesAColumnOfWhoseValuesOnlyTheBeginningIsRead(Object cut) {
        var info = new ParquetReader.ParquetFileInfo(2, 1, null, true);
        var preview = new ParquetReader.ParquetPreview(
                info, List.of(), List.of("t", "v"), List.of(List.of("a", 1), List.of(cut, 2)), Map.of(), 0);
        charts.objects.with("lab", "t.parquet", "PAR1".getBytes(StandardCharsets.UTF_8));
        var reader = new ChartDataReader(
                charts.packages, charts.objects, (_, _, _) -> preview, new MemoryBudget(ByteBudget.of(0)));
        var tool = new CreateDataVisualization(reader);
        var uri = "s3://lab/t.parquet";

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> tool.call(Charts.input(uri, PlotType.BAR, "T", "v", null, null), Calls.any()))
                .withMessage("`x_column`: the column `t` cannot be read: it has values that are too long for a chart.");
        assertThat(tool.call(Charts.input(uri, PlotType.HISTOGRAM, "v", null, null, null), Calls.any())
                        .metadata()
                        .dataPoints())
                .isEqualTo(2);
    }

    static Stream<Object> valuesThatParquetReadersCut() {
        var text = "x".repeat(1000) + "… (2,000 characters)";
        return Stream.of(text, List.of("a", text), Map.of("k", text), "base64:AAAA… (97 bytes)");
    }
}
