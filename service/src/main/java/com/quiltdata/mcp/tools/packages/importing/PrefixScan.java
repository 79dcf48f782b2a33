package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tools.packages.LogicalKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects below a prefix, divided into those that become files and those that do not.
 *
 * @param taken objects that become files, in the order of their keys
 * @param excluded number of objects that the patterns exclude
 * @param firstExcluded the first of them, with the reason
 * @param skipped objects left out for another reason, with that reason
 * @param unmatched patterns that match no object, each with its argument
 */
record PrefixScan(
        List<ObjectSummary> taken,
        int excluded,
        List<SkippedObject> firstExcluded,
        List<SkippedObject> skipped,
        List<String> unmatched) {
    private static final int MAX_OBJECTS = 100_000;
    private static final int MAX_EXCLUDED = 50;
    private static final int PAGE = 1000;

    /** An object that does not become a file. */
    record SkippedObject(
            @Doc("Key of the object") String key,
            @Doc("Reason why it is left out") String why) {}

    /** The prefix and patterns that select objects. */
    record ScanFilter(String bucket, String prefix, GlobList include, GlobList exclude) {
        /** Why the patterns exclude a key; null if they do not. Tries all patterns, to find those that match nothing. */
        @Nullable
        String reasonToExclude(String key) {
            var included = include.match(key, relative(key, prefix));
            var excluded = exclude.match(key, relative(key, prefix));
            if (excluded != null) {
                return "matches exclude_patterns `%s`".formatted(excluded);
            }
            return include.isEmpty() || included != null ? null : "matches none of include_patterns";
        }

        List<String> unmatched() {
            return Stream.concat(include.unmatched().stream(), exclude.unmatched().stream())
                    .toList();
        }
    }

    int seen() {
        return taken.size() + excluded + skipped.size();
    }

    /** Lists all objects below the prefix; too many are refused, never cut. */
    static PrefixScan of(ObjectReader objects, ScanFilter filter, Call call) {
        var taken = new ArrayList<ObjectSummary>();
        var excluded = new ArrayList<SkippedObject>();
        var skipped = new ArrayList<SkippedObject>();
        var seen = 0;
        String after = null;
        do {
            var page = objects.list(call.caller(), filter.bucket(), filter.prefix(), PAGE, after);
            for (var object : page.objects()) {
                var reason = filter.reasonToExclude(object.key());
                var why = reason != null ? reason : reasonToSkip(object.key(), filter.prefix());
                if (why == null) {
                    taken.add(object);
                } else if (reason == null) {
                    skipped.add(new SkippedObject(object.key(), why));
                } else if (excluded.size() < MAX_EXCLUDED) {
                    excluded.add(new SkippedObject(object.key(), why));
                }
            }
            seen += page.objects().size();
            after = page.nextToken();
            call.progress().report(seen, null, "%,d objects listed".formatted(seen));
            if (taken.size() > MAX_OBJECTS) {
                throw tooMany(filter);
            }
        } while (after != null);
        return new PrefixScan(taken, seen - taken.size() - skipped.size(), excluded, skipped, filter.unmatched());
    }

    private static Failure tooMany(ScanFilter filter) {
        return new Failure.TooLarge(
                "More than the maximum of %,d objects below s3://%s/%s match. Nothing was written. Narrow the selection with source_prefix or include_patterns, or create several packages."
                        .formatted(MAX_OBJECTS, filter.bucket(), filter.prefix()));
    }

    private static @Nullable String reasonToSkip(String key, String prefix) {
        if (NameSyntax.isInternalKey(key)) {
            return "an object of Quilt itself, below .quilt/";
        } else if (key.endsWith("/")) {
            return "a folder marker: the key ends in a slash";
        }
        return LogicalKeys.isValid(relative(key, prefix))
                ? null
                : "not a valid logical key: a part is empty, \".\" or \"..\", or it holds a control character";
    }

    /** The key relative to the last folder of the prefix. */
    static String relative(String key, String prefix) {
        return key.substring(prefix.lastIndexOf('/') + 1);
    }
}
