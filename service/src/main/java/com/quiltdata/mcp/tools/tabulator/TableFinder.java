package com.quiltdata.mcp.tools.tabulator;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.tabulator.TabulatorReader;
import com.quiltdata.mcp.catalog.tabulator.TabulatorTable;
import com.quiltdata.mcp.json.WellFormedText;
import com.quiltdata.mcp.text.NearestName;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the table that a call names. */
record TableFinder(TabulatorReader tables) {
    private static final int MAX_NAMED = 20;
    private static final int MAX_LENGTH = 255;

    /** A table that a call names, which may not exist. */
    record TableName(String bucket, String table) {
        /** Parses the names; {@code bucketArgument} and {@code tableArgument} are the arguments' wire names. */
        static TableName parse(String bucketArgument, String bucket, String tableArgument, String table) {
            return new TableName(
                    ArgumentParser.parse(bucketArgument, bucket.strip(), NameSyntax::bucket),
                    tableName(tableArgument, table));
        }
    }

    static String tableName(String argument, String text) {
        return ArgumentParser.parse(argument, text.strip(), name -> {
            if (name.isEmpty() || name.length() > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        "must be a table name of 1 to %d characters, for example \"storms\".".formatted(MAX_LENGTH));
            }
            return NameSyntax.printable(name);
        });
    }

    Optional<TabulatorTable> find(Call call, TableName name) {
        return find(all(call, name.bucket()), name.table());
    }

    List<TabulatorTable> all(Call call, String bucket) {
        return tables.tables(call.caller(), bucket);
    }

    static Optional<TabulatorTable> find(List<TabulatorTable> all, String table) {
        return all.stream().filter(it -> it.name().equals(table)).findFirst();
    }

    /** Returns the table; one that does not exist is {@link Failure.NotFound} with the names of those that do. */
    TabulatorTable require(Call call, TableName name) {
        return require(all(call, name.bucket()), name);
    }

    static TabulatorTable require(List<TabulatorTable> all, TableName name) {
        return find(all, name.table())
                .orElseThrow(() -> new Failure.NotFound("No tabulator table `%s` in bucket `%s`.%s %s"
                        .formatted(
                                WellFormedText.shown(name.table()),
                                name.bucket(),
                                NearestName.question(name.table(), names(all)),
                                existing(all))));
    }

    private static List<String> names(List<TabulatorTable> all) {
        return all.stream().map(TabulatorTable::name).toList();
    }

    private static String existing(List<TabulatorTable> all) {
        if (all.isEmpty()) {
            return "The bucket has none.";
        }
        var names = names(all).stream()
                .limit(MAX_NAMED)
                .map(WellFormedText::shown)
                .map("`%s`"::formatted)
                .collect(Collectors.joining(", "));
        var more = all.size() - MAX_NAMED;
        return "Its tables: %s%s.".formatted(names, more > 0 ? " and %,d more".formatted(more) : "");
    }
}
