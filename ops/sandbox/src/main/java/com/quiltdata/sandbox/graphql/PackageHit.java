package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.search.ManifestDoc;
import com.quiltdata.sandbox.search.PackageDoc;
import com.quiltdata.sandbox.search.SearchQuery;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schema's SearchHitPackage: a found pointer, and the query that found it. */
public record PackageHit(PackageDoc found, float score, SearchQuery query) {
    private ManifestDoc manifest() {
        return found.manifest();
    }

    public String id() {
        return found.bucket() + ":" + found.id();
    }

    public String bucket() {
        return found.bucket();
    }

    public String name() {
        return found.pointer().name();
    }

    public String pointer() {
        return found.pointer().tag();
    }

    public String hash() {
        return found.pointer().hash();
    }

    public double size() {
        return manifest().totalBytes();
    }

    public Instant modified() {
        return found.pointer().modified();
    }

    public int totalEntriesCount() {
        return manifest().totalFiles();
    }

    public String comment() {
        return manifest().message();
    }

    public @Nullable String meta() {
        return manifest().metadata();
    }

    public @Nullable Map<String, @Nullable Object> workflow() {
        return manifest().workflow();
    }
}
