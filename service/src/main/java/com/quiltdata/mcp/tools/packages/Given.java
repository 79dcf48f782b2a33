package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.NewEntry;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Failure;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of a package as a caller gives it: an object that is there, or what one is to hold. */
sealed interface Given {
    int MOST_INLINE = 100;
    int LARGEST_INLINE = 1 << 20;

    /** Its logical key. */
    String key();

    /** An object that is there. */
    record There(String key, ObjectLocation at, @Nullable Map<String, Object> meta) implements Given {
        NewEntry entry() {
            return new NewEntry(key, S3Uri.print(at), null, null, meta);
        }
    }

    /** A text that is to be put. */
    record Inline(
            String key,
            String content,
            @Nullable String contentType,
            @Nullable Map<String, Object> meta) implements Given {
        Draft.Upload upload() {
            return new Draft.Upload(key, content.getBytes(StandardCharsets.UTF_8), type(), meta);
        }

        private String type() {
            var guess =
                    contentType != null ? contentType : URLConnection.guessContentTypeFromName(key.replace('#', '_'));
            return guess == null ? "text/plain; charset=utf-8" : guess;
        }
    }

    /** The fields that an entry may have. */
    Set<String> FIELDS = Set.of("type", "uri", "content", "content_type", "meta");

    /**
     * The entries of an argument: an object of logical keys, each with an object that says what stands there.
     *
     * @param argument what it is called
     */
    static List<Given> all(String argument, Map<String, Object> entries) {
        var all = new ArrayList<Given>();
        entries.forEach((key, value) -> {
            var checked = Argument.parse(argument, key, LogicalKeys::checked);
            all.add(of("%s[\"%s\"]".formatted(argument, Words.shortened(key)), checked, value));
        });
        var inline = all.stream().filter(Inline.class::isInstance).count();
        if (inline > MOST_INLINE) {
            throw new Failure.Invalid(
                    "`%s`: %,d entries are inline, more than the %d that a call may put; put them with bucket_objects_put, and send their URIs."
                            .formatted(argument, inline, MOST_INLINE));
        }
        return all;
    }

    private static Given of(String at, String key, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> fields)) {
            throw new Failure.Invalid(
                    "`%s`: it must be an object, {\"type\": \"uri\", \"uri\": \"s3://…\"} or {\"type\": \"inline\", \"content\": \"…\"}."
                            .formatted(at));
        }
        var unknown = fields.keySet().stream()
                .map(String::valueOf)
                .filter(name -> !FIELDS.contains(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new Failure.Invalid("`%s`: %s is unknown; known are type, uri, content, content_type, meta."
                    .formatted(at, Words.few(unknown)));
        }
        return switch (Objects.requireNonNullElse(text(at, fields, "type"), "")) {
            case "uri" -> there(at, key, fields);
            case "inline" -> inline(at, key, fields);
            default -> throw new Failure.Invalid("`%s.type`: send \"uri\" or \"inline\".".formatted(at));
        };
    }

    private static There there(String at, String key, Map<?, ?> fields) {
        var uri = text(at, fields, "uri");
        if (uri == null || fields.get("content") != null || fields.get("content_type") != null) {
            throw new Failure.Invalid(
                    "`%s`: an entry of type uri has `uri` and no content; send s3://bucket/key.".formatted(at));
        }
        return new There(key, Argument.parse(at + ".uri", uri, Given::object), meta(at, fields));
    }

    private static Inline inline(String at, String key, Map<?, ?> fields) {
        var content = text(at, fields, "content");
        if (content == null || fields.get("uri") != null) {
            throw new Failure.Invalid("`%s`: an entry of type inline has `content`, a text, and no uri.".formatted(at));
        }
        if (content.length() > LARGEST_INLINE) {
            throw new Failure.Invalid(
                    "`%s.content`: it is longer than %,d characters; put it with bucket_objects_put, and send its URI."
                            .formatted(at, LARGEST_INLINE));
        }
        var type = text(at, fields, "content_type");
        return new Inline(
                key,
                content,
                type == null ? null : Argument.parse(at + ".content_type", type, Names::printable),
                meta(at, fields));
    }

    /** An object's location; what ends in a slash is the marker of a folder. */
    static ObjectLocation object(String uri) {
        var at = S3Uri.parse(uri);
        if (at.key().endsWith("/")) {
            throw new IllegalArgumentException(
                    "%s is a folder, not a file; package_create_from_s3 takes all below a prefix.".formatted(uri));
        }
        return at;
    }

    private static @Nullable String text(String at, Map<?, ?> fields, String name) {
        var value = fields.get(name);
        if (value != null && !(value instanceof String)) {
            throw new Failure.Invalid("`%s.%s`: it must be a string.".formatted(at, name));
        }
        return (String) value;
    }

    /** What its author gives stands under {@code user_meta} (Quilt's manifests). */
    private static @Nullable Map<String, Object> meta(String at, Map<?, ?> fields) {
        var value = fields.get("meta");
        if (value != null && !(value instanceof Map)) {
            throw new Failure.Invalid("`%s.meta`: it must be an object.".formatted(at));
        }
        return value == null ? null : Map.of("user_meta", value);
    }
}
