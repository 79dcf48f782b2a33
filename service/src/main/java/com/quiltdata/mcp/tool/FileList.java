package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Uri;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A list of package files: S3 or Quilt+ URIs, or JSON objects with a logical key among their fields. */
final class FileList {
    static final String FORM =
            "an object of files by logical key, like {\"data/a.csv\": {\"type\": \"uri\", \"uri\": \"s3://bucket/a.csv\"}}";
    private static final Set<String> KEYS = Set.of("logical_key", "path", "name");

    /** Names of the field that holds the S3 URI of a file. */
    static final List<String> URIS = List.of("uri", "s3_uri", "physical_key");

    private FileList() {}

    /**
     * Returns the files by logical key.
     *
     * @param guessed whether an item without one gets the last part of its URI's key or path
     */
    static ObjectNode byKey(ArrayNode items, boolean guessed, String path, ArgumentFaults faults) {
        var files = items.objectNode();
        for (int i = 0; i < items.size(); i++) {
            var at = "%s[%d]".formatted(path, i);
            var file = file(items.get(i));
            try {
                var key = file == null ? null : key(file, guessed);
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

    /** Returns the one logical key that the fields give, or else may be guessed; null if there is none or several. */
    private static @Nullable String key(ObjectNode file, boolean guessed) {
        var keys = texts(file, KEYS);
        if (!keys.isEmpty() || !guessed) {
            return keys.size() == 1 ? keys.iterator().next() : null;
        }
        var uris = texts(file, URIS);
        return uris.size() == 1 ? name(uris.iterator().next()) : null;
    }

    private static @Nullable String name(String uri) {
        var path = uri.startsWith(QuiltUri.SCHEME)
                ? cited(uri)
                : S3Uri.parsePasted(uri).key();
        var name = ObjectLocation.fileName(path);
        return name.isEmpty() ? null : name;
    }

    /** Returns the path of a file or folder of a package, without a slash at its end. */
    private static String cited(String uri) {
        var path = QuiltUri.parse(uri).path();
        if (path == null) {
            throw new IllegalArgumentException(
                    "it names a whole package. Add the path of a file or folder, like \"&path=data/a.csv\".");
        }
        return path.replaceFirst("/+$", "");
    }

    private static Set<String> texts(ObjectNode file, Iterable<String> fields) {
        var texts = new TreeSet<String>();
        for (var field : fields) {
            var value = file.path(field);
            if (value.isTextual()) {
                texts.add(value.textValue());
            } else if (!value.isNull() && !value.isMissingNode()) {
                throw new IllegalArgumentException("its `%s` must be a string.".formatted(field));
            }
        }
        texts.remove("");
        return texts;
    }
}
