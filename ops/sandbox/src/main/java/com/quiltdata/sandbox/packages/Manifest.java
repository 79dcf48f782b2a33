package com.quiltdata.sandbox.packages;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.json.PythonRepr;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stored package revision: a header, the entries, and the metadata of directories, one JSON object per line. */
public record Manifest(
        Map<String, @Nullable Object> header, List<Entry> entries, Map<String, Map<String, @Nullable Object>> dirMeta) {
    private static final int MAX_RECORD_BYTES = 1_000_000;

    /** Thrown for a line that manifest readers would not accept; nothing was written. */
    public static final class RecordTooLarge extends RuntimeException {
        RecordTooLarge(@Nullable Object logicalKey, int size) {
            super("Size of manifest record for %s is %d bytes, but must be less than %d bytes."
                    .formatted(
                            logicalKey == null
                                    ? "package metadata"
                                    : "entry with logical key " + PythonRepr.of(logicalKey),
                            size,
                            MAX_RECORD_BYTES));
        }
    }

    public Manifest(
            Map<String, @Nullable Object> header,
            List<Entry> entries,
            Map<String, Map<String, @Nullable Object>> dirMeta) {
        this.header = header;
        this.entries = List.copyOf(entries);
        this.dirMeta = dirMeta;
    }

    /** Returns a manifest; a null {@code user_meta} is left out, as every client does. */
    public static Manifest of(
            @Nullable String message, @Nullable Map<String, @Nullable Object> userMeta, List<Entry> entries) {
        return of(message, userMeta, null, entries);
    }

    /** Returns a manifest with the record of the workflow that it was pushed under, which is left out when null. */
    public static Manifest of(
            @Nullable String message,
            @Nullable Map<String, @Nullable Object> userMeta,
            @Nullable Map<String, @Nullable Object> workflow,
            List<Entry> entries) {
        var header = new LinkedHashMap<String, @Nullable Object>();
        header.put("version", "v0");
        if (userMeta != null) {
            header.put("user_meta", userMeta);
        }
        if (workflow != null) {
            header.put("workflow", workflow);
        }
        header.put("message", message);
        return new Manifest(header, entries, Map.of());
    }

    public static Manifest parse(String text) {
        Iterator<Map<String, @Nullable Object>> lines =
                text.lines().filter(line -> !line.isBlank()).map(Json::object).iterator();
        Map<String, @Nullable Object> header = lines.next();
        var entries = new ArrayList<Entry>();
        var dirs = new TreeMap<String, Map<String, @Nullable Object>>();
        while (lines.hasNext()) {
            Map<String, @Nullable Object> line = lines.next();
            if (line.get("physical_keys") instanceof List<?> keys) {
                entries.add(entry(line, String.valueOf(keys.getFirst())));
            } else {
                dirs.put(String.valueOf(line.get("logical_key")), Json.asObject(line.get("meta")));
            }
        }
        return new Manifest(header, entries, dirs);
    }

    private static Entry entry(Map<String, @Nullable Object> line, String physicalKey) {
        Map<String, @Nullable Object> hash = Json.asObject(line.get("hash"));
        return new Entry(
                String.valueOf(line.get("logical_key")),
                PhysicalKey.parse(physicalKey),
                line.get("size") instanceof Number size ? size.longValue() : 0,
                new Entry.Hash(String.valueOf(hash.get("type")).intern(), String.valueOf(hash.get("value"))),
                Json.asObject(line.get("meta")));
    }

    public String topHash() {
        return TopHash.of(header, entries);
    }

    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        Stream<Map<String, @Nullable Object>> dirs =
                dirMeta.entrySet().stream().map(dir -> Json.of("logical_key", dir.getKey(), "meta", dir.getValue()));
        Stream<Map<String, @Nullable Object>> files = entries.stream().map(Manifest::line);
        Stream.of(Stream.of(header), dirs, files).flatMap(lines -> lines).forEach(line -> {
            byte[] record = Json.bytes(line);
            if (record.length > MAX_RECORD_BYTES) {
                throw new RecordTooLarge(line.get("logical_key"), record.length);
            }
            bytes.writeBytes(record);
            bytes.write('\n');
        });
        return bytes.toByteArray();
    }

    private static Map<String, @Nullable Object> line(Entry entry) {
        return Json.of(
                "logical_key", entry.logicalKey(),
                "physical_keys", List.of(entry.physicalKey().toString()),
                "size", entry.size(),
                "hash",
                        Json.of(
                                "type",
                                entry.hash().type(),
                                "value",
                                entry.hash().value()),
                "meta", entry.meta());
    }
}
