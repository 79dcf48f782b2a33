package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.PackageRef;
import com.quiltdata.mcp.tools.packages.read.ManifestDiff.ChangeKind;
import com.quiltdata.mcp.tools.packages.read.ManifestDiff.ChangedProperty;
import com.quiltdata.mcp.tools.packages.read.ManifestDiff.FileChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of {@link PackageDiff}. */
record PackageDiffResult(
        @Doc("Name of the first package") String package1,
        @Doc("Name of the second package") String package2,
        @Doc("Top hash of the first") String package1Hash,
        @Doc("Top hash of the second") String package2Hash,
        @Doc("Bucket of the first, as s3://bucket") String registry,
        @Doc("Bucket of the second, as s3://bucket") String registry2,

        @Doc("Whether files, metadata and workflow are all the same")
        boolean same,

        @Doc(
                "Numbers of files added, deleted, modified, renamed, relocated and unchanged; complete even if diff is cut")
        Map<String, Integer> counts,

        @Doc("Files that differ") ChangedFiles diff,

        @Doc(
                "Other differences: metadata keys added, removed and changed, with values; folders whose metadata differs; "
                        + "message and workflow before and after")
        Map<String, Object> header,

        @Doc("Unified diffs of up to 5 modified texts of at most 64 KiB, by logical key")
        Map<String, String> textDiffs,

        @Doc("Whether files, metadata or text_diffs are left out")
        boolean truncated,

        @Doc("Send as offset, with both hashes, to get the next files") @Nullable
        Integer nextOffset,

        @Doc("What is left out or could not be compared, and how to continue") @Nullable
        String note,

        @Doc("The comparison") @Hidden Comparison compared)
        implements Truncatable<PackageDiffResult> {
    record ModifiedFile(
            @Doc("Logical key") String logicalKey,

            @Doc("What differs: content, content_unknown (hashes cannot be compared), hash_type, meta, physical_key")
            List<String> changed,

            @Doc("Size in the first, in bytes") @Nullable Long sizeBefore,
            @Doc("Size in the second, in bytes") @Nullable Long sizeAfter) {}

    record RenamedFile(
            @Doc("Logical key in the first") @Nullable String from,
            @Doc("Logical key in the second") String to,

            @Doc("What else differs, in the words of modified")
            List<String> changed) {}

    record ChangedFiles(
            @Doc("Logical keys of added files") List<String> added,
            @Doc("Logical keys of deleted files") List<String> deleted,
            @Doc("Modified files") List<ModifiedFile> modified,

            @Doc("Files with the same content under a new key")
            List<RenamedFile> renamed,

            @Doc("Logical keys of files that differ only in physical key")
            List<String> relocated) {
        static ChangedFiles of(List<FileChange> changes) {
            var files = new ChangedFiles(
                    new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (var change : changes) {
                var what =
                        change.what().stream().map(PackageDiffResult::lowerCase).toList();
                switch (change.kind()) {
                    case ADDED -> files.added.add(change.key());
                    case DELETED -> files.deleted.add(change.key());
                    case RELOCATED -> files.relocated.add(change.key());
                    case RENAMED -> files.renamed.add(new RenamedFile(change.from(), change.key(), what));
                    case MODIFIED ->
                        files.modified.add(
                                new ModifiedFile(change.key(), what, change.sizeBefore(), change.sizeAfter()));
                }
            }
            return files;
        }
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The comparison.
     *
     * @param preceding says which two revisions were compared when the caller named one; null otherwise
     * @param texts unified diffs of the first small texts, by key
     * @param offset index of the first change to return
     */
    record Comparison(
            PackageRef first,
            PackageRef second,
            ManifestDiff files,
            HeaderDiff header,
            Map<String, String> texts,
            @Nullable String preceding,
            int offset) {
        private Comparison with(HeaderDiff reduced) {
            return new Comparison(first, second, files, reduced, texts, preceding, offset);
        }

        private Map<String, String> firstTexts(int count) {
            var first = new LinkedHashMap<String, String>();
            texts.entrySet().stream().limit(Math.max(0, count)).forEach(it -> first.put(it.getKey(), it.getValue()));
            return first;
        }

        private Optional<String> sides() {
            return Optional.ofNullable(preceding)
                    .or(() -> first.isSameRevision(second)
                            ? Optional.of("Both sides are the same revision.")
                            : Optional.empty());
        }

        /** Adds the diffs of the texts among the changes that the result begins with. */
        Comparison with(TextDiff diff) {
            var changes = files.changes();
            var texts = diff.of(changes.subList(Math.min(offset, changes.size()), changes.size()));
            return new Comparison(first, second, files, header, texts, preceding, offset);
        }
    }

    static PackageDiffResult of(Comparison compared, int shown) {
        var first = compared.first();
        var second = compared.second();
        var changes = compared.files().changes();
        var from = Math.min(compared.offset(), changes.size());
        var next = from + Math.min(shown, changes.size() - from);
        var more = next < changes.size();
        var texts = compared.firstTexts(shown - (changes.size() - from));
        var cut = texts.size() < compared.texts().size();
        return new PackageDiffResult(
                first.name().name(),
                second.name().name(),
                first.revision(),
                second.revision(),
                "s3://" + first.name().bucket(),
                "s3://" + second.name().bucket(),
                changes.isEmpty() && compared.header().same(),
                counts(compared.files()),
                ChangedFiles.of(changes.subList(from, next)),
                compared.header().parts(),
                texts,
                more || cut || compared.header().omitted() != null,
                more ? next : null,
                note(compared, next, cut),
                compared);
    }

    @Override
    public int parts() {
        return Math.max(0, compared.files().changes().size() - compared.offset())
                + compared.texts().size();
    }

    @Override
    public PackageDiffResult first(int parts) {
        return of(compared, parts);
    }

    @Override
    public @Nullable PackageDiffResult withoutMetadata() {
        var reduced = compared.header().reduced();
        return reduced == null ? null : of(compared.with(reduced), parts());
    }

    private static Map<String, Integer> counts(ManifestDiff files) {
        var counts = new LinkedHashMap<String, Integer>();
        for (var kind : ChangeKind.values()) {
            counts.put(lowerCase(kind), 0);
        }
        files.changes().forEach(change -> counts.merge(lowerCase(change.kind()), 1, Integer::sum));
        counts.put("unchanged", files.unchanged());
        return counts;
    }

    private static @Nullable String note(Comparison compared, int next, boolean cut) {
        var changes = compared.files().changes();
        var sentences = new ArrayList<String>();
        compared.sides().ifPresent(sentences::add);
        if (next < changes.size()) {
            sentences.add(
                    "%,d of %,d changes are returned so far; call again with offset=%d, package1_hash=%s and package2_hash=%s."
                            .formatted(
                                    next,
                                    changes.size(),
                                    next,
                                    compared.first().revision(),
                                    compared.second().revision()));
        }
        addHashNotes(compared.files(), sentences);
        var texts = changes.stream()
                .skip(compared.offset())
                .filter(TextDiff::isSmall)
                .count();
        if (cut || texts > TextDiff.MAX_FILES) {
            sentences.add(
                    "text_diffs does not have all modified texts; read both versions of the others with object_read.");
        }
        if (compared.header().omitted() != null) {
            sentences.add("%s too large for a response; read each revision with package_revision."
                    .formatted(compared.header().omitted()));
        }
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }

    private static void addHashNotes(ManifestDiff files, List<String> sentences) {
        var unknown = files.changes().stream()
                .filter(it -> it.what().contains(ChangedProperty.CONTENT_UNKNOWN))
                .count();
        if (unknown > 0) {
            sentences.add(
                    "The content of %,d files could not be compared: their hashes are missing or of different types."
                            .formatted(unknown));
        }
        if (files.changes().stream().anyMatch(TextDiff::isOutOfReach)) {
            sentences.add("text_diffs leaves out files that are stored in buckets which this connection may not use.");
        }
        if (files.rehashed() > 0) {
            sentences.add("%,d unchanged files record a hash of another type for the same content."
                    .formatted(files.rehashed()));
        }
    }
}
