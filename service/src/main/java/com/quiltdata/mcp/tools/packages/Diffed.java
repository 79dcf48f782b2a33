package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Sliceable;
import com.quiltdata.mcp.tools.packages.Difference.Change;
import com.quiltdata.mcp.tools.packages.Difference.Kind;
import com.quiltdata.mcp.tools.packages.Difference.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link PackageDiff} answers. */
record Diffed(
        @Doc("The first package") String package1,
        @Doc("The second package") String package2,
        @Doc("Its top hash") String package1Hash,
        @Doc("Its top hash") String package2Hash,
        @Doc("Bucket of the first") String registry,
        @Doc("Bucket of the second") String registry2,

        @Doc("Whether files, metadata and workflow are all the same")
        boolean same,

        @Doc("Files of each kind, counted whole") Counts counts,
        @Doc("The files") Files diff,
        @Doc("What else differs") Header header,
        @Doc("Whether files are left out of diff") boolean truncated,

        @Doc("Send as offset, with both hashes, for the rest") @Nullable
        Integer nextOffset,

        @Doc("What is left out, or to mind") @Nullable String note,
        @Doc("What was compared") @Hidden Compared compared)
        implements Sliceable<Diffed> {
    record Counts(
            @Doc("Only in the second") int added,
            @Doc("Only in the first") int deleted,
            @Doc("Other content or metadata") int modified,
            @Doc("Same content under another key") int renamed,
            @Doc("Same, but the bytes are elsewhere") int relocated,
            @Doc("Same in all") int unchanged) {
        static Counts of(Difference files) {
            var counts = files.counts();
            Function<Kind, Integer> count = kind -> counts.getOrDefault(kind, 0);
            return new Counts(
                    count.apply(Kind.ADDED),
                    count.apply(Kind.DELETED),
                    count.apply(Kind.MODIFIED),
                    count.apply(Kind.RENAMED),
                    count.apply(Kind.RELOCATED),
                    files.unchanged());
        }
    }

    record Modified(
            @Doc("The key") String logicalKey,

            @Doc("content, content_unknown (hashes cannot be compared), hash_type, meta, physical_key")
            List<String> changed,

            @Doc("Bytes in the first") @Nullable Long sizeBefore,
            @Doc("Bytes in the second") @Nullable Long sizeAfter) {}

    record Renamed(
            @Doc("Key in the first") @Nullable String from,
            @Doc("Key in the second") String to,
            @Doc("What else changed, as of modified") List<String> changed) {}

    record Files(
            @Doc("Keys") List<String> added,
            @Doc("Keys") List<String> deleted,
            @Doc("Files") List<Modified> modified,
            @Doc("Files") List<Renamed> renamed,
            @Doc("Keys") List<String> relocated) {
        static Files of(List<Change> changes) {
            var files = new Files(
                    new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (var change : changes) {
                var what = names(change);
                switch (change.kind()) {
                    case ADDED -> files.added.add(change.key());
                    case DELETED -> files.deleted.add(change.key());
                    case RELOCATED -> files.relocated.add(change.key());
                    case RENAMED -> files.renamed.add(new Renamed(change.from(), change.key(), what));
                    case MODIFIED ->
                        files.modified.add(new Modified(change.key(), what, change.sizeBefore(), change.sizeAfter()));
                }
            }
            return files;
        }

        private static List<String> names(Change change) {
            return change.what().stream()
                    .map(it -> it.name().toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    /** What was compared, from which change on it is told, and whether its header is left out for its size. */
    record Compared(Target first, Target second, Difference files, Header header, int offset, boolean lean) {}

    static Diffed of(Compared compared, int shown) {
        var one = compared.first();
        var two = compared.second();
        var all = compared.files().changes();
        var from = Math.min(compared.offset(), all.size());
        var next = from + Math.min(shown, all.size() - from);
        var more = next < all.size();
        return new Diffed(
                one.name().name(),
                two.name().name(),
                one.revision(),
                two.revision(),
                "s3://" + one.name().bucket(),
                "s3://" + two.name().bucket(),
                all.isEmpty() && compared.header().same(),
                Counts.of(compared.files()),
                Files.of(all.subList(from, next)),
                compared.lean() ? new Header(null, null, null, null) : compared.header(),
                more || compared.lean(),
                more ? next : null,
                note(compared, next, all),
                compared);
    }

    @Override
    public int parts() {
        return compared.files().changes().size()
                - Math.min(compared.offset(), compared.files().changes().size());
    }

    @Override
    public Diffed first(int parts) {
        return of(compared, parts);
    }

    @Override
    public @Nullable Diffed lean() {
        return compared.lean()
                ? null
                : of(
                        new Compared(
                                compared.first(),
                                compared.second(),
                                compared.files(),
                                compared.header(),
                                compared.offset(),
                                true),
                        parts());
    }

    private static @Nullable String note(Compared compared, int next, List<Change> all) {
        var sentences = new ArrayList<String>();
        if (next < all.size()) {
            sentences.add(
                    "%,d of %,d changes are told so far; call again with offset=%d, package1_hash=%s and package2_hash=%s."
                            .formatted(
                                    next,
                                    all.size(),
                                    next,
                                    compared.first().revision(),
                                    compared.second().revision()));
        }
        var unknown = all.stream()
                .filter(it -> it.what().contains(What.CONTENT_UNKNOWN))
                .count();
        if (unknown > 0) {
            sentences.add("Of %,d files the hashes are of different kinds, so that their content could not be compared."
                    .formatted(unknown));
        }
        if (compared.lean()) {
            sentences.add(
                    "What differs besides the files is too large for an answer; package_revision tells it of each.");
        }
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }
}
