package com.quiltdata.mcp.tools.sql;

import com.quiltdata.mcp.catalog.sql.TableScope;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Truncatable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the tables of a database. */
record AthenaTablesList(TableDirectory directory) implements SqlTool<AthenaTablesList.Input, AthenaTablesList.Output> {
    record Input(
            @Doc("Database; athena://databases lists them. In a tabulator data catalog it is a bucket")
            @Alias("database_name")
            String database,

            @Doc("Data catalog") @Default("\"AwsDataCatalog\"") @Alias("catalog")
            String dataCatalogName,

            @Doc(
                    "Pattern of the whole name: LIKE, where % is any text and _ any character, or with * for any text, like"
                            + " \"*_entry\". Default: all tables")
            @Nullable
            String tablePattern,

            @Doc("Maximum number of tables") @Default("100") @Min(1) @Max(1000)
            int limit,

            @Doc("next_cursor of the previous result") @Default("\"\"")
            String cursor) {}

    record Output(
            @Doc("Tables, in the data catalog's order") List<TableItem> tables,

            @Doc("Database name") String databaseName,
            @Doc("Data catalog name") String dataCatalogName,

            @Doc("Number of tables in this result") int count,

            @Doc("Whether more tables may follow") boolean truncated,

            @Doc("Send as cursor to get the next tables") @Nullable
            String nextCursor,

            @Doc("What is omitted and how to get it") @Nullable
            String note,

            @Doc("Where the listing continues") @Hidden TableListing listing)
            implements Truncatable<Output> {
        static Output of(TableScope scope, List<TableItem> tables, TableListing listing, @Nullable String note) {
            var next = listing.after(tables.size());
            return new Output(
                    tables,
                    scope.database(),
                    scope.dataCatalog(),
                    tables.size(),
                    next != null,
                    next == null ? null : next.cursor(),
                    next == null ? note : note == null ? MORE : "%s %s".formatted(MORE, note),
                    listing);
        }

        @Override
        public int parts() {
            return 2 * tables.size();
        }

        @Override
        public Output first(int parts) {
            return of(
                    new TableScope(dataCatalogName, databaseName),
                    Truncatable.itemsThenDetails(tables, parts, TableItem::withoutDetails),
                    listing,
                    "The details of tables are omitted for space; athena_table_schema returns them.");
        }
    }

    private static final String MORE = "More tables follow: call again with the same arguments and cursor=next_cursor.";

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "athena_tables_list",
                    "List tables",
                    Effect.READ,
                    "Lists the tables and views of a database that Athena can query, with type, partition keys, location and "
                            + "times from the data catalog; no query runs. For the columns of one table use "
                            + "athena_table_schema. The databases are in the resource athena://databases.",
                    Input.class,
                    Output.class)
            .shownIn(AppView.TABLE);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var scope = SqlNames.scope(in.dataCatalogName(), in.database());
        var pattern = in.tablePattern() == null ? null : TablePattern.parse("table_pattern", in.tablePattern());
        var first = TablePosition.first(scope, in.tablePattern());
        var start = in.cursor().isEmpty() ? first : first.parse(in.cursor());
        var listing = TableListing.read(directory, call, pattern, start, in.limit());
        var items = listing.tables().stream().map(it -> TableItem.of(scope, it)).toList();
        return Output.of(scope, items, listing, items.isEmpty() && listing.next() == null ? none(in) : null);
    }

    private static String none(Input in) {
        return in.tablePattern() == null
                ? "The database has no table that your role can see."
                : "No table has such a name. The pattern must match the whole name: \"*%s*\" also finds it within one."
                        .formatted(WellFormedText.shown(in.tablePattern().replaceAll("[*%]", "")));
    }
}
