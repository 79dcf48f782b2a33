package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.tools.packages.NameFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser of the argument {@code organized_structure}: folders with their files, each a name or an object. */
final class StructureParser {
    /** The schema of one folder. */
    static final String KEYS = """
            {"data":{"type":"array","items":{"type":"object","properties":{"logical_key":{"type":"string"},\
            "size":{"type":"integer"}},"additionalProperties":true}}}""";

    private static final String ARGUMENT = "organized_structure";
    private static final String FORM =
            "send a name like \"a.csv\", or an object like {\"logical_key\": \"data/a.csv\", \"size\": 123}.";
    private static final List<String> PATHS = List.of("logical_key", "logicalKey", "LogicalKey", "path");
    private static final List<String> OBJECT_KEYS = List.of("Key", "key");
    private static final List<String> NAMES = List.of("name", "Name");
    private static final List<String> SIZES = List.of("Size", "size", "size_bytes");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,15}");

    /** Maximum size that is believed: more than any object in S3 can have. */
    private static final long MAX_SIZE = 1L << 50;

    private final LinkedHashSet<String> folders = new LinkedHashSet<>();
    private final List<SummaryFile> files = new ArrayList<>();

    private StructureParser() {}

    static PackageContents parse(Map<String, Object> structure) {
        var parser = new StructureParser();
        structure.forEach((name, value) -> parser.add(name, value));
        return new PackageContents(List.copyOf(parser.folders), parser.files, parser.warnings());
    }

    private void add(String name, @Nullable Object value) {
        var folder = name.replaceAll("^/+|/+$", "");
        folders.add(folder);
        var at = "%s[\"%s\"]".formatted(ARGUMENT, NameFormatter.shortened(name));
        if (value instanceof String file) {
            files.add(file(at, folder, file));
        } else if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                files.add(file("%s[%d]".formatted(at, i), folder, items.get(i)));
            }
        } else if (value != null) {
            throw new Failure.Invalid("`%s`: it must be an array of files. For each, %s".formatted(at, FORM));
        }
    }

    private static SummaryFile file(String at, String folder, @Nullable Object item) {
        if (item instanceof String name && !name.isBlank()) {
            return new SummaryFile(inFolder(folder, name), folder, null);
        } else if (item instanceof Map<?, ?> fields) {
            var size = SIZES.stream().map(fields::get).filter(Objects::nonNull).findFirst();
            return new SummaryFile(path(at, folder, fields), folder, size(size.orElse(null)));
        }
        throw new Failure.Invalid("`%s`: it is no file; %s".formatted(at, FORM));
    }

    private static String path(String at, String folder, Map<?, ?> fields) {
        var path = text(fields, PATHS);
        if (path != null) {
            return relative(path);
        }
        var key = text(fields, OBJECT_KEYS);
        if (key != null) {
            return folder.isEmpty() || key.startsWith(folder + "/")
                    ? inFolder(folder, key)
                    : inFolder(folder, ObjectLocation.fileName(key));
        }
        var name = text(fields, NAMES);
        if (name == null) {
            throw new Failure.Invalid("`%s`: it has no name; %s".formatted(at, FORM));
        }
        return inFolder(folder, name);
    }

    private static String inFolder(String folder, String name) {
        var relative = relative(name);
        return folder.isEmpty() || relative.startsWith(folder + "/") ? relative : folder + "/" + relative;
    }

    private static String relative(String name) {
        return name.startsWith("s3://") ? ObjectLocation.fileName(name) : name.replaceFirst("^(\\./|/)+", "");
    }

    private static @Nullable String text(Map<?, ?> fields, List<String> names) {
        return names.stream()
                .map(fields::get)
                .filter(value -> value instanceof String text && !text.isBlank())
                .map(String::valueOf)
                .findFirst()
                .orElse(null);
    }

    /** A size in bytes, also as text; null if it is none. */
    private static @Nullable Long size(@Nullable Object value) {
        if (value instanceof String text && DIGITS.matcher(text.strip()).matches()) {
            return Long.valueOf(text.strip());
        }
        if (!(value instanceof Number number)) {
            return null;
        }
        var size = number.doubleValue();
        return size >= 0 && size <= MAX_SIZE && size == Math.rint(size) ? number.longValue() : null;
    }

    private List<String> warnings() {
        var warnings = new ArrayList<String>();
        var invalid = files.stream()
                .filter(file -> !file.isValid())
                .map(SummaryFile::path)
                .toList();
        if (!invalid.isEmpty()) {
            warnings.add("No package can have files with these names (%,d): %s. They are counted, but not shown."
                    .formatted(invalid.size(), NameFormatter.few(invalid)));
        }
        var unsized = files.stream().filter(file -> file.size() == null).count();
        if (unsized > 0) {
            warnings.add("%,d of %,d files have no known size; sizes are those of the others."
                    .formatted(unsized, files.size()));
        }
        return warnings;
    }
}
