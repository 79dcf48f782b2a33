package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import java.util.List;
import java.util.stream.Stream;
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
    /** This change with more warnings. */
    public PublishedRevision with(List<String> more) {
        var all = Stream.concat(warnings.stream(), more.stream()).toList();
        return new PublishedRevision(name, base, hash, message, delta, all);
    }

    /** The Quilt+ URI of the revision. */
    public String uri() {
        return new QuiltUri(name.bucket(), name.name(), hash, null, null, null).print();
    }
}
