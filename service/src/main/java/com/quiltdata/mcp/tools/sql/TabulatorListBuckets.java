package com.quiltdata.mcp.tools.sql;

import com.google.common.base.Ascii;
import com.quiltdata.mcp.catalog.sql.Database;
import com.quiltdata.mcp.catalog.sql.SqlPage;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the databases of the tabulator data catalog, which are buckets. */
record TabulatorListBuckets(TableReader tables, TabulatorCatalog tabulator)
        implements SqlTool<TabulatorListBuckets.Input, TabulatorListBuckets.Output> {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 50;

    record Input(
            @Doc("Only buckets whose name contains this text") @Default("\"\"")
            String filter) {}

    record Output(
            @Doc("Bucket names; each is a database") List<String> buckets,
            @Doc("Number of buckets in this result") int count,
            @Doc("The tabulator data catalog") String dataCatalogName,
            @Doc("Whether the result is incomplete") boolean truncated,
            @Doc("Summary of the result") String message,

            @Doc("What is omitted, or how to query a table") @Nullable
            String note)
            implements Truncatable<Output> {
        static Output of(List<String> buckets, String dataCatalog, boolean truncated) {
            return new Output(
                    buckets,
                    buckets.size(),
                    dataCatalog,
                    truncated,
                    "%s %,d buckets in the tabulator data catalog."
                            .formatted(truncated ? "Listed the first" : "Found", buckets.size()),
                    truncated
                            ? "The data catalog has more buckets; send a part of the name as filter, or the bucket as database in %s."
                                    .formatted(dataCatalog)
                            : null);
        }

        @Override
        public int parts() {
            return buckets.size();
        }

        @Override
        public Output first(int parts) {
            return of(buckets.subList(0, parts), dataCatalogName, true);
        }
    }

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "tabulator_list_buckets",
            "List buckets of Tabulator",
            Effect.READ,
            "Lists the buckets in the tabulator data catalog of Athena, each a database whose tabulator tables SQL can "
                    + "query. A bucket can be listed without having a table. For the buckets that have tables, with "
                    + "their names, read the resource tabulator://buckets.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var dataCatalog = tabulator.name();
        var filter = Ascii.toLowerCase(in.filter().strip());
        var buckets = new ArrayList<String>();
        SqlPage<Database> page = new SqlPage<>(List.of(), null);
        for (int pages = 0; pages < MAX_PAGES && (pages == 0 || page.next() != null); pages++) {
            page = tables.databases(call.caller(), dataCatalog, page.next(), PAGE);
            page.items().stream()
                    .map(Database::name)
                    .filter(it -> it.contains(filter))
                    .forEach(buckets::add);
        }
        return Output.of(buckets, dataCatalog, page.next() != null);
    }
}
