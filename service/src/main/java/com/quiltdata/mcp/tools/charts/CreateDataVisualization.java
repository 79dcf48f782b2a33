package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.picture.Picture.Labels;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.charts.ChartTable.Column;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Draws a chart of tabular data, and generates the files that show it in a package. */
record CreateDataVisualization(ChartDataReader reader) implements Tool<CreateDataVisualization.Input, ChartResult> {
    static final String NAME = "create_data_visualization";
    static final String ECHARTS = "echarts";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    record Input(
            @Doc(
                    "CSV or TSV with a header; JSON rows [{\"gene\": \"TP53\", \"level\": 4.2}] or columns {\"gene\": [\"TP53\"], "
                            + "\"level\": [4.2]}; or the s3:// or quilt+s3:// URI of a CSV, TSV, JSON, JSON Lines or Parquet file up to 4 MiB")
            Object data,

            @Doc("Type of chart; bar shows means, pie sums") PlotType plotType,

            @Doc("Column of the x axis: categories; histogram: numbers; scatter, line: numbers or dates")
            String xColumn,

            @Doc("Column of the y axis: numbers; heatmap: categories. Not for histogram; pie default: row counts")
            @Nullable
            String yColumn,

            @Doc("Column to color by; only for scatter, line, bar, histogram") @Nullable
            String groupColumn,

            @Doc("Column whose mean a heatmap shows. Default: row counts") @Nullable
            String valueColumn,

            @Doc("Title") @Default("\"\"") String title,
            @Doc("Label of the x axis") @Default("\"\"") String xlabel,
            @Doc("Label of the y axis") @Default("\"\"") String ylabel,

            @Doc("Color palette") @Default("\"genomics\"") ColorScheme colorScheme,

            @Doc("metadata_template in quilt_summarize.json") @Default("\"research\"")
            String template,

            @Doc("Must be \"echarts\"") @Default("\"echarts\"")
            String outputFormat,

            @Doc("Number of histogram bins") @Min(1) @Max(HistogramBins.MAX_BINS) @Nullable
            Integer bins) {}

    private static final Spec<Input, ChartResult> SPEC = new Spec<>(
                    NAME,
                    "Draw a chart",
                    Effect.READ,
                    "Charts the values in rows, CSV text, an object or a package file, such as the rows of a query. Returns an image,"
                            + " statistics, and the files that show the chart in a package: ECharts option, CSV,"
                            + " quilt_summarize.json. Writes nothing. Example: data=\"s3://bucket/penguins.csv\","
                            + " plot_type=\"boxplot\", x_column=\"species\", y_column=\"mass\".",
                    Input.class,
                    ChartResult.class)
            .shownIn(AppView.CHART);

    @Override
    public Spec<Input, ChartResult> spec() {
        return SPEC;
    }

    @Override
    public ChartResult call(Input in, Call call) {
        var type = in.plotType();
        if (!in.outputFormat().strip().equalsIgnoreCase(ECHARTS)) {
            throw new Failure.Invalid("`output_format` must be \"echarts\"; the result always has a PNG image too.");
        }
        var yName = type == PlotType.HISTOGRAM ? null : blankToNull(in.yColumn());
        if (type.needsY() && yName == null) {
            throw new Failure.Invalid("`y_column` is missing: a %s chart needs %s. Only histogram and pie do without."
                    .formatted(
                            type.word(),
                            type == PlotType.HEATMAP ? "a second column of categories" : "a column of numbers"));
        }
        var table = reader.read(in.data(), call);
        return call.computeInTurn(() -> chart(in, yName, table.get()))
                .orElseThrow(() -> new Failure.Throttled(
                        "No chart was drawn, because the server is drawing many others; call again in a few seconds.",
                        RETRY_AFTER));
    }

    private static ChartResult chart(Input in, @Nullable String yName, ChartTable table) {
        var type = in.plotType();
        var columns = new ChartColumns(
                table.column("x_column", in.xColumn()),
                column(table, "y_column", yName),
                type.hasGroups() ? column(table, "group_column", in.groupColumn()) : null,
                type == PlotType.HEATMAP ? column(table, "value_column", in.valueColumn()) : null);
        if ((type == PlotType.SCATTER || type == PlotType.LINE)
                && columns.used().size() < columns.count()) {
            throw new Failure.Invalid("A %s chart needs different columns in x_column, y_column and group_column."
                    .formatted(type.word()));
        }
        var built = new PlotBuilder(table, columns, type, in.bins()).build();
        return new ChartAssembler(in, type, table, columns, built).result();
    }

    private static @Nullable Column column(ChartTable table, String argument, @Nullable String name) {
        var wanted = blankToNull(name);
        return wanted == null ? null : table.column(argument, wanted);
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Returns the labels of a chart: those sent, or else made of its columns. */
    static Labels labels(Input in, PlotType type, ChartColumns columns, String measure) {
        var y = columns.y();
        var xLabel = in.xlabel().isBlank() ? columns.x().name() : in.xlabel();
        var yLabel = !in.ylabel().isBlank() ? in.ylabel() : type == PlotType.HEATMAP && y != null ? y.name() : measure;
        var made = type == PlotType.HEATMAP
                ? "%s by %s and %s".formatted(measure, xLabel, yLabel)
                : type.title(
                        xLabel,
                        !in.ylabel().isBlank() ? in.ylabel() : y == null || type == PlotType.PIE ? measure : y.name());
        return new Labels(in.title().isBlank() ? made : in.title(), xLabel, yLabel);
    }
}
