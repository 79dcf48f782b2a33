package com.quiltdata.mcp.tools.sql;

import com.google.common.math.LongMath;
import com.google.common.primitives.Longs;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.sql.DataTable;
import com.quiltdata.mcp.catalog.sql.QueryRequest;
import com.quiltdata.mcp.catalog.sql.Statement;
import com.quiltdata.mcp.catalog.sql.Statement.TableUse;
import com.quiltdata.mcp.catalog.sql.TableColumn;
import com.quiltdata.mcp.catalog.sql.TableReader;
import com.quiltdata.mcp.catalog.sql.TableScope;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.tool.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables that a query scans, as often as it does.
 *
 * @param descriptions what the data catalog says of them; empty if it does not, or not in time
 */
record ScannedTables(List<Scan> scans, Map<Name, Optional<DataTable>> descriptions) {
    private static final int MAX_LOOKUPS = 20;
    private static final int MAX_LOOKUPS_IF_OFF = 4;
    private static final int LOOKUP_SECONDS = 3;

    /**
     * The parameters that state the bytes of a table's files: of Hive's and Athena's statistics, and of Glue's crawler.
     * {@code rawDataSize} is the data's size in memory, more than that of compressed files. The largest counts; 0 is what
     * statistics say of a table that was created before its files, and states nothing.
     */
    private static final List<String> SIZES = List.of("totalSize", "sizeKey", "rawDataSize");

    /** Iceberg's and Hive's tables of metadata, of which only a few kilobytes are read. */
    private static final Pattern METADATA =
            Pattern.compile(".+\\$(partitions|files|manifests|history|snapshots|refs|properties)");

    /** A table's full name; null where neither the query nor the request names its database. */
    record Name(String dataCatalog, @Nullable String database, String table) {
        @Override
        public String toString() {
            return database == null ? table : "%s.%s".formatted(database, table);
        }
    }

    /** One use of a table. */
    record Scan(Name name, TableUse use) {}

    /** Looks the tables up; where the guard is {@code off}, only a few. */
    static ScannedTables lookUp(TableReader reader, Call call, Statement statement, QueryRequest request, boolean off) {
        var scans = statement.tables().stream()
                .map(use -> new Scan(name(use, request), use))
                .filter(scan -> !"information_schema".equals(scan.name().database())
                        && !METADATA.matcher(scan.name().table()).matches())
                .toList();
        var names = scans.stream().map(Scan::name).distinct().toList();
        if (names.size() > (off ? MAX_LOOKUPS_IF_OFF : MAX_LOOKUPS)) {
            return new ScannedTables(scans, Map.of());
        }
        var lookups = names.stream().collect(Collectors.toMap(name -> name, name -> start(reader, call, name)));
        return new ScannedTables(
                scans,
                lookups.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().join())));
    }

    private static Name name(TableUse use, QueryRequest request) {
        return new Name(
                Objects.requireNonNullElse(use.dataCatalog(), request.dataCatalog()),
                use.database() == null ? request.database() : use.database(),
                use.table());
    }

    private static Tasks.Task<Optional<DataTable>> start(TableReader reader, Call call, Name name) {
        var task = Tasks.start("table", () -> find(reader, call, name));
        task.result().completeOnTimeout(Optional.empty(), LOOKUP_SECONDS, TimeUnit.SECONDS);
        return task;
    }

    private static Optional<DataTable> find(TableReader reader, Call call, Name name) {
        var database = name.database();
        if (database == null) {
            return Optional.empty();
        }
        var scope = new TableScope(name.dataCatalog(), database);
        return Attempt.of(() -> Optional.of(reader.table(call.caller(), scope, name.table())))
                .orElse(Optional.empty());
    }

    /** Returns an upper bound of the bytes; conditions do not reduce it. Empty if the size of a table is not known. */
    Optional<Long> bytes() {
        return scans.stream()
                .map(scan -> size(scan.name()))
                .reduce(
                        Optional.of(0L),
                        (sum, size) -> sum.flatMap(one -> size.map(other -> LongMath.saturatedAdd(one, other))));
    }

    /** Returns the tables whose size is not known, as a phrase. */
    String unknown() {
        return scans.stream()
                .map(Scan::name)
                .filter(name -> size(name).isEmpty())
                .map(Name::toString)
                .distinct()
                .limit(MAX_LOOKUPS_IF_OFF)
                .collect(Collectors.joining(", ", "no size is stated for ", ""));
    }

    private Optional<Long> size(Name name) {
        return description(name)
                .filter(table -> table.type() == null || !table.type().contains("VIEW"))
                .flatMap(table -> SIZES.stream()
                        .map(parameter -> table.parameters().get(parameter))
                        .filter(Objects::nonNull)
                        .map(Longs::tryParse)
                        .filter(size -> size != null && size > 0)
                        .max(Long::compare));
    }

    private Optional<DataTable> description(Name name) {
        return descriptions.getOrDefault(name, Optional.empty());
    }

    /** Returns a warning for each partitioned table that the query reads without a condition on its partitions. */
    Stream<String> withoutPartitionFilter() {
        return scans.stream()
                .flatMap(scan -> description(scan.name())
                        .map(DataTable::partitions)
                        .filter(partitions -> !partitions.isEmpty()
                                && partitions.stream()
                                        .noneMatch(
                                                column -> scan.use().filtered().contains(column.name())))
                        .map(partitions ->
                                "%s is partitioned by %s, and no condition names a value of these: the query may scan all of it."
                                        .formatted(
                                                scan.name(),
                                                partitions.stream()
                                                        .map(TableColumn::name)
                                                        .collect(Collectors.joining(", "))))
                        .stream())
                .distinct();
    }
}
