package com.quiltdata.mcp.tools.packages.summaries;

import static com.quiltdata.mcp.tools.packages.summaries.GeneratedSummaries.NOW;
import static com.quiltdata.mcp.tools.packages.summaries.GeneratedSummaries.PLATES;
import static com.quiltdata.mcp.tools.packages.summaries.GeneratedSummaries.charts;
import static com.quiltdata.mcp.tools.packages.summaries.GeneratedSummaries.large;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

final class GeneratePackageVisualizationsTest {
    private static JsonNode tree(Map<String, Object> structure) {
        return ToolJson.tree(charts(structure, Map.of())).get("visualizations");
    }

    private static Map<String, Object> sized(long... sizes) {
        return Map.of(
                "data",
                IntStream.range(0, sizes.length)
                        .mapToObj(i -> Map.of("name", "f%d.csv".formatted(i), "size", sizes[i]))
                        .toList());
    }

    @Test
    void drawsTypesFoldersAndSizes() {
        var result = charts(PLATES, Map.of());

        assertThat(result.types())
                .containsExactly("file_type_distribution", "folder_structure", "folder_sizes", "package_dashboard");
        assertThat(result.count()).isEqualTo(4);
        var charts = tree(PLATES);
        assertThat(charts.at("/file_type_distribution/data").toString())
                .isEqualTo(
                        "{\"labels\":[\"csv\",\"md\",\"png\",\"tiff\"],\"values\":[2,1,1,1],\"percentages\":[40.0,20.0,20.0,20.0]}");
        assertThat(charts.at("/folder_structure/data").toString())
                .isEqualTo("{\"folders\":[\"data/\",\"images/\",\"/\"],\"file_counts\":[2,2,1]}");
        assertThat(charts.at("/folder_sizes/data").toString())
                .isEqualTo("{\"folders\":[\"images/\",\"data/\",\"/\"],\"sizes_mb\":[1.907349,0.003815,9.5E-5]}");
        assertThat(charts.at("/folder_sizes/option/series/0/data/0/label/formatter")
                        .asText())
                .as("one of two images has no known size")
                .isEqualTo("≥ 1.9 MB");
        assertThat(charts.at("/folder_sizes/note").asText()).isEqualTo("Left out: 1 files of unknown size.");
        assertThat(charts.at("/package_dashboard/data").toString())
                .isEqualTo(
                        "{\"total_files\":5,\"total_size_mb\":1.911259,\"files_without_size\":1,\"folder_count\":3,\"file_type_count\":4}");
        assertThat(result.metadata().generatedAt()).isEqualTo(NOW);
    }

    @Test
    void eachChartIsAnOptionWithItsFileAndEntry() {
        var charts = tree(sized(0, 10, 2_000, 30_000, 400_000, 5_000_000_000L));

        for (var chart : charts) {
            if (chart.get("type").asText().equals("dashboard")) {
                assertThat(chart.has("option")).isFalse();
                continue;
            }
            assertThat(chart.at("/option/series/0/type").asText()).isIn("pie", "bar");
            assertThat(chart.get("filename").asText()).matches("summary/[a-z_]+\\.json");
            var entry = chart.get("quilt_summarize");
            assertThat(SummarizeSchema.paths("[" + entry + "]"))
                    .containsExactly(chart.get("filename").asText());
            assertThat(entry.get("types").toString()).isEqualTo("[\"echarts\"]");
        }
        assertThat(charts.at("/file_size_distribution/data/bins").toString())
                .isEqualTo(
                        "[\"0 B\",\"< 1 KB\",\"1–10 KB\",\"10–100 KB\",\"100 KB–1 MB\",\"1–10 MB\",\"10–100 MB\",\"100 MB–1 GB\",\"1–10 GB\"]");
        assertThat(charts.at("/file_size_distribution/data/file_counts").toString())
                .isEqualTo("[1,1,1,1,1,0,0,0,1]");
    }

    @Test
    void summarizeFileShowsTheChartsInPairs() {
        var file = charts(sized(1, 2, 3, 4, 5, 6), Map.of("csv", 3, "md", Map.of("count", 4)))
                .quiltSummarize();

        assertThat(SummarizeSchema.paths(file.text()))
                .containsExactly(
                        "summary/file_type_distribution.json",
                        "summary/folder_structure.json",
                        "summary/folder_sizes.json",
                        "summary/file_size_distribution.json");
        assertThat(SummarizeSchema.json(file.text())).hasSize(2).allMatch(JsonNode::isArray);
    }

