package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Manifest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schema's PackageFile. */
public record PackageFile(Entry entry) {
    static Optional<PackageFile> find(Manifest manifest, String path) {
        return manifest.entries().stream()
                .filter(entry -> entry.logicalKey().equals(path))
                .findFirst()
                .map(PackageFile::new);
    }

    public String path() {
        return entry.logicalKey();
    }

    public Map<String, @Nullable Object> metadata() {
        return entry.meta();
    }

    public double size() {
        return entry.size();
    }

    public String physicalKey() {
        return entry.physicalKey().toString();
    }
}
