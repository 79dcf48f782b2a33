package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.PackageName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published change.
 *
 * @param base the top hash of the base revision; null for a new package
 */
public record PublishedRevision(
        PackageName name,
        @Nullable String base,
        String hash,
        @Nullable String message,
        ManifestDelta delta,
        List<String> warnings) {
    /** This change with one more warning. */
    public PublishedRevision with(String warning) {
        var more = new ArrayList<>(warnings);
        more.add(warning);
        return new PublishedRevision(name, base, hash, message, delta, List.copyOf(more));
    }
}
