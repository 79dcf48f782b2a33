package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.tools.FileProperties;
import com.quiltdata.mcp.tools.QuiltSummarize;
import com.quiltdata.mcp.tools.packages.LogicalKeys;
import com.quiltdata.mcp.tools.packages.NameFormatter;
import com.quiltdata.mcp.tools.packages.PackageFileInput;
import com.quiltdata.mcp.tools.packages.PackageFileInput.InlineInput;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The package to create from objects below a prefix, by their new logical keys, and the generated files. */
record ImportPlan(
        ImportRequest request,
        TreeMap<String, ObjectSummary> objects,
        List<InlineInput> generated,
        ImportStatistics statistics,
        Map<String, Object> meta,
        PrefixScan scan) {
    /** The request for the package: its arguments, with names and patterns parsed. */
    record ImportRequest(PackageName name, PrefixScan.ScanFilter source, PackageCreateFromS3.Input arguments) {}

    static ImportPlan of(ImportRequest request, PrefixScan scan) {
        if (scan.taken().isEmpty()) {
            throw new Failure.NotFound(
                    "No objects found matching the specified criteria below s3://%s/%s; the patterns exclude %,d. List the prefix with bucket_objects_list."
                            .formatted(
                                    request.source().bucket(), request.source().prefix(), scan.excluded()));
        }
        var objects = byLogicalKey(request, scan.taken());
        var sources = ImportStatistics.of(objects);
        var generated = generated(request, objects, sources);
        var all = sources.with(generated);
        return new ImportPlan(request, objects, generated, all, all.metadata(request), scan);
    }

    private static List<InlineInput> generated(
            ImportRequest request, TreeMap<String, ObjectSummary> objects, ImportStatistics statistics) {
        var generated = new ArrayList<InlineInput>();
        var readmeGiven = ReadmeGenerator.fromMetadata(request) != null;
        if (readmeGiven && objects.containsKey(QuiltSummarize.README)) {
            throw new Failure.Invalid(
                    "The objects include a README.md. Remove the one in `metadata`, or exclude theirs with exclude_patterns.");
        }
        var generate = request.arguments().generateReadme();
        if ((generate || readmeGiven) && !objects.containsKey(QuiltSummarize.README)) {
            generated.add(ReadmeGenerator.of(request, statistics));
        }
        if (generate && !objects.containsKey(QuiltSummarize.NAME)) {
            generated.add(SummarizeGenerator.of(new TreeSet<>(objects.keySet())));
        }
        return generated;
    }

    private static TreeMap<String, ObjectSummary> byLogicalKey(ImportRequest request, List<ObjectSummary> taken) {
        var objects = new TreeMap<String, ObjectSummary>();
        var clashes = new TreeSet<String>();
        for (var object : taken) {
            var path = PrefixScan.relative(object.key(), request.source().prefix());
            var key = request.arguments().autoOrganize() ? FileTypeFolders.organized(path) : path;
            if (objects.put(key, object) != null) {
                clashes.add(key);
            }
        }
        if (!clashes.isEmpty()) {
            throw new Failure.Invalid("Several objects would become the same file: %s. Send auto_organize=false."
                    .formatted(NameFormatter.few(List.copyOf(clashes))));
        }
        var both = LogicalKeys.bothFileAndFolder(objects.keySet());
        if (!both.isEmpty()) {
            throw new Failure.Invalid(
                    "%s would be a file and a folder at the same time, which a package cannot hold. Exclude one with exclude_patterns."
                            .formatted(NameFormatter.few(both)));
        }
        return objects;
    }

    List<PackageFileInput> files() {
        var files = new ArrayList<PackageFileInput>();
        objects.forEach((key, object) -> files.add(new PackageFileInput.S3ObjectInput(key, location(object), null)));
        files.addAll(generated);
        return files;
    }

    ObjectLocation location(ObjectSummary object) {
        return new ObjectLocation(request.source().bucket(), object.key(), null);
    }

    @Nullable
    String text(String key) {
        return generated.stream()
                .filter(it -> it.key().equals(key))
                .map(InlineInput::content)
                .findFirst()
                .orElse(null);
    }

    List<String> warnings() {
        var warnings = new ArrayList<String>();
        if (!scan.skipped().isEmpty()) {
            warnings.add("%,d objects cannot become files of a package; left_out lists them with the reason."
                    .formatted(scan.skipped().size()));
        }
        if (!scan.unmatched().isEmpty()) {
            warnings.add("No object matches these patterns: %s.".formatted(NameFormatter.few(scan.unmatched())));
        }
        return warnings;
    }

    /** Counts and sizes, for the generated README and metadata. */
    record ImportStatistics(
            int files, long bytes, Map<String, Integer> types, Map<String, Integer> splits, int tables) {
        private static final List<String> TABLES = List.of("csv", "tsv", "parquet", "xlsx", "jsonl");
        private static final List<String> SPLITS = List.of("train", "test", "validation", "val");

        static ImportStatistics of(Map<String, ObjectSummary> objects) {
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

        ImportStatistics with(List<InlineInput> generated) {
            var all = new TreeMap<>(types);
            generated.forEach(it -> all.merge(FileProperties.fileType(it.key()), 1, Integer::sum));
            var size = generated.stream().mapToLong(InlineInput::size).sum();
            return new ImportStatistics(files + generated.size(), bytes + size, all, splits, tables);
        }

        /** The metadata of the template, with the caller's merged over it. */
        Map<String, Object> metadata(ImportRequest request) {
            var source = request.source();
            var arguments = request.arguments();
            var from = Map.of("type", "s3_bucket", "bucket", source.bucket(), "prefix", source.prefix());
            var profile = Map.of("total_files", files, "total_size_bytes", bytes, "file_types", types);
            var template = new HashMap<String, Object>();
            template.put(
                    "quilt", Map.of("source", from, "organized", arguments.autoOrganize(), "data_profile", profile));
            if (!arguments.description().isBlank()) {
                template.put("description", arguments.description());
            }
            switch (arguments.metadataTemplate()) {
                case STANDARD -> {}
                case ML -> template.put("ml", Map.of("splits", splits));
                case ANALYTICS -> template.put("analytics", Map.of("tables", tables));
            }
            var metadata = arguments.metadata();
            var given = new HashMap<String, Object>(metadata == null ? Map.of() : metadata);
            ReadmeGenerator.KEYS.forEach(
                    key -> given.computeIfPresent(key, (_, value) -> value instanceof String ? null : value));
            var merged = RevisionDraft.merged(template, given);
            return merged == null ? Map.of() : merged;
        }
    }
}
