package com.quiltdata.mcp.tools.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.tool.ToolJson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CreateDataVisualizationTest {
    private static final String GENES = """
            gene,expression,arm
            BRCA1,42.5,a
            TP53,38.1,b
            BRCA1,n/a,a
            TP53,,a
            BRCA1,40,b
            """;

    private final Charts charts = new Charts();

    @Test
    void drawsTheFiveNumbersOfEachCategoryAsABoxplot() {
        var result = charts.draw(GENES, PlotType.BOXPLOT, "gene", "expression");

        var option = Charts.option(result);
        assertThat(option.at("/series/0/type").asText()).isEqualTo("boxplot");
        assertThat(option.at("/xAxis/data").toString()).isEqualTo("[\"BRCA1\",\"TP53\"]");
        assertThat(option.at("/series/0/data").toString())
                .isEqualTo("[[40,40.625,41.25,41.875,42.5],[38.1,38.1,38.1,38.1,38.1]]");
        assertThat(option.at("/title/text").asText()).isEqualTo("expression by gene");
        assertThat(result.visualizationConfig().filename()).isEqualTo("viz_boxplot_gene_expression.json");
        assertThat(result.image()).isNotNull();
        assertThat(result.blocks()).containsExactly(Objects.requireNonNull(result.image()));
    }

    @Test
    void countsRowsThatAreNotShownByTheReason() {
        var result = charts.draw(GENES, PlotType.BAR, "gene", "expression");

        assertThat(result.metadata().dataPoints()).isEqualTo(3);
        assertThat(result.metadata().rows()).isEqualTo(5);
        assertThat(result.metadata().leftOut())
                .containsExactly(
                        new LeftOutRows.LeftOut("`expression` is not a number", 1, 3, "n/a"),
                        new LeftOutRows.LeftOut("`expression` is empty", 1, 4, null));
        assertThat(result.note()).isEqualTo("2 of 5 rows are not shown; metadata.left_out says why.");
        assertThat(result.dataFile().text()).contains("BRCA1,n/a", "TP53,\n");
    }

    @Test
    void showsTheMeanOfEachBarAndAGapWhereAGroupHasNone() {
        var option = Charts.option(charts.draw(GENES, PlotType.BAR, "gene", "expression", "arm"));

        assertThat(option.at("/series/0/name").asText()).isEqualTo("a");
        assertThat(option.at("/series/0/data").toString()).isEqualTo("[42.5,\"-\"]");
        assertThat(option.at("/series/1/data").toString()).isEqualTo("[40,38.1]");
        assertThat(option.has("legend")).isTrue();
        var mean = charts.draw(GENES, PlotType.BAR, "gene", "expression");
        assertThat(Charts.option(mean).at("/yAxis/name").asText()).isEqualTo("mean of expression");
    }

    @Test
    void drawsPointsOfDatesAndGroupsByTheirColumnOfTheFile() {
        var data = Map.of(
                "t", List.of("2024-01-02", "2024-01-01", "2024-01-02", "x"),
                "v", Arrays.asList(1, 2.5, 3, 4),
                "g", List.of("a", "a", "b", "b"));

        var scatter = charts.draw(data, PlotType.SCATTER, "t", "v", "g");
        assertThat(scatter.dataFile().text())
                .isEqualTo("t,v,g\n2024-01-02,1,a\n2024-01-01,2.5,a\n2024-01-02,3,b\nx,4,b");
        var option = Charts.option(scatter);
        assertThat(option.at("/xAxis/type").asText()).isEqualTo("time");
        assertThat(option.at("/dataset/source").asText())
                .isEqualTo(scatter.dataFile().key());
        assertThat(option.at("/visualMap/categories").toString()).isEqualTo("[\"a\",\"b\"]");

        var line = charts.draw(data, PlotType.LINE, "t", "v", "g");
        assertThat(line.dataFile().text()).isEqualTo("t,a,b\n2024-01-01,2.5,\n2024-01-02,1,3");
        assertThat(Charts.option(line).at("/series/1/encode/y").asInt()).isEqualTo(2);
        assertThat(line.metadata().leftOut()).containsExactly(new LeftOutRows.LeftOut("`t` is not a date", 1, 4, "x"));
    }

    @Test
    void ordersALineByX() {
        var line = charts.draw("x,y\n3,c\n2,20\n1,10\n", PlotType.LINE, "x", "y");

        assertThat(line.dataFile().text()).isEqualTo("x,y\n1,10\n2,20");
        assertThat(Charts.option(line).at("/dataset/source").asText()).isEqualTo("viz_data_line.csv");
    }

    @Test
    void returnsTheBinsOfAHistogram() {
        var rows = IntStream.rangeClosed(0, 10).mapToObj(i -> Map.of("age", i)).toList();
        var in = new CreateDataVisualization.Input(
                rows, PlotType.HISTOGRAM, "age", null, null, null, "", "", "", ColorScheme.ML, "t", "echarts", 5);

        var result = charts.draw(in);

        assertThat(result.metadata().bins())
                .containsExactly(
                        new ChartResult.Bin(0, 2, 2),
                        new ChartResult.Bin(2, 4, 2),
                        new ChartResult.Bin(4, 6, 2),
                        new ChartResult.Bin(6, 8, 2),
                        new ChartResult.Bin(8, 10, 3));
        assertThat(Charts.option(result).at("/xAxis/data/0").asText()).isEqualTo("0–2");
        assertThat(Objects.requireNonNull(result.metadata().statistics()).median())
                .isEqualTo(5);
    }

    @Test
    void countsOrSumsTheSlicesOfAPie() {
        assertThat(Charts.option(charts.draw(GENES, PlotType.PIE, "gene", null))
                        .at("/series/0/data")
                        .toString())
                .isEqualTo("[{\"name\":\"BRCA1\",\"value\":3},{\"name\":\"TP53\",\"value\":2}]");
        var sums = charts.draw(GENES, PlotType.PIE, "gene", "expression");
        assertThat(Charts.option(sums).at("/series/0/data/0/value").asDouble()).isEqualTo(82.5);
        assertThat(charts.draw(GENES, PlotType.PIE, "gene", null).metadata().statistics())
                .isNull();
    }

    @Test
    void showsCountsOrMeansInAHeatmapWithoutCellsThatNoRowHas() {
        var counts = Charts.option(charts.draw(GENES, PlotType.HEATMAP, "gene", "arm"));
        assertThat(counts.at("/series/0/data").toString()).isEqualTo("[[0,0,2],[0,1,1],[1,1,1],[1,0,1]]");
        var means =
                Charts.option(charts.draw(Charts.input(GENES, PlotType.HEATMAP, "gene", "arm", null, "expression")));
        assertThat(means.at("/series/0/data").toString()).isEqualTo("[[0,0,42.5],[0,1,40],[1,1,38.1]]");
        assertThat(means.at("/title/text").asText()).isEqualTo("mean of expression by gene and arm");
    }

    /** The rules of Quilt's schema of these files: an array of paths or of objects with a path. */
    @ParameterizedTest
    @EnumSource(PlotType.class)
    void makesASummaryThatQuiltAccepts(PlotType type) {
        var data = "a,b,c\n1,2,x\n2,3,y\n";
        var result = charts.draw(data, type, "a", type.needsY() ? "b" : null);

        var summary = ToolJson.exact(result.quiltSummarize().text()).orElseThrow();
        assertThat(summary.isArray()).isTrue();
        var keys = result.filesToUpload().stream()
                .map(ChartResult.FileToUpload::key)
                .collect(Collectors.toSet());
        assertThat(keys).hasSize(3).contains("quilt_summarize.json");
        summary.forEach(entry -> {
            assertThat(keys).contains(entry.get("path").asText());
            assertThat(entry.get("title").isTextual()).isTrue();
            entry.get("types")
                    .forEach(it -> assertThat(
                                    it.isTextual()
                                            ? it.asText()
                                            : it.get("name").asText())
                            .isIn("echarts", "html", "igv", "json", "jupyter", "perspective", "text", "vega", "voila"));
        });
        assertThat(summary.get(0).get("expand").isBoolean()).isTrue();
        assertThat(summary.get(0).get("description").asText()).isNotEmpty();
        assertThat(result.metadata().plotType()).isEqualTo(type.word());
    }

    @Test
    void leavesTheTextOfTheFileOutWhenItIsTooLongAndSaysWhereTheDataIs() {
        var rows =
                IntStream.range(0, 5_000).mapToObj(i -> i + "," + i * i).collect(Collectors.joining("\n", "x,y\n", ""));
        charts.objects.with("lab", "big.csv", rows);

        var inline = charts.draw(rows, PlotType.SCATTER, "x", "y");
        assertThat(inline.parts()).isEqualTo(2);
        assertThat(inline.first(2)).isSameAs(inline);
        assertThat(inline.first(1).dataFile().text()).isNull();
        assertThat(inline.first(1).note())
                .contains(" of 5,000 points")
                .endsWith("make the file of the rows that you sent, with the columns x, y in this order.");
        assertThat(inline.first(1).blocks()).isEqualTo(inline.blocks());

        var object = charts.draw("s3://lab/big.csv", PlotType.SCATTER, "x", "y").first(1);
        assertThat(object.dataFile().s3Uri()).isEqualTo("s3://lab/big.csv?versionId=v1");
        assertThat(object.note()).endsWith("the object at data_file.s3_uri can be the file.");
    }

    @Test
    void ignoresArgumentsThatTheChartHasNoUseForAndSaysSo() {
        assertThat(charts.draw(GENES, PlotType.BOXPLOT, "gene", "expression", "arm")
                        .note())
                .endsWith("`group_column` is ignored: a boxplot chart has no groups.");
        assertThat(charts.draw("a,b\n1,2\n", PlotType.HISTOGRAM, "a", "b").note())
                .isEqualTo("`y_column` is ignored: a histogram counts the rows of x_column.");
    }

    @Test
    void palettesHaveDifferentColorsAndEndWithANeutralOne() {
        for (var scheme : ColorScheme.values()) {
            assertThat(Set.copyOf(scheme.colors())).hasSize(8);
            assertThat(scheme.colors()).allMatch(it -> it.matches("#[0-9A-F]{6}"));
            assertThat(scheme.colors().getLast()).matches("#(..)\\1\\1");
        }
    }
}
