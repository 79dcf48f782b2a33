package com.quiltdata.mcp.catalog.objects;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the schema and the first rows of Parquet files. */
public interface ParquetReader {
    /** Maximum length of a text; of longer ones the beginning is read, and their length. */
    int MAX_TEXT = 1000;

    /** Reads up to {@code maxRows} rows, and no more than {@code maxBytes} bytes besides the first ones already read. */
    ParquetResult read(ByteRanges file, int maxRows, long maxBytes);

    /** What was read of a file. */
    sealed interface ParquetResult {}

    /** The reason, as a sentence, why a file cannot be read as Parquet. */
    record UnreadableParquet(String reason) implements ParquetResult {}

    /**
     * The schema and the first rows of a file.
     *
     * @param columns the names of the columns whose values were read, which those of each row follow
     * @param omitted the columns whose values were not read, by the reason
     * @param bytesRead the number of bytes read
     */
    record ParquetPreview(
            ParquetFileInfo file,
            List<ParquetColumn> schema,
            List<String> columns,
            List<List<@Nullable Object>> rows,
            Map<String, List<String>> omitted,
            long bytesRead)
            implements ParquetResult {}

    /**
     * What the footer says of the whole file.
     *
     * @param rowGroups the number of row groups; of those read if the footer was not read completely
     * @param complete whether the footer was read completely
     */
    record ParquetFileInfo(
            long rows, int rowGroups, @Nullable String createdBy, boolean complete) {}

    /**
     * A top-level column.
     *
     * @param type the physical type, or the structure of a nested column
     * @param logicalType what the physical type means; null if nothing else
     * @param statistics over all row groups; null if the footer has none
     */
    record ParquetColumn(
            String name,
            String type,
            @Nullable String logicalType,
            boolean nullable,
            @Nullable ParquetStatistics statistics) {}

    /** Number of nulls, minimum and maximum of a column in the whole file; each null if unknown. */
    record ParquetStatistics(
            @Nullable Long nulls,
            @Nullable Object min,
            @Nullable Object max) {}
}
