package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import com.quiltdata.mcp.tools.packages.PublishedRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a tool that created a revision. */
record PublishResult(
        @Doc("Package, as namespace/name") String packageName,
        @Doc("Bucket, as s3://bucket") String registry,

        @Doc("Action: created, updated, ...") String action,

        @Doc("Top hash of the new revision") String topHash,

        @Doc("Top hash of the base revision") @Nullable String baseHash,

        @Doc("Commit message") @Nullable String message,
        @Doc("Number of files added or replaced") int filesAdded,

        @Doc("File counts, also of lists that are cut") ManifestDelta.Counts entries,

        @Doc("Logical keys of removed files") List<String> removed,
        @Doc("Logical keys of replaced files") List<String> changed,
        @Doc("Logical keys of added files") List<String> added,
        @Doc("Catalog page of the revision") String packageUrl,
        @Doc("Quilt+ URI of the new revision") String uri,
        @Doc("Warnings") List<String> warnings,
        @Doc("Whether keys are left out") boolean truncated,

        @Doc("What is left out, and how to get it") @Nullable
        String note,

        @Doc("Authentication method") String authType)
        implements Truncatable<PublishResult> {
    private static final int MAX_KEYS = 1000;

    static PublishResult of(PublishedRevision published, String action, CatalogSite site) {
        var delta = published.delta();
        var counts = delta.counts();
        return new PublishResult(
                        published.name().name(),
                        "s3://" + published.name().bucket(),
                        action,
                        published.hash(),
                        published.base(),
                        published.message(),
                        counts.added() + counts.changed(),
                        counts,
                        delta.removed(),
                        delta.changed(),
                        delta.added(),
                        site.packageTree(published.name(), published.hash(), ""),
                        published.uri(),
                        published.warnings(),
                        false,
                        null,
                        "jwt")
                .first(MAX_KEYS);
    }

    @Override
    public int parts() {
        return removed.size() + changed.size() + added.size();
    }

    /** Lists removed keys first, then replaced and added ones. */
    @Override
    public PublishResult first(int parts) {
        var firstRemoved = first(parts, removed);
        var firstChanged = first(parts - firstRemoved.size(), changed);
        var firstAdded = first(parts - firstRemoved.size() - firstChanged.size(), added);
        var listed = firstRemoved.size() + firstChanged.size() + firstAdded.size();
        var total = entries.removed() + entries.changed() + entries.added();
        return new PublishResult(
                packageName,
                registry,
                action,
                topHash,
                baseHash,
                message,
                filesAdded,
                entries,
                firstRemoved,
                firstChanged,
                firstAdded,
                packageUrl,
                uri,
                warnings,
                listed < total,
                listed < total
                        ? "%,d of %,d keys are listed; the counts are complete. package_browse lists the revision."
                                .formatted(listed, total)
                        : null,
                authType);
    }

    private static List<String> first(int parts, List<String> keys) {
        return keys.subList(0, Math.clamp(parts, 0, keys.size()));
    }
}
