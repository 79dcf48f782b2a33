package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.tabulator.BucketTables;
import com.quiltdata.mcp.catalog.tabulator.TabulatorReader;
import com.quiltdata.mcp.catalog.tabulator.TabulatorTable;
import com.quiltdata.mcp.catalog.tabulator.TabulatorWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tabulator tables in memory, in the buckets that a test names, with a record of the changes. */
public final class MemoryTables implements TabulatorReader, TabulatorWriter {
    private final Map<String, Map<String, String>> buckets = new LinkedHashMap<>();

    /** The changes that arrived, each as the method's name and its arguments. */
    public final List<String> changes = new ArrayList<>();

    public MemoryTables with(String bucket) {
        buckets.putIfAbsent(bucket, new LinkedHashMap<>());
        return this;
    }

    public MemoryTables with(String bucket, String table, String config) {
        of(with(bucket).buckets.get(bucket), bucket).put(table, config);
        return this;
    }

    private static Map<String, String> of(@Nullable Map<String, String> tables, String bucket) {
        if (tables == null) {
            throw new Failure.NotFound("No bucket `" + bucket + "`.", bucket);
        }
        return tables;
    }

    /** Returns the configuration of a table, or null. */
    public @Nullable String config(String bucket, String table) {
        return of(buckets.get(bucket), bucket).get(table);
    }

    @Override
    public List<TabulatorTable> tables(Caller caller, String bucket) {
        return of(buckets.get(bucket), bucket).entrySet().stream()
                .map(it -> new TabulatorTable(it.getKey(), it.getValue()))
                .toList();
    }

    @Override
    public List<BucketTables> buckets(Caller caller) {
        return buckets.entrySet().stream()
                .filter(it -> !it.getValue().isEmpty())
                .map(it ->
                        new BucketTables(it.getKey(), List.copyOf(it.getValue().keySet())))
                .toList();
    }

    @Override
    public void set(Caller caller, String bucket, String table, @Nullable String config) {
        changes.add("set %s %s%s".formatted(bucket, table, config == null ? " null" : ""));
        var tables = of(buckets.get(bucket), bucket);
        if (config == null) {
            tables.remove(table);
        } else {
            tables.put(table, config);
        }
    }

    @Override
    public void rename(Caller caller, String bucket, String table, String newName) {
        changes.add("rename %s %s %s".formatted(bucket, table, newName));
        var tables = of(buckets.get(bucket), bucket);
        tables.put(newName, String.valueOf(tables.remove(table)));
    }
}
