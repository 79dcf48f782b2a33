package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tools.SummarizeEntry;
import com.quiltdata.mcp.tools.packages.summaries.SummaryChart.Bar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The charts of a package by their names in the replaced server; one that makes no sense for its files is absent. */
record Visualizations(
        @Doc("Files by type, if there are several types") @Nullable
        Visualization fileTypeDistribution,

        @Doc("Files by folder") @Nullable Visualization folderStructure,

        @Doc("Bytes by folder, if sizes are known") @Nullable
        Visualization folderSizes,

        @Doc("Files by size, if at least 6 sizes are known") @Nullable
        Visualization fileSizeDistribution,

        @Doc("Totals; quilt_summarize.json shows the charts side by side") @Nullable
        Visualization packageDashboard) {
    private static final double PERCENT = 100;
    private static final double TENTHS = 10;

    record Visualization(
            @Doc("pie_chart, horizontal_bar_chart, histogram or dashboard")
            String type,

            @Doc("Title") String title,
            @Doc("Description") String description,

            @Doc("The values as the chart shows them") Map<String, Object> data,

            @Doc("Option of ECharts 5: the content of the file") @Nullable
            Map<String, Object> option,

            @Doc("Logical key for the file") @Nullable String filename,

            @Doc("Entry of quilt_summarize.json that shows the file") @Nullable
            SummarizeEntry quiltSummarize,

            @Doc("What the chart aggregates or leaves out") @Nullable
            String note) {}

    static Visualizations of(List<SummaryChart> charts, PackageContents contents, String template) {
        var byName = new LinkedHashMap<String, Visualization>();
        charts.forEach(chart -> byName.put(chart.name(), visualization(chart, contents, template)));
        return new Visualizations(
                byName.get(SummaryCharts.TYPES),
                byName.get(SummaryCharts.FOLDERS),
                byName.get(SummaryCharts.FOLDER_SIZES),
                byName.get(SummaryCharts.SIZES),
                charts.isEmpty() ? null : dashboard(contents));
    }

    private static Visualization visualization(SummaryChart chart, PackageContents contents, String template) {
        var type = switch (chart.form()) {
            case PIE -> "pie_chart";
            case HORIZONTAL_BARS -> "horizontal_bar_chart";
            case HISTOGRAM -> "histogram";
        };
        return new Visualization(
                type,
                chart.title(),
                chart.description(),
                data(chart, contents),
                SummaryChartOption.of(chart, template),
                chart.path(),
                SummaryRows.entry(chart),
                chart.note());
    }

    private static Map<String, Object> data(SummaryChart chart, PackageContents contents) {
        var data = new LinkedHashMap<String, Object>();
        switch (chart.name()) {
            case SummaryCharts.TYPES -> {
                data.put("labels", chart.labels());
                data.put("values", chart.values());
                data.put("percentages", percentages(chart));
            }
            case SummaryCharts.FOLDERS -> {
                data.put("folders", chart.labels());
                data.put("file_counts", chart.values());
            }
            case SummaryCharts.FOLDER_SIZES -> {
                data.put("folders", chart.labels());
                data.put("sizes_mb", chart.values());
            }
            default -> {
                data.put("bins", chart.labels());
                data.put("file_counts", chart.values());
                data.put(
                        "statistics",
                        Objects.requireNonNull(SizeStatistics.of(contents).megabytes()));
            }
        }
        return data;
    }

    private static List<Double> percentages(SummaryChart chart) {
        var sum = chart.bars().stream().mapToDouble(Bar::value).sum();
        return chart.bars().stream()
                .map(bar -> Math.round(bar.value() / sum * PERCENT * TENTHS) / TENTHS)
                .toList();
    }

    private static Visualization dashboard(PackageContents contents) {
        var total = contents.total();
        var data = new LinkedHashMap<String, Object>();
        data.put("total_files", total.files());
        var megabytes = total.knownMegabytes();
        if (megabytes != null) {
            data.put("total_size_mb", megabytes);
        }
        data.put("files_without_size", total.unsized());
        data.put("folder_count", contents.folders().size());
        data.put("file_type_count", contents.byType().size());
        return new Visualization(
                "dashboard", "Package Overview Dashboard", "Totals of the package.", data, null, null, null, null);
    }

    /** The names of those that exist. */
    List<String> names() {
        return Stream.of(
                        fileTypeDistribution == null ? null : SummaryCharts.TYPES,
                        folderStructure == null ? null : SummaryCharts.FOLDERS,
                        folderSizes == null ? null : SummaryCharts.FOLDER_SIZES,
                        fileSizeDistribution == null ? null : SummaryCharts.SIZES,
                        packageDashboard == null ? null : "package_dashboard")
                .filter(Objects::nonNull)
                .toList();
    }
}
