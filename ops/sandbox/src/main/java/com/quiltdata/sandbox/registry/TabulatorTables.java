package com.quiltdata.sandbox.registry;

import com.quiltdata.sandbox.registry.Bucket.TabulatorTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The tables of all buckets as they are now; at first those with which the buckets were registered. */
public final class TabulatorTables {
    private final Map<String, List<TabulatorTable>> byBucket = new ConcurrentHashMap<>();

    public List<TabulatorTable> of(Bucket bucket) {
        return byBucket.getOrDefault(bucket.name(), bucket.tabulatorTables());
    }

    /** Creates a table, or replaces its configuration. */
    public void set(Bucket bucket, TabulatorTable table) {
        change(bucket, tables -> {
            int at = indexOf(tables, table.name());
            if (at < 0) {
                tables.add(table);
            } else {
                tables.set(at, table);
            }
            return tables;
        });
    }

    public void delete(Bucket bucket, String name) {
        change(bucket, tables -> {
            tables.remove(existing(tables, name));
            return tables;
        });
    }

    public void rename(Bucket bucket, String name, String newName) {
        change(bucket, tables -> {
            int at = existing(tables, name);
            if (indexOf(tables, newName) >= 0) {
                throw refused("TabulatorTableAlreadyExists", "Table already exists");
            }
            tables.set(at, new TabulatorTable(newName, tables.get(at).config()));
            return tables;
        });
    }

    private void change(Bucket bucket, UnaryOperator<List<TabulatorTable>> change) {
        byBucket.compute(
                bucket.name(),
                (_, tables) ->
                        List.copyOf(change.apply(new ArrayList<>(tables == null ? bucket.tabulatorTables() : tables))));
    }

    private static int existing(List<TabulatorTable> tables, String name) {
        int at = indexOf(tables, name);
        if (at < 0) {
            throw refused("TabulatorTableNotFound", "Table not found");
        }
        return at;
    }

    private static int indexOf(List<TabulatorTable> tables, String name) {
        return tables.stream().map(TabulatorTable::name).toList().indexOf(name);
    }

    private static OperationRefusedException refused(String name, String message) {
        return OperationRefusedException.operation(name, message, Map.of());
    }
}
