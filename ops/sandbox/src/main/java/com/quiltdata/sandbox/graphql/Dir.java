package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.packages.Entry;
import com.quiltdata.sandbox.packages.Manifest;
import com.quiltdata.sandbox.packages.TopHash;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schema's PackageDir: everything under a path, which is empty for the root and else ends in a slash. */
public record Dir(Manifest manifest, String path) {
    /** The directory, unless nothing is in it; a package's root is always there. */
    static Optional<Dir> find(Manifest manifest, String path) {
        var dir = new Dir(manifest, path.isEmpty() || path.endsWith("/") ? path : path + "/");
        return Optional.of(dir)
                .filter(it -> path.isEmpty() || it.inside().findAny().isPresent());
    }

    public @Nullable Map<String, @Nullable Object> metadata() {
        return manifest.dirMeta().get(path);
    }

    public double size() {
        return inside().mapToLong(Entry::size).sum();
    }

    public List<Object> children() {
        var nodes = new TreeMap<String, Object>(TopHash.TREE_ORDER);
        inside().forEach(entry -> nodes.computeIfAbsent(child(entry), key -> node(key, entry)));
        return List.copyOf(nodes.values());
    }

    private Stream<Entry> inside() {
        return manifest.entries().stream().filter(entry -> entry.logicalKey().startsWith(path));
    }

    private String child(Entry entry) {
        int slash = entry.logicalKey().indexOf('/', path.length());
        return slash < 0 ? entry.logicalKey() : entry.logicalKey().substring(0, slash + 1);
    }

    private Object node(String key, Entry entry) {
        return key.endsWith("/") ? new Dir(manifest, key) : new File(entry);
    }
}
