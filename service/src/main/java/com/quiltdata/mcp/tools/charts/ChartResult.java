package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.tool.ContentBlock;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.HasContentBlocks;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.charts.LeftOutRows.LeftOut;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result of {@link CreateDataVisualization}. */
record ChartResult(
        @Doc("Chart file") ChartFile visualizationConfig,
        @Doc("Data file") DataFile dataFile,

        @Doc("Summary file, with which the catalog shows the chart")
        SummaryFile quiltSummarize,

        @Doc("The three files to add to a package, and the field of this result that has the content of each")
        List<FileToUpload> filesToUpload,

        @Doc("What the chart shows") Metadata metadata,
        @Doc("Warnings") @Nullable String note,
        @Doc("The picture") @Hidden ContentBlock.@Nullable ImageContent image)
        implements Truncatable<ChartResult>, HasContentBlocks {
    record ChartFile(
            @Doc("Always \"echarts\"") String type,

            @Doc("ECharts option: the file's content, as JSON. A dataset.source is the key of data_file")
            Map<String, Object> option,

            @Doc("Key of the file") String filename) {}

    record DataFile(
            @Doc("Key of the file") String key,

            @Doc("The columns of the chart as CSV, all rows; absent if too long") @Nullable
            String text,

            @Doc("Media type") String contentType,

            @Doc("S3 URI of the object that can be the file instead") @Nullable
            String s3Uri) {}

    record SummaryFile(
            @Doc("Key of the file") String key,
            @Doc("Its content, JSON") String text,
            @Doc("Media type") String contentType) {}

    record FileToUpload(
            @Doc("Key of the file") String key,
            @Doc("Media type") String contentType,

            @Doc("Field with its content, like \"data_file\"")
            String contentFrom) {}

    record Metadata(
            @Doc("Type of the chart") String plotType,

            @Doc("Statistics of the numbers shown; absent if the chart counts rows") @Nullable
            Statistics statistics,

            @Doc("Number of rows shown") int dataPoints,
            @Doc("Number of rows of the data") int rows,
            @Doc("Rows that are not shown, by the reason") List<LeftOut> leftOut,
            @Doc("Bins of a histogram") @Nullable List<Bin> bins,
            @Doc("Always \"echarts\"") String visualizationEngine,
            @Doc("Columns shown") List<String> columnsUsed) {}

    record Bin(
            @Doc("Lower edge, which is in the bin") double from,

            @Doc("Upper edge, which is in the next bin, except for the last")
            double to,

            @Doc("Number of rows") int count) {}

    @Override
    public int parts() {
        return dataFile.text() == null ? 1 : 2;
    }

    /** One part is everything but the text of the data file. */
    @Override
    public ChartResult first(int count) {
        if (count > 1 || dataFile.text() == null) {
            return this;
        }
        var file = new DataFile(dataFile.key(), null, dataFile.contentType(), dataFile.s3Uri());
        var where = dataFile.s3Uri() == null
                ? "make the file of the rows that you sent, with the columns %s in this order"
                        .formatted(String.join(", ", metadata.columnsUsed()))
                : "the object at data_file.s3_uri can be the file";
        var missing = "The text of data_file is left out because it is too long: %s.".formatted(where);
        return new ChartResult(
                visualizationConfig,
                file,
                quiltSummarize,
                filesToUpload,
                metadata,
                Stream.of(note, missing)
                        .filter(it -> it != null && !it.isEmpty())
                        .collect(Collectors.joining(" ")),
                image);
    }

    @Override
    public List<ContentBlock> blocks() {
        return image == null ? List.of() : List.of(image);
    }
}
