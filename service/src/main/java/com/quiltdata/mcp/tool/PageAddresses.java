package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The arguments that name what a call reads by URI, in which users paste addresses of the catalog's pages.
 *
 * @param toUri returns the URI of what a page shows, and any other text unchanged
 */
record PageAddresses(UnaryOperator<String> toUri) {
    static final PageAddresses NONE = new PageAddresses(UnaryOperator.identity());
    private static final List<String> URIS =
            List.of("uri", "s3_uri", "s3_uris", "package1_uri", "package2_uri", "data");
    private static final List<String> FILES = List.of("entries", "set");

    /** Replaces the addresses by URIs. Values that contain one are copied, not changed. */
    void resolve(ObjectNode arguments) {
        for (var name : URIS) {
            resolve(arguments, name, name);
        }
        for (var name : FILES) {
            if (arguments.get(name) instanceof ObjectNode files) {
                arguments.set(name, files(files, name));
            }
        }
    }

    /**
     * Returns the arguments with the addresses in lists of files replaced, also in a list that is sent as JSON in a
     * string: {@link FileList} takes logical keys from the URIs.
     */
    ObjectNode inLists(ObjectNode arguments) {
        ObjectNode resolved = arguments.objectNode().setAll(arguments);
        for (var name : FILES) {
            if (QuotedJson.of(arguments.path(name), "object", new ArgumentFaults())
                            .value()
                    instanceof ArrayNode items) {
                var files = items.arrayNode();
                for (int i = 0; i < items.size(); i++) {
                    var path = "%s[%d]".formatted(name, i);
                    files.add(items.get(i) instanceof ObjectNode file ? file(file, path) : uri(items.get(i), path));
                }
                resolved.set(name, files);
            }
        }
        return resolved;
    }

    private ObjectNode files(ObjectNode files, String name) {
        var resolved = files.objectNode();
        files.properties().forEach(file -> {
            var path = "%s[\"%s\"]".formatted(name, file.getKey());
            resolved.set(
                    file.getKey(), file.getValue() instanceof ObjectNode fields ? file(fields, path) : file.getValue());
        });
        return resolved;
    }

    private ObjectNode file(ObjectNode file, String path) {
        ObjectNode copy = file.objectNode().setAll(file);
        for (var field : FileList.URIS) {
            resolve(copy, field, "%s.%s".formatted(path, field));
        }
        return copy;
    }

    private void resolve(ObjectNode fields, String field, String path) {
        var value = fields.get(field);
        if (value instanceof ArrayNode array) {
            var resolved = array.arrayNode();
            array.forEach(item -> resolved.add(uri(item, path)));
            fields.set(field, resolved);
        } else if (value != null) {
            fields.set(field, uri(value, path));
        }
    }

    private JsonNode uri(JsonNode value, String path) {
        return value.isTextual() ? TextNode.valueOf(ArgumentParser.parse(path, value.textValue(), toUri)) : value;
    }
}
