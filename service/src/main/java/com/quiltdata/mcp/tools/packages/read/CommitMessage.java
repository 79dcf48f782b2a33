package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Revision;
import org.jspecify.annotations.Nullable;

/** The message of a revision as results show it. */
final class CommitMessage {
    private static final int MAX_LENGTH = 4_000;

    private CommitMessage() {}

    /** Returns the message, of any length in the registry; a long one is cut and says so. */
    static @Nullable String of(PackageName name, Revision revision) {
        var message = revision.message();
        return message == null || message.length() <= MAX_LENGTH
                ? message
                : "%s… [cut after %,d of %,d characters; the message is in s3://%s/.quilt/packages/%s]"
                        .formatted(
                                message.substring(0, MAX_LENGTH),
                                MAX_LENGTH,
                                message.length(),
                                name.bucket(),
                                revision.hash());
    }
}
