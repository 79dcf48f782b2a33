package com.quiltdata.sandbox.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The tables of the database {@code lab}: the seeded ones and those that callers create. */
final class LabTables {
    /** The bucket that a role must read to see the tables, and write to change them. */
    static final String BUCKET = "quilt-lab";

    private static final String EVERY_TYPE = """
            SELECT *,
              CAST(ts AS timestamp with time zone) AS tstz,
              CAST(ts AS time) AS t,
              CAST(json_text AS json) AS js
            FROM all_types""";

    private final Map<String, TableSource> tables = new ConcurrentSkipListMap<>();

    LabTables() {
        put(new S3Table(
                table(
                        "readings",
                        List.of(
                                "id bigint",
                                "sample string",
                                "passed boolean",
                                "update_time timestamp",
                                "birthdate date",
                                "yearly_total double"),
                        List.of("year int", "month string"),
                        "s3://" + DataCatalogs.TABLES_BUCKET + "/readings/",
                        S3Table.Format.CSV),
                BUCKET,
                DataCatalogs.TABLES_BUCKET,
                "readings/",
                S3Table.Format.CSV));
        put(new S3Table(
                table(
                        "storms",
                        List.of("name string", "year int", "category int", "max_wind_kt int", "min_pressure_mb int"),
                        List.of(),
                        "s3://quilt-example/data/storms.csv",
                        S3Table.Format.CSV),
                "quilt-example",
                "quilt-example",
                "data/storms.csv",
                S3Table.Format.CSV));
        var types = table(
                "all_types",
                allTypes(),
                List.of(),
                "s3://" + DataCatalogs.TABLES_BUCKET + "/all_types/",
                S3Table.Format.PARQUET);
        put(new S3Table(types, BUCKET, DataCatalogs.TABLES_BUCKET, "all_types/", S3Table.Format.PARQUET));
        put(new ViewSource(
                view(
                        "every_type",
                        Stream.concat(
                                        types.columns().stream(),
                                        columns(List.of("tstz timestamp with time zone", "t time", "js json")).stream())
                                .toList()),
                BUCKET,
                SqlText.parse(EVERY_TYPE)));
    }

    private static List<String> allTypes() {
        return List.of(
                "id int",
                "bool boolean",
                "tiny tinyint",
                "small smallint",
                "big bigint",
                "re float",
                "dbl double",
                "dec decimal(38,9)",
                "str string",
                "vc varchar(20)",
                "ch char(3)",
                "bin binary",
                "dt date",
                "ts timestamp",
                "arr array<int>",
                "mp map<string,int>",
                "rw struct<a:int,b:string>",
                "json_text string");
    }

    List<TableSource> all() {
        return List.copyOf(tables.values());
    }

    Optional<TableSource> named(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    void put(TableSource source) {
        tables.put(source.table().name(), source);
    }

    void remove(String name) {
        tables.remove(name);
    }

    static TableCatalog.Table view(String name, List<TableCatalog.Column> columns) {
        return new TableCatalog.Table(
                DataCatalogs.LAB,
                name,
                "VIRTUAL_VIEW",
                columns,
                List.of(),
                null,
                null,
                DataCatalogs.CREATED,
                null,
                Map.of("presto_view", "true", "comment", "Presto View"));
    }

    private static TableCatalog.Table table(
            String name, List<String> columns, List<String> partitions, String location, S3Table.Format format) {
        return describe(name, columns(columns), columns(partitions), location, format);
    }

    /** Returns the description of a table over objects. */
    static TableCatalog.Table describe(
            String name,
            List<TableCatalog.Column> columns,
            List<TableCatalog.Column> partitions,
            String location,
            S3Table.Format format) {
        return new TableCatalog.Table(
                DataCatalogs.LAB,
                name,
                "EXTERNAL_TABLE",
                columns,
                partitions,
                null,
                "hadoop",
                DataCatalogs.CREATED,
                location,
                format == S3Table.Format.CSV
                        ? Map.of("EXTERNAL", "TRUE", "classification", "csv", "skip.header.line.count", "1")
                        : Map.of("EXTERNAL", "TRUE", "classification", "parquet"));
    }

    private static List<TableCatalog.Column> columns(List<String> columns) {
        return columns.stream()
                .map(column -> column.split(" ", 2))
                .map(column -> new TableCatalog.Column(column[0], column[1], null))
                .toList();
    }
}
