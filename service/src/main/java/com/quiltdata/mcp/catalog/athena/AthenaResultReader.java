package com.quiltdata.mcp.catalog.athena;

import com.google.common.base.Splitter;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.sql.QueryExecution;
import com.quiltdata.mcp.catalog.sql.QueryRows;
import com.quiltdata.mcp.catalog.sql.ResultColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.ResultSetMetadata;
import software.amazon.awssdk.services.athena.model.Row;

/** Reads the first rows of one result, and one more to know whether there are further ones. */
final class AthenaResultReader {
    /** Athena's own maximum, which includes the header. */
    private static final int PAGE = 1000;

    /** By how much pages get smaller. */
    private static final int SMALLER = 8;

    private static final int BYTES_PER_VALUE = 48;

    private final AthenaClients aws;
    private final MemoryBudget memory;
    private final Caller caller;
    private final QueryExecution execution;
    private final int maxRows;
    private final boolean mayHaveHeader;
    private int pageSize = PAGE;

    AthenaResultReader(AthenaClients aws, MemoryBudget memory, Caller caller, QueryExecution execution, int maxRows) {
        this.aws = aws;
        this.memory = memory;
        this.caller = caller;
        this.execution = execution;
        this.maxRows = maxRows;
        this.mayHaveHeader =
                execution.statementType() == null || execution.statementType().equals("DML");
    }

    QueryRows read() {
        var page = page(null, Math.addExact(maxRows, mayHaveHeader ? 2 : 1));
        var columns = columns(page);
        var rows = new ArrayList<List<@Nullable String>>(rows(page));
        if (mayHaveHeader && !rows.isEmpty() && isHeader(rows.getFirst(), columns)) {
            rows.removeFirst();
        }
        var next = page.nextToken();
        while (next != null && rows.size() <= maxRows) {
            var following = page(next, maxRows + 1 - rows.size());
            rows.addAll(rows(following));
            next = following.nextToken();
        }
        if (!mayHaveHeader) {
            for (int i = 0; i < rows.size(); i++) {
                rows.set(i, cells(rows.get(i), columns.size()));
            }
        }
        var truncated = rows.size() > maxRows;
        return new QueryRows(named(columns, rows), truncated ? List.copyOf(rows.subList(0, maxRows)) : rows, truncated);
    }

    /** Reads a page of up to this many rows; fewer where so many are too large for one response. */
    private GetQueryResultsResponse page(@Nullable String next, int rows) {
        var asked = Math.min(pageSize, rows);
        try {
            return memory.scope(() -> ask(next, asked));
        } catch (Failure.TooLarge e) {
            if (asked == 1) {
                throw e;
            }
            pageSize = Math.max(1, asked / SMALLER);
            return page(next, rows);
        }
    }

    private GetQueryResultsResponse ask(@Nullable String next, int rows) {
        return aws.athena(
                caller,
                (athena, as) -> athena.getQueryResults(r -> r.queryExecutionId(execution.id())
                        .nextToken(next)
                        .maxResults(rows)
                        .overrideConfiguration(as)));
    }

    private List<ResultColumn> columns(GetQueryResultsResponse page) {
        ResultSetMetadata metadata = aws.present(page.resultSet()).resultSetMetadata();
        return metadata == null
                ? List.of()
                : metadata.columnInfo().stream().map(AthenaResultReader::column).toList();
    }

    private static ResultColumn column(ColumnInfo from) {
        return new ResultColumn(
                Objects.requireNonNullElse(from.name(), ""),
                Objects.requireNonNullElse(from.type(), "varchar"),
                Objects.requireNonNullElse(from.precision(), 0),
                Objects.requireNonNullElse(from.scale(), 0));
    }

    /** Returns the rows of a page, and charges them to the call, which holds them until it ends. */
    private List<List<@Nullable String>> rows(GetQueryResultsResponse page) {
        var rows = aws.present(page.resultSet()).rows().stream()
                .map(AthenaResultReader::values)
                .toList();
        memory.charge(rows.stream()
                .flatMap(List::stream)
                .mapToLong(AthenaResultReader::cost)
                .sum());
        return rows;
    }

    private static List<@Nullable String> values(Row row) {
        return row.data().stream().<@Nullable String>map(Datum::varCharValue).toList();
    }

    /**
     * Returns the values of a line of text: Athena returns the whole line of a {@code DESCRIBE} as the first value, with
     * tabs between values, and pads what {@code SHOW} and {@code DESCRIBE} list with blanks.
     */
    private static List<@Nullable String> cells(List<@Nullable String> row, int columns) {
        var line = row.size() == 1 ? row.getFirst() : null;
        if (line == null) {
            return row;
        }
        var cells = columns > 1
                ? Splitter.on('\t').limit(columns).trimResults().splitToStream(line)
                : Stream.of(line.stripTrailing());
        return cells.<@Nullable String>map(cell -> cell).toList();
    }

    private static long cost(@Nullable String value) {
        return BYTES_PER_VALUE + (value == null ? 0 : 2L * value.length());
    }

    private static boolean isHeader(List<@Nullable String> row, List<ResultColumn> columns) {
        return row.equals(columns.stream().map(ResultColumn::name).toList());
    }

    /** Returns the columns; where a statement such as {@code SHOW} has none, as many as its widest row, by position. */
    private static List<ResultColumn> named(List<ResultColumn> columns, List<List<@Nullable String>> rows) {
        var width = rows.stream().mapToInt(List::size).max().orElse(0);
        return columns.isEmpty()
                ? IntStream.range(0, width)
                        .mapToObj(i -> new ResultColumn("_col" + i, "varchar", 0, 0))
                        .toList()
                : columns;
    }
}
