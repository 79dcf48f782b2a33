package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Package files in a list: S3 URIs, or objects that have their logical key among their fields. */
final class FileList {
    static final String FORM =
            "an object of files by logical key, like {\"data/a.csv\": {\"type\": \"uri\", \"uri\": \"s3://bucket/a.csv\"}}";
    private static final Set<String> KEYS = Set.of("logical_key", "path", "name");

    /** The names of the field with the object of a file. */
    static final List<String> URIS = List.of("uri", "s3_uri", "physical_key");

    private FileList() {}

    /** Returns the files by logical key; an item without one has the last part of its object's key. */
    static ObjectNode byKey(ArrayNode items, String path, ArgumentFaults faults) {
        var files = items.objectNode();
        for (int i = 0; i < items.size(); i++) {
            var at = "%s[%d]".formatted(path, i);
            var file = file(items.get(i));
            try {
                var key = file == null ? null : key(file);
                if (file == null || key == null) {
                    faults.add(() -> "`%s` has no clear logical key or URI; send %s".formatted(at, FORM));
                } else if (files.replace(key, file.remove(KEYS)) != null) {
                    faults.add(() -> "`%s` has the same logical key as another item; send %s".formatted(at, FORM));
                }
            } catch (IllegalArgumentException e) {
                faults.add(() -> "`%s`: %s Or send %s".formatted(at, e.getMessage(), FORM));
            }
        }
        return files;
    }

    /** Returns the item as an object that may be changed, or null if it is no object and no URI. */
    private static @Nullable ObjectNode file(JsonNode item) {
        return item instanceof ObjectNode object
                ? object.objectNode().setAll(object)
                : item.isTextual() ? JsonNodeFactory.instance.objectNode().set("uri", item) : null;
    }

    /** Returns the one logical key that the fields give; null if they give none or several. */
    private static @Nullable String key(ObjectNode file) {
        var keys = texts(file, KEYS);
        if (!keys.isEmpty()) {
            return keys.size() == 1 ? keys.iterator().next() : null;
        }
        var uris = texts(file, URIS);
        return uris.size() == 1 ? name(S3Uri.parsePasted(uris.iterator().next())) : null;
    }

    private static @Nullable String name(ObjectLocation object) {
        var name = object.key().substring(object.key().lastIndexOf('/') + 1);
        return name.isEmpty() ? null : name;
    }

    private static Set<String> texts(ObjectNode file, Iterable<String> fields) {
        var texts = new TreeSet<String>();
        fields.forEach(field -> texts.add(file.path(field).asText()));
        texts.remove("");
        return texts;
    }
}
