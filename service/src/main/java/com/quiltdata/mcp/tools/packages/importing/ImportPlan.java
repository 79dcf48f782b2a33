package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.packages.LogicalKeys;
import com.quiltdata.mcp.tools.packages.NameFormatter;
import com.quiltdata.mcp.tools.packages.PackageFileInput;
import com.quiltdata.mcp.tools.packages.RevisionDrafts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The package to create from the objects below a prefix: exactly what is written, and what a dry run shows.
 *
 * @param objects the objects by their new logical keys, sorted
 * @param generated the generated files
 * @param meta the package's metadata
 */
record ImportPlan(
        PackageName name,
        String bucket,
        TreeMap<String, ObjectSummary> objects,
        List<PackageFileInput.InlineInput> generated,
        Map<String, Object> meta,
        PrefixScan found) {
    /** The request for the package. */
    record ImportRequest(
            PackageName name,
            PrefixScan.ScanFilter source,
            boolean organize,
            boolean readme,
            String description,
            PackageCreateFromS3.MetadataTemplate template,
            @Nullable Map<String, Object> metadata) {}

    static ImportPlan of(ImportRequest wishes, PrefixScan found) {
        if (found.taken().isEmpty()) {
            throw new Failure.NotFound(
                    "No objects found matching the specified criteria below s3://%s/%s. List the prefix with bucket_objects_list."
                            .formatted(wishes.source().bucket(), wishes.source().prefix()));
        }
        var objects = keyed(wishes, found.taken());
        var facts = ImportStatistics.of(wishes, objects);
        var generated = new ArrayList<PackageFileInput.InlineInput>();
        var written = ReadmeGenerator.given(wishes) != null;
        if (written && objects.containsKey(ReadmeGenerator.NAME)) {
            throw new Failure.Invalid(
                    "The objects include a README.md. Remove the one in `metadata`, or exclude theirs with exclude_patterns.");
        }
        if ((wishes.readme() || written) && !objects.containsKey(ReadmeGenerator.NAME)) {
            generated.add(ReadmeGenerator.of(wishes, facts));
        }
        if (wishes.readme() && !objects.containsKey(SummarizeGenerator.NAME)) {
            generated.add(SummarizeGenerator.of(new TreeSet<>(objects.keySet())));
        }
        return new ImportPlan(
                wishes.name(), wishes.source().bucket(), objects, generated, facts.metadata(wishes), found);
    }

    private static TreeMap<String, ObjectSummary> keyed(ImportRequest wishes, List<ObjectSummary> taken) {
        var objects = new TreeMap<String, ObjectSummary>();
        var clashes = new TreeMap<String, String>();
        for (var object : taken) {
            var path = PrefixScan.relative(object.key(), wishes.source().prefix());
            var key = wishes.organize() ? FileTypeFolders.organized(path) : path;
            var before = objects.put(key, object);
            if (before != null) {
                clashes.put(key, before.key());
            }
        }
        if (!clashes.isEmpty()) {
            throw new Failure.Invalid("Several objects would become the same file: %s. Send auto_organize=false."
                    .formatted(NameFormatter.few(List.copyOf(clashes.keySet()))));
        }
        var both = LogicalKeys.bothFileAndFolder(objects.keySet(), objects.keySet());
        if (!both.isEmpty()) {
            throw new Failure.Invalid(
                    "%s would be a file and a folder at the same time, which a package cannot hold. Exclude one with exclude_patterns."
                            .formatted(NameFormatter.few(both)));
        }
        return objects;
    }

    /** The files of the package. */
    List<PackageFileInput> files() {
        var files = new ArrayList<PackageFileInput>();
        objects.forEach((key, object) -> files.add(
                new PackageFileInput.S3ObjectInput(key, new ObjectLocation(bucket, object.key(), null), null)));
        files.addAll(generated);
        return files;
    }

    /** The number of files in each folder. */
    Map<String, Integer> folders() {
        var folders = new TreeMap<String, Integer>();
        objects.keySet().forEach(key -> {
            var slash = key.lastIndexOf('/');
            folders.merge(slash < 0 ? "" : key.substring(0, slash), 1, Integer::sum);
        });
        return folders;
    }

    /** The text of a generated file; null if it is not generated. */
    @Nullable
    String text(String key) {
        return generated.stream()
                .filter(it -> it.key().equals(key))
                .map(PackageFileInput.InlineInput::content)
                .findFirst()
                .orElse(null);
    }

    /** Counts and sizes, for the generated README and metadata. */
    record ImportStatistics(
            int files, long bytes, Map<String, Integer> types, Map<String, Integer> splits, int tables) {
        private static final List<String> TABLES = List.of("csv", "tsv", "parquet", "xlsx", "jsonl");
        private static final List<String> SPLITS = List.of("train", "test", "validation", "val");

        static ImportStatistics of(ImportRequest wishes, Map<String, ObjectSummary> objects) {
            var types = new TreeMap<String, Integer>();
            var splits = new TreeMap<String, Integer>();
            var tables = 0;
            var bytes = 0L;
            for (var it : objects.entrySet()) {
                var type = FileProperties.fileType(it.getKey());
                types.merge(type, 1, Integer::sum);
                tables += TABLES.contains(type) ? 1 : 0;
                bytes += it.getValue().size();
                for (var part : it.getKey().split("/", -1)) {
                    if (SPLITS.contains(part)) {
                        splits.merge(part, 1, Integer::sum);
                    }
                }
            }
            return new ImportStatistics(objects.size(), bytes, types, splits, tables);
        }

        /** The metadata of the template, with the caller's merged over it. */
        Map<String, Object> metadata(ImportRequest wishes) {
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
            ReadmeGenerator.KEYS.forEach(
                    key -> given.computeIfPresent(key, (_, value) -> value instanceof String ? null : value));
            var merged = RevisionDrafts.merged(told, given);
            return merged == null ? Map.of() : merged;
        }
    }
}
