package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryRows;
import com.quiltdata.mcp.catalog.sql.ResultColumn;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A query and, once it has succeeded, its first rows. */
record QueryResult(
        @Doc("Athena's id of the query; valid in every session")
        String executionId,

        @Doc("QUEUED, RUNNING or SUCCEEDED") String state,
        @Doc("Athena workgroup it ran in") @Nullable String workgroup,

        @Doc("Columns in order, with their SQL types") @Nullable
        List<Column> columns,

        @Doc("Number of rows in this result; absent while the query runs") @Nullable
        Integer rowCount,

        @Doc("Whether the query has more rows than these; absent while it runs") @Nullable
        Boolean truncated,

        @Doc("Rows: a list of objects for json, else a text; absent while the query runs") @Nullable
        Object formattedData,

        @Doc("Format of formatted_data") String format,
        @Doc("Bytes scanned so far") @Nullable Long scannedBytes,

        @Doc("What the scanned bytes cost at most, without discounts") @Nullable
        BigDecimal estimatedCostUsd,

        @Doc("Time that Athena's engine worked, in milliseconds") @Nullable
        Long engineMillis,

        @Doc("The SQL as sent, of a long one the beginning") String query,

        @Doc("What may make the query slow or expensive") @Nullable
        List<String> warnings,

        @Doc("Next step, and how to read the values") @Nullable
        String note,

        @Doc("What the result is built from") @Hidden Source source)
        implements Truncatable<QueryResult> {
    private static final int MAX_QUERY = 2_000;
    private static final int MAX_COLUMNS = 100;

    /** A column; a name that an earlier column has is followed by a number. */
    record Column(
            @Doc("Name, unique in the result") String name,

            @Doc("SQL type, such as bigint or decimal(10,2)")
            String type) {
        static List<Column> of(List<ResultColumn> columns) {
            var taken = columns.stream().map(ResultColumn::name).collect(Collectors.toCollection(HashSet::new));
            var used = new HashSet<String>();
            var unique = new ArrayList<Column>();
            for (var column : columns) {
                var name = column.name();
                for (int i = 2; !used.add(name); i++) {
                    var numbered = "%s_%d".formatted(column.name(), i);
                    name = taken.add(numbered) ? numbered : name;
                }
                unique.add(new Column(name, type(column)));
            }
            return unique;
        }

        private static String type(ResultColumn column) {
            return column.type().equals("decimal")
                    ? "decimal(%d,%d)".formatted(column.precision(), column.scale())
                    : column.type();
        }
    }

    /** The rows that a call asks for. */
    record RowRequest(ResultFormat format, int max) {}

    /**
     * What a result is built from.
     *
     * @param rows null if there are none, or none yet
     */
    record Source(
            QueryExecution execution,
            @Nullable QueryRows rows,
            RowRequest request,
            List<String> warnings,
            @Nullable BigDecimal cost) {
        /** Returns the source without rows and with the first columns only; null if there is nothing to leave out. */
        @Nullable
        Source withoutRows() {
            if (rows == null || ResultNotes.areOmitted(rows)) {
                return null;
            }
            var columns = rows.columns();
            var first = columns.subList(0, Math.min(MAX_COLUMNS, columns.size()));
            return new Source(execution, new QueryRows(first, List.of(), true), request, warnings, cost);
        }
    }

    static QueryResult of(Source source) {
        var rows = source.rows();
        return of(source, rows == null ? 0 : rows.rows().size());
    }

    private static QueryResult of(Source source, int count) {
        var execution = source.execution();
        var rows = source.rows();
        var columns = rows == null ? null : Column.of(rows.columns());
        var format = source.request().format();
        var engine = execution.details().engine();
        return new QueryResult(
                execution.id(),
                execution.state().name(),
                execution.workgroup(),
                columns,
                rows == null ? null : count,
                rows == null ? null : rows.truncated() || count < rows.rows().size(),
                rows == null || columns == null
                        ? null
                        : format.render(columns, rows.rows().subList(0, count)),
                format.name().toLowerCase(Locale.ROOT),
                execution.scannedBytes(),
                source.cost(),
                engine == null ? null : engine.toMillis(),
                WellFormedText.shortened(execution.text(), MAX_QUERY),
                source.warnings().isEmpty() ? null : source.warnings(),
                ResultNotes.of(source, count),
                source);
    }

    @Override
    public int parts() {
        return rowCount == null ? 0 : rowCount;
    }

    @Override
    public QueryResult first(int parts) {
        return of(source, Math.min(parts, parts()));
    }

    /** Returns the result without rows, of which not even one fits. */
    @Override
    public @Nullable QueryResult withoutMetadata() {
        var reduced = source.withoutRows();
        return reduced == null ? null : of(reduced);
    }
}
