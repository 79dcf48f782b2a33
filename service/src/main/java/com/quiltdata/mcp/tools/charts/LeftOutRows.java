package com.quiltdata.mcp.tools.charts;

import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tools.charts.ChartTable.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts the rows that a chart does not show, by the reason. */
final class LeftOutRows {
    private static final int MAX_EXAMPLE = 40;

    private final Map<String, LeftOut> byReason = new LinkedHashMap<>();

    /** Rows that a chart does not show for one reason. */
    record LeftOut(
            @Doc("Why they are not shown") String reason,
            @Doc("Number of rows") int rows,

            @Doc("Number of the first such row; the first row of the data is 1")
            int firstRow,

            @Doc("Its value") @Nullable String value) {
        private LeftOut more() {
            return new LeftOut(reason, rows + 1, firstRow, value);
        }
    }

    /** Adds a row because of the value that it has in a column; {@code wanted} is what the value should have been. */
    void add(int index, Column in, @Nullable Object value, String wanted) {
        var column = in.shownName();
        var limit = CellValues.isTooLarge(value) ? " within ±1e150" : "";
        var reason =
                value == null ? "`%s` is empty".formatted(column) : "`%s` is not %s%s".formatted(column, wanted, limit);
        var example = value == null ? null : ChartTable.shown(CellValues.text(value), MAX_EXAMPLE);
        byReason.merge(reason, new LeftOut(reason, 1, index + 1, example), (known, _) -> known.more());
    }

    List<LeftOut> all() {
        return List.copyOf(byReason.values());
    }

    /** Returns what was left out as a sentence without its end. */
    String summary() {
        return byReason.values().stream()
                .map(it -> "%s in %,d row%s%s"
                        .formatted(
                                it.reason(),
                                it.rows(),
                                it.rows() == 1 ? "" : "s",
                                it.value() == null
                                        ? ""
                                        : ", such as \"%s\" in row %,d".formatted(it.value(), it.firstRow())))
                .collect(Collectors.joining("; "));
    }
}
