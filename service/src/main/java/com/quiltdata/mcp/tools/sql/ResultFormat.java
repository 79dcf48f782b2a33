package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form in which a result shows its rows. */
enum ResultFormat {
    JSON,
    CSV,
    PARQUET,
    TABLE;

    /** Refuses the form that no result can show, before anything is sent. */
    void requireText() {
        if (this == PARQUET) {
            throw new Failure.Invalid(
                    "`output_format`: a result cannot hold Parquet. %s writes the result of a query to Parquet files and returns links to them; for rows to read send json, csv or table."
                            .formatted(AthenaQueryExport.NAME));
        }
    }

    /** Returns rows in this form: a list of objects for JSON, else a text. */
    Object render(List<QueryResult.Column> columns, List<List<@Nullable String>> rows) {
        return switch (this) {
            case JSON -> RowRenderer.objects(columns, rows);
            case CSV -> RowRenderer.csv(columns, rows);
            case TABLE -> RowRenderer.table(columns, rows);
            case PARQUET -> throw new IllegalStateException("refused before");
        };
    }
}
