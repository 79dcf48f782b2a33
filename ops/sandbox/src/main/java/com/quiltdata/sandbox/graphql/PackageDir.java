package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.TopHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The schema's PackageDir: everything under a path, which is empty for the root and otherwise ends with a slash.
 *
 * @param knownSize its size, if it is already known
 */
public record PackageDir(
        Manifest manifest, String path, @Nullable Long knownSize) {
    /** Returns the directory, or nothing if it is empty; a package's root always exists. */
    static Optional<PackageDir> find(Manifest manifest, String path) {
        var dir = new PackageDir(manifest, path.isEmpty() || path.endsWith("/") ? path : path + "/", null);
        return Optional.of(dir)
                .filter(found -> path.isEmpty() || found.inside().findAny().isPresent());
    }

    public @Nullable Map<String, @Nullable Object> metadata() {
        return manifest.dirMeta().get(path);
    }

    public double size() {
        return knownSize == null ? inside().mapToLong(Entry::size).sum() : knownSize;
    }

    /** Returns files, and directories with their sizes, in one pass over the manifest. */
    public List<Object> children() {
        var files = new HashMap<String, Entry>();
        var sizes = new TreeMap<String, Long>(TopHash.TREE_ORDER);
        inside().forEach(entry -> {
            String child = child(entry);
            sizes.merge(child, entry.size(), Long::sum);
            files.put(child, entry);
        });
        return sizes.entrySet().stream()
                .map(child -> node(child.getKey(), child.getValue(), files))
                .toList();
    }

    private Stream<Entry> inside() {
        return manifest.entries().stream().filter(entry -> entry.logicalKey().startsWith(path));
    }

    private String child(Entry entry) {
        int slash = entry.logicalKey().indexOf('/', path.length());
        return slash < 0 ? entry.logicalKey() : entry.logicalKey().substring(0, slash + 1);
    }

    private Object node(String key, long size, Map<String, Entry> files) {
        return key.endsWith("/")
                ? new PackageDir(manifest, key, size)
                : new PackageFile(Objects.requireNonNull(files.get(key)));
    }
}
