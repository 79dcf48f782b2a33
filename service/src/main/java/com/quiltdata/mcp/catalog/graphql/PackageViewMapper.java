package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageEntry.File;
import com.quiltdata.mcp.catalog.packages.PackageEntry.Folder;
import com.quiltdata.mcp.catalog.packages.PackageEntry.Hash;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.catalog.packages.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Maps a {@code PackageRevision} to the view of one path. */
final class PackageViewMapper {
    private PackageViewMapper() {}

    /** Returns the view; Failure.NotFound when the path is neither a file nor a folder. The root always exists. */
    static PackageView of(JsonNode node, String path) {
        var contents = contents(node.path("contentsFlatMap"));
        var files = contents == null ? null : List.copyOf(contents.values());
        var revision = revision(node);
        if (node.path("file").isObject()) {
            var file = file(node.path("file"), contents);
            return new PackageView(revision, file.path(), file, List.of(), files);
        }
        var dir = node.path("dir");
        var children = dir.isObject() ? children(dir, contents) : List.<PackageEntry>of();
        if (children.isEmpty() && !path.isEmpty()) {
            throw new Failure.NotFound(
                    "No file or folder at `" + path + "` in this revision; browse its root, the path \"\".");
        }
        var folder = dir.isObject() ? ResponseFields.text(dir, "path") : path;
        return new PackageView(revision, folder, null, children, files);
    }

    /** Maps the revision itself; fields that were not queried are null. */
    static Revision revision(JsonNode node) {
        return new Revision(
                ResponseFields.text(node, "hash"),
                ResponseFields.instant(node, "modified"),
                UpstreamJson.text(node, "message"),
                UpstreamJson.map(node.path("userMeta")),
                UpstreamJson.text(node.path("workflow"), "id"),
                ResponseFields.intOrNull(node, "totalEntries"),
                ResponseFields.bytesOrNull(node, "totalBytes"));
    }

    private static List<PackageEntry> children(JsonNode dir, @Nullable SortedMap<String, File> contents) {
        var children = new ArrayList<PackageEntry>();
        for (var child : ResponseFields.list(dir, "children")) {
            children.add(
                    switch (ResponseFields.text(child, "__typename")) {
                        case "PackageFile" -> file(child, contents);
                        case "PackageDir" ->
                            new Folder(ResponseFields.text(child, "path"), ResponseFields.bytesOrNull(child, "size"));
                        default -> throw new Failure.Unavailable("The registry sent an unknown kind of entry.");
                    });
        }
        return children;
    }

    /** Maps a file of the tree, with the hash that only the flat map has. */
    private static File file(JsonNode node, @Nullable SortedMap<String, File> contents) {
        var path = ResponseFields.text(node, "path");
        var flat = contents == null ? null : contents.get(path);
        var metadata = UpstreamJson.map(node.path("metadata"));
        return new File(
                path,
                ResponseFields.bytes(node, "size"),
                ResponseFields.text(node, "physicalKey"),
                flat == null ? null : flat.hash(),
                metadata == null && flat != null ? flat.metadata() : metadata);
    }

    /** Returns every file by logical key, by code point; null when the registry sent none, as above the maximum. */
    private static @Nullable SortedMap<String, File> contents(JsonNode flatMap) {
        if (!flatMap.isObject()) {
            return null;
        }
        var contents = new TreeMap<String, File>(PackageEntry.KEY_ORDER);
        flatMap.properties().forEach(entry -> contents.put(entry.getKey(), flat(entry.getKey(), entry.getValue())));
        return contents;
    }

    private static File flat(String path, JsonNode node) {
        return new File(
                path,
                ResponseFields.bytes(node, "size"),
                ResponseFields.text(node, "physicalKey"),
                hash(node.path("hash")),
                UpstreamJson.map(node.path("meta")));
    }

    private static @Nullable Hash hash(JsonNode node) {
        var type = UpstreamJson.text(node, "type");
        var value = UpstreamJson.text(node, "value");
        return type == null || value == null ? null : new Hash(type, value);
    }
}
