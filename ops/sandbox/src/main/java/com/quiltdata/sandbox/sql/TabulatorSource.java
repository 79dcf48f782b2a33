package com.quiltdata.sandbox.sql;

import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.packages.Revision;
import com.quiltdata.sandbox.registry.Bucket.TabulatorTable;
import com.quiltdata.sandbox.s3.Access;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tabulator table over the files of the current packages that match its configuration. */
record TabulatorSource(String bucket, TabulatorTable tabulator, Packages packages) implements TableSource {
    @Override
    public String dataCatalog() {
        return DataCatalogs.TABULATOR;
    }

    @Override
    public TableCatalog.Table table() {
        return new TableCatalog.Table(
                bucket,
                tabulator.name(),
                "EXTERNAL_TABLE",
                TabulatorConfig.parse(tabulator.config()).columns(),
                List.of(),
                null,
                null,
                DataCatalogs.CREATED,
                null,
                Map.of());
    }

    @Override
    public long load(Session session, Access access, String target) {
        TabulatorConfig config = TabulatorConfig.parse(tabulator.config());
        session.execute(
                List.of("CREATE TABLE %s (%s)".formatted(target, S3Table.columns(config.columns().stream(), " "))));
        var loader = new TabulatorFileLoader(session, config, target);
        long bytes = 0;
        for (String name : packages.names(bucket)) {
            Map<String, @Nullable String> groups = config.packageName().match(name);
            if (groups != null) {
                Revision latest = packages.history(bucket, name).orElseThrow().latest();
                for (Entry entry :
                        packages.manifest(bucket, latest.hash()).orElseThrow().entries()) {
                    bytes += load(loader, access, entry, origin(groups, latest));
                }
            }
        }
        return bytes;
    }

    private static Map<String, @Nullable String> origin(Map<String, @Nullable String> groups, Revision revision) {
        var origin = new LinkedHashMap<String, @Nullable String>(groups);
        origin.put("$pkg_name", revision.name());
        origin.put("$top_hash", revision.hash());
        return origin;
    }

    private long load(TabulatorFileLoader loader, Access access, Entry entry, Map<String, @Nullable String> origin) {
        Map<String, @Nullable String> groups = loader.config().logicalKey().match(entry.logicalKey());
        if (groups == null) {
            return 0;
        }
        var all = new LinkedHashMap<String, @Nullable String>(origin);
        all.putAll(groups);
        all.put("$logical_key", entry.logicalKey());
        all.put("$physical_key", entry.physicalKey().toString());
        var at = entry.physicalKey();
        byte[] content = access.get(at.bucket(), at.key(), at.versionId())
                .orElseThrow(() -> new SqlException("GENERIC_USER_ERROR: " + at + " does not exist"));
        loader.load(content, all);
        return content.length;
    }
}
