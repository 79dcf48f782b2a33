package com.quiltdata.sandbox.search;

import com.quiltdata.sandbox.json.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One version of an object, or a delete marker. */
public record ObjectDoc(
        String bucket,
        String key,
        String version,
        String etag,
        long size,
        Instant modified,
        boolean deleted,
        String content)
        implements Doc {
    @Override
    public IndexName index() {
        return new IndexName(bucket, IndexName.Kind.OBJECTS);
    }

    @Override
    public String id() {
        return key + ":" + version;
    }

    /** Returns the last two extensions, or fewer, in lower case and each with its dot. */
    public String ext() {
        return extensions(key);
    }

    static String extensions(String key) {
        String name = name(key);
        int last = dot(name, name.length());
        int first = last < 0 ? -1 : dot(name, last);
        return last < 0 ? "" : name.substring(first < 0 ? last : first).toLowerCase(Locale.ROOT);
    }

    private static String name(String key) {
        int end = key.length();
        while (end > 0 && key.charAt(end - 1) == '/') {
            end--;
        }
        return key.substring(key.lastIndexOf('/', end - 1) + 1, end);
    }

    /** Returns the start of the last extension before {@code end}; the first character of a name starts none. */
    private static int dot(String name, int end) {
        int dot = name.lastIndexOf('.', end - 1);
        return dot <= 0 || dot == end - 1 ? -1 : dot;
    }

    /** Returns the last extension alone, which determines how content is read. */
    static String extension(String key) {
        String all = extensions(key);
        return all.substring(Math.max(all.lastIndexOf('.'), 0));
    }

    @Override
    public Map<String, @Nullable Object> source() {
        return Json.of(
                "etag", etag,
                "key", key,
                "last_modified", modified.toString(),
                "size", size,
                "delete_marker", deleted,
                "version_id", version,
                "content", content,
                "event", event(),
                "ext", ext(),
                "updated", modified.toString(),
                "s3_tags", null);
    }

    private String event() {
        return deleted ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectCreated:Put";
    }

    @Override
    public DocumentBuilder index(DocumentBuilder fields) {
        return fields.put("etag", etag)
                .put("key", key)
                .put("key_text", key)
                .put("last_modified", modified)
                .put("updated", modified)
                .put("size", size)
                .put("delete_marker", deleted)
                .put("version_id", version)
                .put("content", content.isEmpty() ? null : content)
                .put("event", event())
                .put("ext", ext());
    }
}
