package com.quiltdata.mcp.tools.packages.read;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.DecodedText;
import com.quiltdata.mcp.tools.packages.read.ManifestDiff.FileChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Unified diffs of small texts, computed in linear memory. */
final class TextDiff {
    /** Maximum number of files that are read. */
    static final int MAX_FILES = 5;

    private static final int MAX_BYTES = 65_536;
    private static final int MAX_LINES = 2_000;
    private static final int MAX_CHARS = 8_000;
    private static final int CONTEXT = 3;

    private final ObjectReader objects;
    private final Call call;

    TextDiff(ObjectReader objects, Call call) {
        this.objects = objects;
        this.call = call;
    }

    /** Whether both versions are known and small enough to compare. */
    static boolean isSmall(FileChange change) {
        return change.objects() != null
                && size(change.sizeBefore()) <= MAX_BYTES
                && size(change.sizeAfter()) <= MAX_BYTES;
    }

    /** Whether a version is stored in a bucket that the connection may not use. */
    static boolean isOutOfReach(FileChange change) {
        var versions = change.objects();
        return versions != null
                && !(BucketLimit.allowsEntry(versions.before()) && BucketLimit.allowsEntry(versions.after()));
    }

    private static long size(@Nullable Long size) {
        return size == null ? 0 : size;
    }

    /** Returns the diffs of the first small files, by key, without those that are no text or cannot be read. */
    Map<String, String> of(List<FileChange> changes) {
        var diffs = new LinkedHashMap<String, String>();
        changes.stream()
                .filter(TextDiff::isSmall)
                .limit(MAX_FILES)
                .forEach(it -> diff(it).ifPresent(text -> diffs.put(it.key(), text)));
        return diffs;
    }

    private Optional<String> diff(FileChange change) {
        var pair = Objects.requireNonNull(change.objects());
        return lines(pair.before(), size(change.sizeBefore()))
                .flatMap(before -> lines(pair.after(), size(change.sizeAfter()))
                        .map(after -> unified(change.key(), before, after)));
    }

    /** The lines of a text whose object is as the package records it. */
    private Optional<List<String>> lines(String physicalKey, long size) {
        return S3Uri.find(physicalKey)
                .flatMap(it -> objects.tryRead(call.caller(), it, MAX_BYTES))
                .filter(it -> it.bytes().length == size)
                .map(it -> DecodedText.of(it.bytes(), StandardCharsets.UTF_8, false))
                .filter(it -> it.replaced() == 0 && !it.looksBinary())
                .map(it -> List.of(it.text().split("\n", -1)))
                .filter(it -> it.size() <= MAX_LINES);
    }

    private static String unified(String key, List<String> before, List<String> after) {
        var patch = DiffUtils.diff(before, after, new MyersDiffWithLinearSpace<>());
        var text = String.join(
                "\n", removalsFirst(UnifiedDiffUtils.generateUnifiedDiff(key, key, before, patch, CONTEXT)));
        return text.length() <= MAX_CHARS
                ? text
                : "%s\n[cut: %,d of %,d characters]".formatted(text.substring(0, MAX_CHARS), MAX_CHARS, text.length());
    }

    /** Orders neighbouring changes, which the algorithm may find in any order, as diffs are read. */
    private static List<String> removalsFirst(List<String> lines) {
        var ordered = new ArrayList<String>(lines.size());
        var added = new ArrayList<String>();
        for (var line : lines) {
            if (line.startsWith("+")) {
                added.add(line);
                continue;
            }
            if (!line.startsWith("-")) {
                ordered.addAll(added);
                added.clear();
            }
            ordered.add(line);
        }
        ordered.addAll(added);
        return ordered;
    }
}
