package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.picture.Picture.Labels;
import com.quiltdata.mcp.picture.PictureRenderer;
import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tools.QuiltSummarize;
import com.quiltdata.mcp.tools.SummarizeEntry;
import com.quiltdata.mcp.tools.charts.ChartResult.ChartFile;
import com.quiltdata.mcp.tools.charts.ChartResult.DataFile;
import com.quiltdata.mcp.tools.charts.ChartResult.FileToUpload;
import com.quiltdata.mcp.tools.charts.ChartResult.Metadata;
import com.quiltdata.mcp.tools.charts.ChartResult.SummaryFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Assembles the result of a chart: its files, what it shows, and the picture. */
record ChartAssembler(
        CreateDataVisualization.Input in, PlotType type, ChartTable table, ChartColumns columns, BuiltPlot built) {
    private static final String JSON = "application/json";
    private static final int MAX_NAME = 100;

    ChartResult result() {
        var labels = CreateDataVisualization.labels(in, type, columns, built.measure());
        var colors = in.colorScheme().colors();
        var data = ChartDataFile.of(table, columns, built, type);
        var option = new EChartsOption(built.plot(), labels, colors, data).build();
        var picture = PictureRenderer.draw(built.plot(), labels, colors);
        var notes = new ArrayList<String>();
        addNotes(notes);
        notes.addAll(picture.notes());
        var png = picture.png();
        var mediaType = data.key().endsWith(".tsv") ? "text/tab-separated-values" : "text/csv";
        var whole = new ChartResult(
                new ChartFile(CreateDataVisualization.ECHARTS, option, filename()),
                new DataFile(data.key(), data.text() == null ? "" : data.text(), mediaType, data.uri()),
                new SummaryFile(QuiltSummarize.NAME, summary(labels, data), QuiltSummarize.MEDIA_TYPE),
                List.of(
                        new FileToUpload(filename(), JSON, "visualization_config.option"),
                        new FileToUpload(data.key(), mediaType, "data_file"),
                        new FileToUpload(QuiltSummarize.NAME, QuiltSummarize.MEDIA_TYPE, "quilt_summarize.text")),
                metadata(),
                notes.isEmpty() ? null : String.join(" ", notes),
                png == null ? null : new ContentBlock.ImageContent("image/png", png));
        return data.text() == null ? whole.first(1) : whole;
    }

    private Metadata metadata() {
        return new Metadata(
                type.word(),
                built.statistics(),
                built.rows().rows().size(),
                table.rows().size(),
                built.rows().leftOut().all(),
                built.bins(),
                CreateDataVisualization.ECHARTS,
                columns.names());
    }

    private void addNotes(List<String> notes) {
        var missing = table.rows().size() - built.rows().rows().size();
        if (missing > 0) {
            notes.add("%,d of %,d rows are not shown; metadata.left_out says why."
                    .formatted(missing, table.rows().size()));
        }
        if (CreateDataVisualization.blankToNull(in.groupColumn()) != null && !type.hasGroups()) {
            notes.add("`group_column` is ignored: a %s chart has no groups.".formatted(type.word()));
        }
        if (CreateDataVisualization.blankToNull(in.valueColumn()) != null && type != PlotType.HEATMAP) {
            notes.add("`value_column` is ignored: only a heatmap has it.");
        }
        if (CreateDataVisualization.blankToNull(in.yColumn()) != null && type == PlotType.HISTOGRAM) {
            notes.add("`y_column` is ignored: a histogram counts the rows of x_column.");
        }
    }

    /** Returns the name of the chart file, made of its columns; characters that keys should not have become "_". */
    private String filename() {
        var y = columns.y();
        var name = "viz_%s_%s%s"
                .formatted(type.word(), columns.x().name(), y == null ? "" : "_" + y.name())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}._-]+", "_");
        return name.substring(0, Math.min(MAX_NAME, name.length())) + ".json";
    }

    /** Returns the content of quilt_summarize.json: the chart, shown in full, and its data as a table. */
    private String summary(Labels labels, ChartDataFile data) {
        var chart = SummarizeEntry.chart(filename(), labels.title(), type.describe(labels.x(), labels.y()));
        return QuiltSummarize.ofEntries(
                        Stream.of(chart.with(in.template()), SummarizeEntry.table(data.key(), "Raw Data")))
                .text();
    }
}
