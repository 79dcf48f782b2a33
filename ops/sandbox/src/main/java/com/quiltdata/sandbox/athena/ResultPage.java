package com.quiltdata.sandbox.athena;

import static com.quiltdata.sandbox.athena.JsonRequest.output;

import com.quiltdata.sandbox.sql.SqlResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of a result as {@code GetQueryResults} describes it: the result of a query begins with a row of its header. */
final class ResultPage {
    private static final int MAX_ROWS = 1000;

    private ResultPage() {}

    static Map<String, @Nullable Object> of(Execution execution, JsonRequest request) {
        int size = request.maxResults(1, MAX_ROWS, MAX_ROWS);
        long start = Page.start(request);
        // The result must not be closed meanwhile.
        synchronized (execution) {
            return page(result(execution, request), start, size);
        }
    }

    private static SqlResult result(Execution execution, JsonRequest request) {
        Execution.State state = execution.state();
        if (!execution.ended()) {
            throw request.invalid("Query has not yet finished. Current state: " + state);
        } else if (state != Execution.State.SUCCEEDED) {
            throw request.invalid("Query did not finish successfully. Final query state: " + state);
        }
        SqlResult result = execution.result();
        if (result == null) {
            throw request.invalid("Could not find results");
        }
        return result;
    }

    private static Map<String, @Nullable Object> page(SqlResult result, long start, int size) {
        List<SqlResult.Column> columns = result.columns();
        int header = result.kind() == SqlResult.Kind.DML && !columns.isEmpty() ? 1 : 0;
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        if (start < header) {
            rows.add(row(columns.stream().map(SqlResult.Column::name).toList()));
        }
        result.rows(Math.max(0, start - header), size - rows.size()).forEach(values -> rows.add(row(values)));
        return output(
                "UpdateCount",
                0,
                "ResultSet",
                output(
                        "Rows",
                        rows,
                        "ResultSetMetadata",
                        Map.of(
                                "ColumnInfo",
                                columns.stream().map(ResultPage::column).toList())),
                "NextToken",
                Page.token(start + rows.size(), result.rowCount() + header));
    }

    private static Map<String, @Nullable Object> row(List<? extends @Nullable String> values) {
        return output(
                "Data",
                values.stream().map(value -> output("VarCharValue", value)).toList());
    }

    private static Map<String, @Nullable Object> column(SqlResult.Column column) {
        return output(
                "CatalogName", "hive",
                "SchemaName", "",
                "TableName", "",
                "Name", column.name(),
                "Label", column.name(),
                "Type", column.type(),
                "Precision", column.precision(),
                "Scale", column.scale(),
                "Nullable", "UNKNOWN",
                "CaseSensitive", "varchar".equals(column.type()));
    }
}
