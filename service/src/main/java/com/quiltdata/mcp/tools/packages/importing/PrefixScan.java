package com.quiltdata.mcp.tools.packages.importing;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tools.packages.LogicalKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The objects below a prefix, divided into those that become files and those that do not.
 *
 * @param taken the objects that become files, in the order of their keys
 * @param excluded number of objects that the patterns exclude
 */
record PrefixScan(List<ObjectSummary> taken, int excluded, List<SkippedObject> skipped) {
    private static final int MAX_OBJECTS = 100_000;
    private static final int PAGE = 1000;

    /** An object that cannot become a file. */
    record SkippedObject(
            @Doc("Key of the object") String key,
            @Doc("Reason why it is left out") String why) {}

    /** The prefix and patterns that select objects. */
    record ScanFilter(String bucket, String prefix, List<Pattern> include, List<Pattern> exclude) {
        boolean takes(String key) {
            return (include.isEmpty() || Glob.any(include, key)) && !Glob.any(exclude, key);
        }
    }

    /** The number of objects below the prefix. */
    int seen() {
        return taken.size() + excluded + skipped.size();
    }

    /** Lists all objects below the prefix; too many are refused, never cut. */
    static PrefixScan of(ObjectReader objects, ScanFilter filter, Call call) {
        var taken = new ArrayList<ObjectSummary>();
        var skipped = new ArrayList<SkippedObject>();
        var seen = 0;
        String after = null;
        do {
            var page = objects.list(call.caller(), filter.bucket(), filter.prefix(), PAGE, after);
            for (var object : page.objects()) {
                if (!filter.takes(object.key())) {
                    continue;
                }
                var why = reasonToSkip(object.key(), filter.prefix());
                if (why == null) {
                    taken.add(object);
                } else {
                    skipped.add(new SkippedObject(object.key(), why));
                }
            }
            seen += page.objects().size();
            after = page.nextToken();
            call.progress().report(seen, null, "%,d objects listed".formatted(seen));
            if (taken.size() > MAX_OBJECTS) {
                throw new Failure.TooLarge(
                        "More than the maximum of %,d objects below s3://%s/%s match. Nothing was written. Narrow the selection with source_prefix or include_patterns, or create several packages."
                                .formatted(MAX_OBJECTS, filter.bucket(), filter.prefix()));
            }
        } while (after != null);
        return new PrefixScan(taken, seen - taken.size() - skipped.size(), skipped);
    }

    private static @Nullable String reasonToSkip(String key, String prefix) {
        if (key.startsWith(".quilt/")) {
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
