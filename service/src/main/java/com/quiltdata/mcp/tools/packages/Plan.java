package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectSummary;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.tool.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A package that is to be made of what is below a prefix: exactly what is written, and what a dry run shows.
 *
 * @param objects the objects by the logical keys that they get, in order
 * @param generated the texts that are added to them
 * @param meta the package's metadata
 */
record Plan(
        PackageName name,
        String bucket,
        TreeMap<String, ObjectSummary> objects,
        List<Given.Inline> generated,
        Map<String, Object> meta,
        Found found) {
    /** What is wanted of it. */
    record Wishes(
            PackageName name,
            Found.Wanted source,
            boolean organize,
            boolean readme,
            String description,
            PackageCreateFromS3.Template template,
            @Nullable Map<String, Object> metadata) {}

    static Plan of(Wishes wishes, Found found) {
        if (found.taken().isEmpty()) {
            throw new Failure.NotFound(
                    "No objects found matching the specified criteria below s3://%s/%s; bucket_objects_list shows what is there."
                            .formatted(wishes.source().bucket(), wishes.source().prefix()));
        }
        var objects = keyed(wishes, found.taken());
        var facts = Facts.of(wishes, objects);
        var generated = new ArrayList<Given.Inline>();
        var written = Readme.given(wishes) != null;
        if (written && objects.containsKey(Readme.NAME)) {
            throw new Failure.Invalid(
                    "The objects have a README.md of their own; take the one out of `metadata`, or theirs out with exclude_patterns.");
        }
        if ((wishes.readme() || written) && !objects.containsKey(Readme.NAME)) {
            generated.add(Readme.of(wishes, facts));
        }
        if (wishes.readme() && !objects.containsKey(Summary.NAME)) {
            generated.add(Summary.of(new TreeSet<>(objects.keySet())));
        }
        return new Plan(wishes.name(), wishes.source().bucket(), objects, generated, facts.metadata(wishes), found);
    }

    private static TreeMap<String, ObjectSummary> keyed(Wishes wishes, List<ObjectSummary> taken) {
        var objects = new TreeMap<String, ObjectSummary>();
        var clashes = new TreeMap<String, String>();
        for (var object : taken) {
            var path = Found.relative(object.key(), wishes.source().prefix());
            var key = wishes.organize() ? Organization.organized(path) : path;
            var before = objects.put(key, object);
            if (before != null) {
                clashes.put(key, before.key());
            }
        }
        if (!clashes.isEmpty()) {
            throw new Failure.Invalid("Several objects would become the same file: %s; send auto_organize=false."
                    .formatted(Words.few(List.copyOf(clashes.keySet()))));
        }
        var both = LogicalKeys.bothFileAndFolder(objects.keySet(), objects.keySet());
        if (!both.isEmpty()) {
            throw new Failure.Invalid(
                    "%s would be a file and a folder at the same time, which no package can hold; leave one out with exclude_patterns."
                            .formatted(Words.few(both)));
        }
        return objects;
    }

    /** The files as they are given to a package. */
    List<Given> files() {
        var files = new ArrayList<Given>();
        objects.forEach(
                (key, object) -> files.add(new Given.There(key, new ObjectLocation(bucket, object.key(), null), null)));
        files.addAll(generated);
        return files;
    }

    /** How many files each folder of the first two levels has. */
    Map<String, Integer> folders() {
        var folders = new TreeMap<String, Integer>();
        objects.keySet().forEach(key -> {
            var slash = key.lastIndexOf('/');
            folders.merge(slash < 0 ? "" : key.substring(0, slash), 1, Integer::sum);
        });
        return folders;
    }

    /** The text of a generated file; null when it is not generated. */
    @Nullable
    String text(String key) {
        return generated.stream()
                .filter(it -> it.key().equals(key))
                .map(Given.Inline::content)
                .findFirst()
                .orElse(null);
    }

    /** Sizes by extension, for what tells of the package. */
    record Facts(int files, long bytes, Map<String, Integer> types, Map<String, Integer> splits, int tables) {
        private static final List<String> TABLES = List.of("csv", "tsv", "parquet", "xlsx", "jsonl");
        private static final List<String> SPLITS = List.of("train", "test", "validation", "val");

        static Facts of(Wishes wishes, Map<String, ObjectSummary> objects) {
            var types = new TreeMap<String, Integer>();
            var splits = new TreeMap<String, Integer>();
            var tables = 0;
            var bytes = 0L;
            for (var it : objects.entrySet()) {
                var type = Entry.fileType(it.getKey());
                types.merge(type, 1, Integer::sum);
                tables += TABLES.contains(type) ? 1 : 0;
                bytes += it.getValue().size();
                for (var part : it.getKey().split("/", -1)) {
                    if (SPLITS.contains(part)) {
                        splits.merge(part, 1, Integer::sum);
                    }
                }
            }
            return new Facts(objects.size(), bytes, types, splits, tables);
        }

        /** What the template tells, with what the caller gives laid over it. */
        Map<String, Object> metadata(Wishes wishes) {
            var told = new HashMap<String, Object>();
            var source = wishes.source();
            told.put(
                    "quilt",
                    Map.of(
                            "source", Map.of("type", "s3_bucket", "bucket", source.bucket(), "prefix", source.prefix()),
                            "organized", wishes.organize(),
                            "data_profile",
                                    Map.of("total_files", files, "total_size_bytes", bytes, "file_types", types)));
            if (!wishes.description().isBlank()) {
                told.put("description", wishes.description());
            }
            switch (wishes.template()) {
                case STANDARD -> {}
                case ML -> told.put("ml", Map.of("splits", splits));
                case ANALYTICS -> told.put("analytics", Map.of("tables", tables));
            }
            var given = new HashMap<String, Object>(wishes.metadata() == null ? Map.of() : wishes.metadata());
            Readme.KEYS.forEach(
                    key -> given.computeIfPresent(key, (_, value) -> value instanceof String ? null : value));
            var merged = Drafting.merged(told, given);
            return merged == null ? Map.of() : merged;
        }
    }
}
