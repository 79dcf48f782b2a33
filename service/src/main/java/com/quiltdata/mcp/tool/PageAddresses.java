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
    private static final List<String> URIS = List.of("uri", "s3_uri", "s3_uris", "package1_uri", "package2_uri");
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

    private ObjectNode files(ObjectNode files, String name) {
        var resolved = files.objectNode();
        files.properties().forEach(file -> {
            var value = file.getValue();
            if (value instanceof ObjectNode fields) {
                ObjectNode copy = fields.objectNode().setAll(fields);
                for (var field : FileList.URIS) {
                    resolve(copy, field, "%s[\"%s\"].%s".formatted(name, file.getKey(), field));
                }
                value = copy;
            }
            resolved.set(file.getKey(), value);
        });
        return resolved;
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
