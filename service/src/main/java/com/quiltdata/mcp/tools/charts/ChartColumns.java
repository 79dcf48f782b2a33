package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.tools.charts.ChartTable.Column;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a chart shows.
 *
 * @param value the column whose mean a heatmap shows
 */
record ChartColumns(
        Column x,
        @Nullable Column y,
        @Nullable Column group,
        @Nullable Column value) {
    /** Returns the columns that are used, each once. */
    List<Column> used() {
        return all().distinct().toList();
    }

    /** Returns how many roles have a column. */
    int count() {
        return (int) all().count();
    }

    private Stream<Column> all() {
        return Stream.of(x, y, group, value).filter(Objects::nonNull);
    }

    List<String> names() {
        return used().stream().map(Column::name).toList();
    }
}
