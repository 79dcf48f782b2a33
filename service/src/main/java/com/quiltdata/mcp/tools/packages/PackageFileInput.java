package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.MediaTypeDetector;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Synonyms;
import com.quiltdata.mcp.tool.ToolJson;
import com.quiltdata.mcp.tools.PackageRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file for a package: an existing S3 object, a file of another package, or inline content. */
public sealed interface PackageFileInput extends FileSource {
    int MAX_INLINE = 100;
    int MAX_INLINE_LENGTH = 1 << 20;

    /** The part of an entry's metadata that its author writes. */
    String USER_META = "user_meta";

    /** The schema of one file, under a logical key for example. */
    String KEYS = """
            {"README.md":{"type":"object","properties":{"type":{"type":"string","enum":["uri","inline"]},\
            "uri":{"type":"string"},"content":{"type":"string"}},"additionalProperties":true}}""";

    /**
     * The manifest entry of the file.
     *
     * @param bucket the bucket of the package
     * @param folder the key prefix of inline files in the bucket; empty, or ends in a slash
     */
    NewEntry entry(String bucket, String folder);

    /** An existing S3 object. */
    record S3ObjectInput(
            String key, ObjectLocation location, @Nullable Map<String, Object> meta) implements PackageFileInput {
        @Override
        public NewEntry entry(String bucket, String folder) {
            return new NewEntry(key, S3Uri.print(location), null, null, meta);
        }
    }

    /** A file of another revision, with its hash and size; {@code meta} replaces its metadata unless null. */
    record PackageEntryInput(
            String key, PackageEntry.File file, @Nullable Map<String, Object> meta) implements PackageFileInput {
        @Override
        public NewEntry entry(String bucket, String folder) {
            return new NewEntry(
                    key, file.physicalKey(), file.size(), file.hash(), meta == null ? file.metadata() : meta);
        }
    }

    /** An inline text that is to be written to S3. */
    record InlineInput(
            String key,
            String content,
            @Nullable String contentType,
            @Nullable Map<String, Object> meta) implements PackageFileInput {
        @Override
        public NewEntry entry(String bucket, String folder) {
            var location = new ObjectLocation(bucket, folder + key, null);
            return new NewEntry(key, S3Uri.print(location), size(), null, meta);
        }

        /** The size of the content in bytes. */
        public long size() {
            return content.getBytes(StandardCharsets.UTF_8).length;
        }

        /** The object to write, at a key of the bucket. */
        public PutItem object(String objectKey) {
            return new PutItem(objectKey, content.getBytes(StandardCharsets.UTF_8), type(), Map.of(), true);
        }

        private String type() {
            var type = contentType != null ? contentType : MediaTypeDetector.of(key);
            return Objects.requireNonNullElse(type, "text/plain; charset=utf-8");
        }
    }

    /** The fields that an entry may have, each with the blank value of its type. */
    Map<String, Object> FIELDS = Map.of("type", "", "uri", "", "content", "", "content_type", "", "meta", Map.of());

    /**
     * Parses the entries of an argument: an object of logical keys, each with an object that describes the file.
     *
     * @param argument name of the argument
     */
    static List<FileSource> parse(String argument, Map<String, Object> entries) {
        return parse(argument, entries, null);
    }

    /** Parses entries, of which one with only {@code meta} is the file with its key in the revision {@code own}. */
    static List<FileSource> parse(String argument, Map<String, Object> entries, @Nullable PackageRef own) {
        var files = new ArrayList<FileSource>();
        entries.forEach((key, value) -> {
            var checked = ArgumentParser.parse(argument, key, LogicalKeys::checked);
            files.add(parse("%s[\"%s\"]".formatted(argument, NameFormatter.shortened(key)), checked, value, own));
        });
        var inline = files.stream().filter(InlineInput.class::isInstance).count();
        if (inline > MAX_INLINE) {
            throw new Failure.Invalid(
                    "`%s`: %,d entries are inline, more than the maximum of %d. Write them with bucket_objects_put and send their URIs."
                            .formatted(argument, inline, MAX_INLINE));
        }
        return files;
    }

