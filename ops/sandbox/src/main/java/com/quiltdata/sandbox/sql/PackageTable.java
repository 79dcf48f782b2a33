package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.History;
import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.packages.Revision;
import com.quiltdata.sandbox.s3.Access;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of the four Iceberg tables of a bucket's packages, computed from the packages as they are now. */
record PackageTable(Kind kind, String bucket, Packages packages) implements TableSource {
    /** The name after the bucket's, and the columns. */
    enum Kind {
        REVISION("pkg_name:string top_hash:string timestamp:timestamp"),
        TAG("pkg_name:string tag_name:string top_hash:string"),
        MANIFEST("top_hash:string message:string metadata:string"),
        ENTRY("top_hash:string logical_key:string physical_key:string multihash:string size:bigint metadata:string");

        private final String columns;

        Kind(String columns) {
            this.columns = columns;
        }

        private List<TableCatalog.Column> columns() {
            return Stream.of(columns.split(" "))
                    .map(column -> column.split(":"))
                    .map(column -> new TableCatalog.Column(column[0], column[1], null))
                    .toList();
        }
    }

    @Override
    public String dataCatalog() {
        return TableCatalog.GLUE;
    }

    @Override
    public TableCatalog.Table table() {
        String name = bucket + "_package_" + kind.name().toLowerCase(Locale.ROOT);
        String location = "s3://sandbox-icebergbucket-1/" + name;
        return new TableCatalog.Table(
                DataCatalogs.PACKAGES,
                name,
                "EXTERNAL_TABLE",
                kind.columns(),
                List.of(),
                null,
                null,
                DataCatalogs.CREATED,
                location,
                Map.of("table_type", "ICEBERG", "metadata_location", location + "/metadata/1.metadata.json"));
    }

    @Override
    public long load(Session session, Access access, String target) {
        var lines = new ByteArrayOutputStream();
        packages.names(bucket).stream()
                .flatMap(name -> packages.history(bucket, name).stream())
                .flatMap(this::rows)
                .distinct()
                .forEach(row -> {
                    lines.writeBytes(Json.bytes(row));
                    lines.write('\n');
                });
        session.execute(
                List.of("CREATE TABLE %s (%s)".formatted(target, S3Table.columns(kind.columns().stream(), " "))));
        if (lines.size() > 0) {
            Path file = Session.write(session.newSet().resolve("rows.json"), lines.toByteArray());
            session.execute(
                    List.of("INSERT INTO %s SELECT * FROM read_json(%s, format='newline_delimited', columns={%s})"
                            .formatted(target, TypeNames.literal(file.toString()), jsonColumns())));
        }
        return lines.size();
    }

    private String jsonColumns() {
        return kind.columns().stream()
                .map(column -> TypeNames.quoted(column.name()) + ":'" + TypeNames.duck(column.type()) + "'")
                .collect(Collectors.joining(","));
    }

    private Stream<Map<String, @Nullable Object>> rows(History history) {
        return switch (kind) {
            case REVISION -> history.revisions().stream().map(PackageTable::revision);
            case TAG ->
                Stream.of(Json.of(
                        "pkg_name", history.name(),
                        "tag_name", "latest",
                        "top_hash", history.latest().hash()));
            case MANIFEST, ENTRY ->
                Stream.concat(Stream.of(history.latest()), history.revisions().stream())
                        .map(Revision::hash)
                        .distinct()
                        .flatMap(
                                hash -> packages.manifest(bucket, hash).stream().flatMap(found -> rows(hash, found)));
        };
    }

    private static Map<String, @Nullable Object> revision(Revision revision) {
        return Json.of(
                "pkg_name", revision.name(),
                "top_hash", revision.hash(),
                "timestamp", revision.modified().toString());
    }

    private Stream<Map<String, @Nullable Object>> rows(String hash, Manifest manifest) {
        return kind == Kind.MANIFEST
                ? Stream.of(Json.of(
                        "top_hash", hash,
                        "message", manifest.header().get("message"),
                        "metadata", json(manifest.header().get("user_meta"))))
                : manifest.entries().stream().map(entry -> entry(hash, entry));
    }

    private static Map<String, @Nullable Object> entry(String hash, Entry entry) {
        return Json.of(
                "top_hash", hash,
                "logical_key", entry.logicalKey(),
                "physical_key", entry.physicalKey().toString(),
                "multihash", entry.hash().type() + ":" + entry.hash().value(),
                "size", entry.size(),
                "metadata", json(entry.meta()));
    }

    private static @Nullable String json(@Nullable Object value) {
        return value == null ? null : Json.text(value);
    }
}
