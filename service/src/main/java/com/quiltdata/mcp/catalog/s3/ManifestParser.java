package com.quiltdata.mcp.catalog.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.MemoryBudget;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.PackageEntry.File;
import com.quiltdata.mcp.catalog.packages.PackageEntry.Hash;
import com.quiltdata.mcp.json.BoundedJsonParser;
import com.quiltdata.mcp.json.UnreadableJsonException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses a manifest line by line: a header, then files and folders.
 *
 * <p>Numbers are read as Python reads them: integers of any length, and floats as doubles, so that a float stays a
 * float and negative zero keeps its sign; {@code NaN} and {@code Infinity}, which Python writes, are accepted.
 */
final class ManifestParser {
    /** Maximum bytes of a record that Quilt writes. */
    static final int MAX_RECORD = 1_000_000;

    private static final int MAX_SHARED_NAMES = 1_000;

    private static final long OBJECT = 140;
    private static final long FIELD = 90;
    private static final long VALUE = 40;

    private final LineReader lines;
    private final MemoryBudget memory;
    private final List<File> files = new ArrayList<>();
    private final Map<String, Map<String, Object>> folders = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private int number;

    private ManifestParser(LineReader lines, MemoryBudget memory) {
        this.lines = lines;
        this.memory = memory;
    }

    /** Thrown when the text is not a manifest; the message names the first bad line, but nothing of its content. */
    static final class MalformedManifestException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedManifestException(String message) {
            super(message);
        }
    }

    static Manifest parse(String hash, LineReader lines, MemoryBudget memory)
            throws IOException, MalformedManifestException {
        var parser = new ManifestParser(lines, memory);
        var header = parser.record();
        if (header == null || !header.path("version").asText().equals("v0")) {
            throw parser.malformed("the header of version v0 is missing");
        }
        for (var record = parser.record(); record != null; record = parser.record()) {
            parser.entry(record);
        }
        return new Manifest(
                hash,
                header.path("message").textValue(),
                parser.map(header, "user_meta"),
                header.path("workflow").path("id").textValue(),
                parser.files,
                parser.folders);
    }

    /** Returns the next non-blank line, or null at the end. */
    private @Nullable JsonNode record() throws IOException, MalformedManifestException {
        while (lines.next()) {
            number++;
            if (lines.tooLong()) {
                throw malformed("the record is longer than " + MAX_RECORD + " bytes");
            }
            var record = tree();
            if (record.isObject()) {
                return record;
            }
            if (!record.isMissingNode()) {
                throw malformed("the record is not a JSON object");
            }
        }
        return null;
    }

    private JsonNode tree() throws MalformedManifestException {
        try {
            return BoundedJsonParser.MANIFEST.read(lines.bytes(), lines.start(), lines.length());
        } catch (UnreadableJsonException e) {
            throw malformed(e.tooLarge() ? "the record " + e.getMessage() : "the record is not JSON");
        }
    }

    private void entry(JsonNode record) throws MalformedManifestException {
        var key = text(record, "logical_key");
        var meta = map(record, "meta");
        if (key.endsWith("/")) {
            folders.put(key, meta == null ? Map.of() : meta);
            return;
        }
        var size = record.path("size");
        if (!size.canConvertToExactIntegral() || !size.canConvertToLong() || size.longValue() < 0) {
            throw malformed("the entry has no size");
        }
        var physicalKey = record.path("physical_keys").path(0).textValue();
        if (physicalKey == null) {
            throw malformed("the entry has no physical key");
        }
        files.add(new File(key, size.longValue(), physicalKey, hash(record.path("hash")), meta));
    }

    private @Nullable Hash hash(JsonNode node) throws MalformedManifestException {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        return new Hash(shared(text(node, "type")), text(node, "value"));
    }

    private String text(JsonNode node, String field) throws MalformedManifestException {
        var text = node.path(field).textValue();
        if (text == null) {
            throw malformed("missing field " + field);
        }
        return text;
    }

    /** Returns an object as a map in its own order; empty objects share one instance. */
    private @Nullable Map<String, Object> map(JsonNode node, String field) throws MalformedManifestException {
        var value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            throw malformed(field + " is not a JSON object");
        }
        if (value.isEmpty()) {
            return Map.of();
        }
        memory.charge(cost(value));
        return map(value);
    }

    private Map<String, Object> map(JsonNode object) {
        var map = new LinkedHashMap<String, Object>();
        object.properties().forEach(member -> map.put(shared(member.getKey()), plain(member.getValue())));
        return map;
    }

    private @Nullable Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> map(value);
            case ARRAY -> {
                var list = new ArrayList<@Nullable Object>(value.size());
                value.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case STRING -> value.textValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.numberValue();
            default -> null;
        };
    }

    /** Returns a shared instance of a name or hash type, most of which occur in many entries. */
    private String shared(String name) {
        if (names.size() < MAX_SHARED_NAMES) {
            names.putIfAbsent(name, name);
        }
        return names.getOrDefault(name, name);
    }

    private static long cost(JsonNode node) {
        var cost = node.isTextual() ? VALUE + node.textValue().length() : node.isObject() ? OBJECT : VALUE;
        for (var child : node) {
            cost += FIELD + cost(child);
        }
        return cost;
    }

    private MalformedManifestException malformed(String why) {
        return new MalformedManifestException("line " + Math.max(1, number) + ": " + why);
    }
}
