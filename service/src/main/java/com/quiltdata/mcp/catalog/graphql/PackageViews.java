package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.CatalogException.Missing;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.PackageEntry;
import com.quiltdata.mcp.catalog.PackageEntry.File;
import com.quiltdata.mcp.catalog.PackageEntry.Folder;
import com.quiltdata.mcp.catalog.PackageEntry.Hash;
import com.quiltdata.mcp.catalog.PackageView;
import com.quiltdata.mcp.catalog.Revision;
import com.quiltdata.mcp.catalog.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a {@code PackageRevision} as the view of one path. */
final class PackageViews {
    private PackageViews() {}

    /** Missing when neither a file nor a folder stands at the path; the root always stands. */
    static PackageView of(JsonNode node, String path) {
        var contents = contents(node.path("contentsFlatMap"));
        var revision = revision(node);
        if (node.path("file").isObject()) {
            var file = file(node.path("file"), contents);
            return new PackageView(revision, file.path(), file, List.of(), files(contents));
        }
        var dir = node.path("dir");
        var children = dir.isObject() ? children(dir, contents) : List.<PackageEntry>of();
        if (children.isEmpty() && !path.isEmpty()) {
            throw new Missing("Nothing stands at `" + path + "` in this revision; browse its root, the path \"\".");
        }
        var folder = dir.isObject() ? Fields.text(dir, "path") : path;
        return new PackageView(revision, folder, null, children, files(contents));
    }

    /** The revision itself, as far as its fields were asked for. */
    static Revision revision(JsonNode node) {
        return new Revision(
                Fields.text(node, "hash"),
                Fields.instant(node, "modified"),
                Json.text(node, "message"),
                Json.map(node.path("userMeta")),
                Json.text(node.path("workflow"), "id"),
                Fields.intOrNull(node, "totalEntries"),
                Fields.bytesOrNull(node, "totalBytes"));
    }

    private static List<PackageEntry> children(JsonNode dir, @Nullable SortedMap<String, File> contents) {
        var children = new ArrayList<PackageEntry>();
        for (var child : Fields.list(dir, "children")) {
            children.add(
                    switch (Fields.text(child, "__typename")) {
                        case "PackageFile" -> file(child, contents);
                        case "PackageDir" -> new Folder(Fields.text(child, "path"), Fields.bytesOrNull(child, "size"));
                        default -> throw new Unavailable("The registry names a kind of entry nobody knows.", null);
                    });
        }
        return children;
    }

    /** A file of the tree, with the hash that only the flat map has. */
    private static File file(JsonNode node, @Nullable SortedMap<String, File> contents) {
        var path = Fields.text(node, "path");
        var flat = contents == null ? null : contents.get(path);
        var metadata = Json.map(node.path("metadata"));
        return new File(
                path,
                Fields.bytes(node, "size"),
                Fields.text(node, "physicalKey"),
                flat == null ? null : flat.hash(),
                metadata == null && flat != null ? flat.metadata() : metadata);
    }

    /** Every file by logical key, by code point; null when the registry gave none, as it does above the maximum. */
    private static @Nullable SortedMap<String, File> contents(JsonNode flatMap) {
        if (!flatMap.isObject()) {
            return null;
        }
        var contents = new TreeMap<String, File>(CodePoints::compare);
        flatMap.properties().forEach(entry -> contents.put(entry.getKey(), flat(entry.getKey(), entry.getValue())));
        return contents;
    }

    private static File flat(String path, JsonNode node) {
        return new File(
                path,
                Fields.bytes(node, "size"),
                Fields.text(node, "physicalKey"),
                hash(node.path("hash")),
                Json.map(node.path("meta")));
    }

    private static @Nullable Hash hash(JsonNode node) {
        var type = Json.text(node, "type");
        var value = Json.text(node, "value");
        return type == null || value == null ? null : new Hash(type, value);
    }

    private static @Nullable List<File> files(@Nullable SortedMap<String, File> contents) {
        return contents == null ? null : List.copyOf(contents.values());
    }
}
