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
 * @param summed its size, if it is already known
 */
public record Dir(Manifest manifest, String path, @Nullable Long summed) {
    /** Returns the directory, or nothing if it is empty; a package's root always exists. */
    static Optional<Dir> find(Manifest manifest, String path) {
        var dir = new Dir(manifest, path.isEmpty() || path.endsWith("/") ? path : path + "/", null);
        return Optional.of(dir)
                .filter(it -> path.isEmpty() || it.inside().findAny().isPresent());
    }

    public @Nullable Map<String, @Nullable Object> metadata() {
        return manifest.dirMeta().get(path);
    }

    public double size() {
        return summed == null ? inside().mapToLong(Entry::size).sum() : summed;
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
        return key.endsWith("/") ? new Dir(manifest, key, size) : new File(Objects.requireNonNull(files.get(key)));
    }
}
