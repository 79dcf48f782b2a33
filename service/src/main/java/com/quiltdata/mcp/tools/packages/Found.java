package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.ObjectSummary;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is below a prefix, sorted into what becomes a file and what does not.
 *
 * @param taken in the order of their keys
 * @param excluded how many the patterns leave out
 */
record Found(List<ObjectSummary> taken, int excluded, List<Left> left) {
    static final int MOST = 100_000;
    private static final int PAGE = 1000;

    /** An object that cannot become a file. */
    record Left(
            @Doc("Its key") String key,
            @Doc("Why it is left out") String why) {}

    /** What to take. */
    record Wanted(String bucket, String prefix, List<Pattern> include, List<Pattern> exclude) {
        boolean takes(String key) {
            return (include.isEmpty() || Glob.any(include, key)) && !Glob.any(exclude, key);
        }
    }

    /** How many objects there are. */
    int seen() {
        return taken.size() + excluded + left.size();
    }

    /** Lists all of it; more than can be taken is refused, never cut. */
    static Found under(ObjectReader objects, Wanted wanted, Call call) {
        var taken = new ArrayList<ObjectSummary>();
        var left = new ArrayList<Left>();
        var seen = 0;
        String after = null;
        do {
            var page = objects.list(call.caller(), wanted.bucket(), wanted.prefix(), PAGE, after);
            for (var object : page.objects()) {
                if (!wanted.takes(object.key())) {
                    continue;
                }
                var why = unfit(object.key(), wanted.prefix());
                if (why == null) {
                    taken.add(object);
                } else {
                    left.add(new Left(object.key(), why));
                }
            }
            seen += page.objects().size();
            after = page.nextToken();
            call.progress().report(seen, null, "%,d objects listed".formatted(seen));
            bound(taken.size(), wanted);
        } while (after != null);
        return new Found(taken, seen - taken.size() - left.size(), left);
    }

    private static void bound(int taken, Wanted wanted) {
        if (taken > MOST) {
            throw new Failure.TooLarge(
                    "More than %,d objects are below s3://%s/%s, which is more than one call takes; narrow it with source_prefix or include_patterns, and make several packages."
                            .formatted(MOST, wanted.bucket(), wanted.prefix()));
        }
    }

    private static @Nullable String unfit(String key, String prefix) {
        if (key.startsWith(".quilt/")) {
            return "Quilt's own";
        } else if (key.endsWith("/")) {
            return "the marker of a folder";
        }
        return LogicalKeys.good(relative(key, prefix))
                ? null
                : "no key of a file in a package: a part of it is empty, \".\" or \"..\", or it holds a control character";
    }

    /** The key below the prefix's folder. */
    static String relative(String key, String prefix) {
        return key.substring(prefix.lastIndexOf('/') + 1);
    }
}
