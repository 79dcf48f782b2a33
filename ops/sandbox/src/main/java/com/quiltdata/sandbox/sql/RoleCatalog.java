package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.people.Role;
import com.quiltdata.sandbox.registry.Bucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data catalogs with what one role may read. */
record RoleCatalog(Role role, TableSources sources) implements TableCatalog {
    @Override
    public List<String> names() {
        return List.of(GLUE, DataCatalogs.TABULATOR);
    }

    @Override
    public List<Database> databases(String dataCatalog) {
        List<String> read = sources.buckets().all().stream()
                .map(Bucket::name)
                .filter(role::reads)
                .sorted()
                .toList();
        if (DataCatalogs.TABULATOR.equalsIgnoreCase(dataCatalog)) {
            return read.stream().map(bucket -> database(bucket, null, null)).toList();
        }
        var databases = new ArrayList<Database>();
        if (GLUE.equalsIgnoreCase(dataCatalog)) {
            if (role.reads(LabTables.BUCKET)
                    || sources.lab().all().stream().anyMatch(table -> role.reads(table.bucket()))) {
                databases.add(database(
                        DataCatalogs.LAB, "Tables of the laboratory", "s3://" + DataCatalogs.TABLES_BUCKET + "/"));
            }
            if (!read.isEmpty()) {
                databases.add(database(DataCatalogs.PACKAGES, "Packages as Iceberg tables", null));
            }
        }
        return databases;
    }

    private static Database database(String name, @Nullable String description, @Nullable String location) {
        return new Database(name, description, location, DataCatalogs.CREATED);
    }

    boolean has(String dataCatalog, String database) {
        return databases(dataCatalog).stream().anyMatch(found -> found.name().equalsIgnoreCase(database));
    }

    @Override
    public List<Table> tables(String dataCatalog, String database) {
        return sources.visible(role).stream()
                .filter(source -> source.dataCatalog().equalsIgnoreCase(dataCatalog))
                .map(TableSource::table)
                .filter(table -> table.database().equalsIgnoreCase(database))
                .sorted(Comparator.comparing(Table::name))
                .toList();
    }

    Optional<TableSource> source(QualifiedName name) {
        return sources.visible(role).stream()
                .filter(source -> source.dataCatalog().equalsIgnoreCase(name.dataCatalog())
                        && source.table().database().equalsIgnoreCase(name.database())
                        && source.table().name().equalsIgnoreCase(name.name()))
                .findFirst();
    }
}
