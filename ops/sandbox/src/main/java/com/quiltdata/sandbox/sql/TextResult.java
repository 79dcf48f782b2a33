package com.quiltdata.sandbox.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result that is known as a whole, such as that of {@code SHOW TABLES}. */
record TextResult(Kind kind, List<Column> columns, List<List<@Nullable String>> all) implements SqlResult {
    /** Returns lines of text in the first column. */
    static TextResult of(List<String> columns, List<String> lines) {
        return new TextResult(
                Kind.UTILITY,
                columns.stream().map(name -> new Column(name, "string", 0, 0)).toList(),
                lines.stream().map(line -> List.<@Nullable String>of(line)).toList());
    }

    static TextResult empty(Kind kind) {
        return new TextResult(kind, List.of(), List.of());
    }

    @Override
    public long rowCount() {
        return all.size();
    }

    @Override
    public List<List<@Nullable String>> rows(long from, int count) {
        return all.stream().skip(from).limit(count).toList();
    }

    @Override
    public long scannedBytes() {
        return 0;
    }

    @Override
    public void close() {}
}