    private static FileSource parse(String at, String key, @Nullable Object value, @Nullable PackageRef own) {
        if (!(value instanceof Map<?, ?> sent)) {
            throw new Failure.Invalid(
                    "`%s`: it must be an object, {\"type\": \"uri\", \"uri\": \"s3://…\"} or {\"type\": \"inline\", \"content\": \"…\"}."
                            .formatted(at));
        }
        var fields = Synonyms.resolve(sent, FIELDS, at);
        var unknown = fields.keySet().stream()
                .filter(name -> !FIELDS.containsKey(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new Failure.Invalid("`%s`: %s is unknown. The fields are type, uri, content, content_type and meta."
                    .formatted(at, NameFormatter.few(unknown)));
        }
        if (own != null && hasOnlyMeta(fields)) {
            return new PackageUriSource(at, key, new PackageRef(own.name(), own.revision(), key), meta(at, fields));
        }
        return switch (type(at, fields)) {
            case "uri" -> object(at, key, fields);
            case "inline" -> inline(at, key, fields);
            default -> throw new Failure.Invalid("`%s.type`: send \"uri\" or \"inline\".".formatted(at));
        };
    }

    private static boolean hasOnlyMeta(Map<?, ?> fields) {
        return fields.get("meta") instanceof Map<?, ?> meta
                && !meta.isEmpty()
                && (!isSent(fields, "type") || "uri".equals(fields.get("type")))
                && Stream.of("uri", "content", "content_type").noneMatch(it -> isSent(fields, it));
    }

    /** Returns the type that is sent, or else the one that has the only field with a value; empty if none has. */
    private static String type(String at, Map<?, ?> fields) {
        var type = text(at, fields, "type");
        if (type != null && !type.isEmpty()) {
            return type;
        }
        var hasUri = isSent(fields, "uri");
        return hasUri == isSent(fields, "content") ? "" : hasUri ? "uri" : "inline";
    }

    private static FileSource object(String at, String key, Map<?, ?> fields) {
        var uri = text(at, fields, "uri");
        if (uri == null || uri.isEmpty() || isSent(fields, "content") || isSent(fields, "content_type")) {
            throw new Failure.Invalid(
                    "`%s`: an entry of type uri has `uri`, no `content` and no `content_type`. Send for example s3://bucket/key."
                            .formatted(at));
        }
        if (uri.startsWith(QuiltUri.SCHEME)) {
            return PackageUriSource.of(at, key, uri, meta(at, fields));
        }
        return new S3ObjectInput(
                key, ArgumentParser.parse(at + ".uri", uri, PackageFileInput::location), meta(at, fields));
    }

    private static InlineInput inline(String at, String key, Map<?, ?> fields) {
        var content = text(at, fields, "content");
        if (content == null || isSent(fields, "uri")) {
            throw new Failure.Invalid(
                    "`%s`: an entry of type inline has `content`, a string, and no `uri`.".formatted(at));
        }
        if (content.length() > MAX_INLINE_LENGTH) {
            throw new Failure.Invalid(
                    "`%s.content`: it is longer than %,d characters. Write it with bucket_objects_put and send its URI."
                            .formatted(at, MAX_INLINE_LENGTH));
        }
        var type = text(at, fields, "content_type");
        return new InlineInput(
                key,
                content,
                type == null || type.isEmpty()
                        ? null
                        : ArgumentParser.parse(at + ".content_type", type, NameSyntax::printable),
                meta(at, fields));
    }

    /** Parses the location of an object; refuses a key that ends in a slash, which is a folder marker. */
    static ObjectLocation location(String uri) {
        if (uri.startsWith(QuiltUri.SCHEME)) {
            throw new IllegalArgumentException(
                    "%s is in a package. Send it as the `uri` of an entry, in `entries` of package_create or `set` of package_patch."
                            .formatted(NameFormatter.shortened(uri)));
        }
        var at = S3Uri.parsePasted(uri);
        BucketLimit.require(at.bucket());
        if (at.key().endsWith("/")) {
            throw new IllegalArgumentException(
                    "%s is a folder, not a file. Use package_create_from_s3 for all objects below a prefix."
                            .formatted(NameFormatter.shortened(uri)));
        }
        return at;
    }

    private static boolean isSent(Map<?, ?> fields, String name) {
        var value = fields.get(name);
        return value != null && !value.equals("");
    }

    private static @Nullable String text(String at, Map<?, ?> fields, String name) {
        var value = fields.get(name);
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Map<?, ?> json when name.equals("content") && !json.isEmpty() -> ToolJson.text(json); // a JSON file
            default -> throw new Failure.Invalid("`%s.%s`: it must be a string.".formatted(at, name));
        };
    }

    /**
     * The metadata of an entry, under {@code user_meta} as in Quilt's manifests; metadata that has it already, as
     * package_browse returns it, is taken as it is.
     */
    private static @Nullable Map<String, Object> meta(String at, Map<?, ?> fields) {
        var value = fields.get("meta");
        if (value == null) {
            return null;
        }
        if (!(value instanceof Map<?, ?> meta)) {
            throw new Failure.Invalid("`%s.meta`: it must be an object.".formatted(at));
        }
        if (!(meta.get(USER_META) instanceof Map)) {
            return Map.of(USER_META, meta);
        }
        var whole = new LinkedHashMap<String, Object>();
        meta.forEach((name, part) -> whole.put(String.valueOf(name), part));
        return whole;
    }
}
