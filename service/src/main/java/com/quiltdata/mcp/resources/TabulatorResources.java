package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.tabulator.BucketTables;
import com.quiltdata.mcp.catalog.tabulator.TabulatorReader;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resource of {@code tabulator://}, not cached because it depends on the caller's role, which may change. */
final class TabulatorResources {
    private static final int MAX_BUCKETS = 1000;
    private static final int MAX_TABLES = 100;
    private static final Entry BUCKETS = new Entry(
            "tabulator://buckets",
            "Tabulator Buckets",
            "Buckets with tabulator tables",
            "The buckets that have tabulator tables, with the names of the tables.",
            Resource.JSON);

    private TabulatorResources() {}

    record Buckets(
            List<Item> buckets,
            int count,
            String message,
            @Nullable String note) {}

    record Item(String name, List<String> tables, int tableCount) {
        static Item of(BucketTables it) {
            var tables = it.tables();
            return new Item(it.bucket(), tables.subList(0, Math.min(MAX_TABLES, tables.size())), tables.size());
        }
    }

    static Resource buckets(TabulatorReader tabulator) {
        return new Resource(BUCKETS, false, call -> {
            var all = tabulator.buckets(call.caller());
            var items = all.stream().limit(MAX_BUCKETS).map(Item::of).toList();
            var omitted = all.size() > MAX_BUCKETS || items.stream().anyMatch(it -> it.tableCount() > MAX_TABLES);
            return new Body.Json(new Buckets(
                    items,
                    all.size(),
                    "Found %,d buckets with tabulator tables".formatted(all.size()),
                    omitted
                            ? "Only the first %,d buckets, and the first %,d tables of each, are listed; tabulator_table_list returns all of one bucket."
                                    .formatted(MAX_BUCKETS, MAX_TABLES)
                            : null));
        });
    }
}
