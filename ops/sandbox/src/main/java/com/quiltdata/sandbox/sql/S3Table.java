package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.s3.Access;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A table over the objects of a prefix, with its partitions in Hive's folders such as {@code year=2024/}.
 *
 * @param bucket the bucket that a role must read to see the table
 * @param objects the bucket of the objects
 */
record S3Table(TableCatalog.Table table, String bucket, String objects, String prefix, Format format)
        implements TableSource {
    enum Format {
        CSV,
        PARQUET
    }

    @Override
    public String dataCatalog() {
        return TableCatalog.GLUE;
    }

    /** Returns the values of the partitions as folders, for example {@code year=2024/month=01}. */
    List<String> partitions(Access access) {
        return access.store().list(objects, prefix).stream()
                .map(object -> folders(object.key()))
                .filter(folders -> !folders.isEmpty())
                .distinct()
                .toList();
    }

    private String folders(String key) {
        return Arrays.stream(key.substring(prefix.length()).split("/"))
                .filter(part -> table.partitions().stream().anyMatch(column -> part.startsWith(column.name() + "=")))
                .collect(Collectors.joining("/"));
    }

    @Override
    public long load(Session session, Access access, String target) {
        Path set = session.newSet();
        var files = new ArrayList<String>();
        long bytes = 0;
        for (S3Object object : access.store().list(objects, prefix)) {
            byte[] content = access.store().get(objects, object.key()).orElseThrow();
            if (content.length > 0) {
                Path file = set.resolve(folders(object.key())).resolve(files.size() + ".data");
                files.add(TypeNames.literal(Session.write(file, content).toString()));
                bytes += content.length;
            }
        }
        session.execute(List.of("CREATE TABLE %s (%s)".formatted(target, columns(all(), " "))));
        if (!files.isEmpty()) {
            session.execute(List.of("INSERT INTO %s SELECT %s FROM %s"
                    .formatted(
                            target,
                            all().map(column -> TypeNames.quoted(column.name())).collect(Collectors.joining(",")),
                            reader(files))));
        }
        return bytes;
    }

    private Stream<TableCatalog.Column> all() {
        return Stream.concat(table.columns().stream(), table.partitions().stream());
    }

    private String reader(List<String> files) {
        String list = "[" + String.join(",", files) + "]";
        String hive = table.partitions().isEmpty()
                ? "hive_partitioning=false"
                : "hive_partitioning=true, hive_types={"
                        + table.partitions().stream()
                                .map(column -> TypeNames.quoted(column.name()) + ":" + TypeNames.duck(column.type()))
                                .collect(Collectors.joining(","))
                        + "}";
        return format == Format.PARQUET
                ? "read_parquet(%s, union_by_name=true, %s)".formatted(list, hive)
                : "read_csv(%s, auto_detect=false, header=true, delim=',', quote='\"', columns={%s}, %s)"
                        .formatted(list, csvColumns(), hive);
    }

    private String csvColumns() {
        return table.columns().stream()
                .map(column -> TypeNames.quoted(column.name()) + ":" + TypeNames.literal(TypeNames.duck(column.type())))
                .collect(Collectors.joining(","));
    }

    static String columns(Stream<TableCatalog.Column> columns, String between) {
        return columns.map(column -> TypeNames.quoted(column.name()) + between + TypeNames.duck(column.type()))
                .collect(Collectors.joining(","));
    }
}
