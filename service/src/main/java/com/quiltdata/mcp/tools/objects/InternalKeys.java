package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import java.util.List;
import java.util.stream.Collectors;

/** What a user is told before a key below {@code .quilt/} is written. */
final class InternalKeys {
    private static final int NAMED = 5;

    private InternalKeys() {}

    static void refuse(String argument, String key) {
        if (NameSyntax.isInternalKey(key)) {
            throw new Failure.Invalid(
                    "`%s`: keys below .quilt/ are internal to Quilt, and a wrong object there can stop"
                                    .formatted(argument)
                            + " every push to the bucket. Nothing was written. Choose another key, or send allow_internal=true"
                            + " if the user wants exactly this.");
        }
    }

    static String question(String bucket, List<String> keys) {
        return "Write below .quilt/ in bucket %s (%s%s)? Quilt keeps its workflows and packages there, and a wrong"
                        .formatted(
                                bucket,
                                keys.stream().limit(NAMED).collect(Collectors.joining(", ")),
                                keys.size() > NAMED ? " and %,d more".formatted(keys.size() - NAMED) : "")
                + " object can stop every push to the bucket.";
    }
}