    @Test
    void statisticsEqualThoseOfAnIndependentComputation() {
        var random = new Random(7);
        for (var count : List.of(6, 7, 100, 1_001)) {
            var sizes = random.longs(count, 0, 1L << 30).toArray();
            var statistics = tree(sized(sizes)).at("/file_size_distribution/data/statistics");
            var sorted = new ArrayList<Double>();
            var sum = 0.0;
            for (var size : sizes) {
                sum += size / 1048576.0;
                var at = 0;
                while (at < sorted.size() && sorted.get(at) < size / 1048576.0) {
                    at++;
                }
                sorted.add(at, size / 1048576.0);
            }
            var median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
            var precision = org.assertj.core.data.Offset.offset(1e-6);
            assertThat(statistics.get("mean_mb").asDouble()).isCloseTo(sum / count, precision);
            assertThat(statistics.get("median_mb").asDouble()).isCloseTo(median, precision);
            assertThat(statistics.get("min_mb").asDouble()).isCloseTo(sorted.getFirst(), precision);
            assertThat(statistics.get("max_mb").asDouble()).isCloseTo(sorted.getLast(), precision);
        }
    }

    @Test
    void theHistogramCountsEverySizeInItsBin() {
        var bounds = List.of(0L, 1L, 1L << 10, 10L << 10, 100L << 10, 1L << 20, 10L << 20, 100L << 20, 1L << 30);
        for (int bin = 0; bin + 1 < bounds.size(); bin++) {
            var low = bounds.get(bin);
            var high = bounds.get(bin + 1) - 1;
            var data = tree(sized(low, low, low, high, high, high)).at("/file_size_distribution/data/file_counts");
            assertThat(data.toString()).as("%d to %d bytes", low, high).isEqualTo("[6]");
        }
    }

    @Test
    void unknownSizesAreToldAndNotDrawn() {
        var charts = tree(Map.of("data", List.of("a.csv", "b.csv")));

        assertThat(charts.fieldNames()).toIterable().containsExactly("folder_structure", "package_dashboard");
        assertThat(charts.at("/package_dashboard/data").has("total_size_mb")).isFalse();
        var some = tree(Map.of("a", List.of("x"), "b", List.of(Map.of("name", "y", "size", 3))));
        assertThat(some.at("/folder_sizes/data/folders").toString()).isEqualTo("[\"b/\"]");
        assertThat(some.at("/folder_sizes/option/title/subtext").asText())
                .isEqualTo("lab/plates. Left out: 1 files of unknown size.");
    }

    @Test
    void sumsWhatIsBeyondTheMaximumAndSaysSo() {
        var charts = tree(large(50_000));

        assertThat(ToolJson.text(charts)).hasSizeLessThan(25_000);
        for (var chart : List.of("file_type_distribution/data/values", "folder_structure/data/file_counts")) {
            var values = StreamSupport.stream(charts.at("/" + chart).spliterator(), false)
                    .mapToInt(JsonNode::asInt);
            assertThat(values.sum()).as(chart).isEqualTo(50_000);
        }
        assertThat(charts.at("/file_type_distribution/data/labels")).hasSize(8);
        assertThat(charts.at("/file_type_distribution/data/labels/7").asText()).isEqualTo("other (293 types)");
        assertThat(charts.at("/folder_structure/note").asText())
                .isEqualTo("The 14 largest of 1,000 folders are shown one by one, the others together.");
        assertThat(charts.at("/folder_structure/option/title/subtext").asText()).contains("1,000 folders");
        for (var chart : charts) {
            assertThat(chart.path("option").toString()).hasSizeLessThan(8_000);
        }
    }

    @Test
    void namesOfAnyKindStayOnOneShortLine() {
        var charts = tree(Map.of(
                "a\nb\u0000" + "\"'<script>",
                List.of("x"),
                "f".repeat(500) + "/end",
                List.of(Map.of("name", "y", "size", 1))));

        assertThat(charts.at("/folder_structure/data/folders/1").asText())
                .hasSize(120)
                .startsWith("…f")
                .endsWith("f/end/");
        assertThat(charts.at("/folder_structure/option/yAxis/data/1").asText())
                .hasSize(36)
                .startsWith("…f")
                .endsWith("f/end/");
        assertThat(charts.at("/folder_structure/data/folders/0").asText()).isEqualTo("a b \"'<script>/");
    }

    @Test
    void givenCountsOfTypesAreChartedAndWrongOnesNamed() {
        var counted = charts(PLATES, Map.of("csv", 10, "md", Map.of("count", 5), "png", Map.of("total", 1)));
        assertThat(ToolJson.tree(counted)
                        .at("/visualizations/file_type_distribution/data/values")
                        .toString())
                .isEqualTo("[10,5,1]");
        for (var value : new Object[] {"many", -1, 2.5, 1L << 32, Map.of("files", 3)}) {
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> charts(PLATES, Map.of("csv", value)))
                    .withMessage("`file_types[\"csv\"]`: send the number of files, like {\"csv\": 12}.");
        }
    }

    @Test
    void colorsFollowTheTemplate() {
        assertThat(SummaryChartOption.palette("standard"))
                .hasSize(8)
                .doesNotHaveDuplicates()
                .startsWith("#0072b2");
        for (var template : List.of("genomics", "ml", "research", "analytics")) {
            assertThat(SummaryChartOption.palette(template))
                    .containsExactlyInAnyOrderElementsOf(SummaryChartOption.palette("standard"))
                    .doesNotHaveToString(SummaryChartOption.palette("standard").toString());
        }
    }
}
