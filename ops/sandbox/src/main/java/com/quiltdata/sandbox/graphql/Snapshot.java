package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.Packages;
import com.quiltdata.sandbox.packages.Revision;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schema's PackageRevision: a revision with its parsed manifest. */
public record Snapshot(Revision revision, Manifest manifest) {
    static Optional<Snapshot> read(Packages packages, Revision revision) {
        return packages.manifest(revision.bucket(), revision.hash()).map(manifest -> new Snapshot(revision, manifest));
    }

    public String hash() {
        return revision.hash();
    }

    public Instant modified() {
        return revision.modified();
    }

    public @Nullable Object message() {
        return manifest.header().get("message");
    }

    public Map<String, @Nullable Object> metadata() {
        return manifest.header();
    }

    public @Nullable Object userMeta() {
        return manifest.header().get("user_meta");
    }

    public @Nullable Object workflow() {
        return manifest.header().get("workflow");
    }

    public int totalEntries() {
        return manifest.entries().size();
    }

    public double totalBytes() {
        return manifest.entries().stream().mapToLong(Entry::size).sum();
    }

    @Nullable
    Map<String, @Nullable Object> flatMap(int max) {
        if (manifest.entries().size() > max) {
            return null;
        }
        var contents = new LinkedHashMap<String, @Nullable Object>();
        manifest.entries().forEach(entry -> contents.put(entry.logicalKey(), flat(entry)));
        return contents;
    }

    private static Map<String, @Nullable Object> flat(Entry entry) {
        return Json.of(
                "physicalKey", entry.physicalKey().toString(),
                "size", entry.size(),
                "hash",
                        Json.of(
                                "type",
                                entry.hash().type(),
                                "value",
                                entry.hash().value()),
                "meta", entry.meta());
    }
}
