package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Truncatable;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import com.quiltdata.mcp.tools.packages.PublishedRevision;
import java.util.ArrayList;
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
        @Doc("Catalog page of the package") String packageUrl,
        @Doc("Quilt+ URI of the new revision") String uri,
        @Doc("Warnings") List<String> warnings,
        @Doc("Whether keys are left out") boolean truncated,

        @Doc("What is left out, and how to get it") @Nullable
        String note,

        @Doc("Authentication method") String authType)
        implements Truncatable<PublishResult> {
    private static final int MOST = 1000;

    static PublishResult of(PublishedRevision made, String action, CatalogSite site) {
        var delta = made.delta();
        var counts = delta.counts();
        return new PublishResult(
                        made.name().name(),
                        "s3://" + made.name().bucket(),
                        action,
                        made.hash(),
                        made.base(),
                        made.message(),
                        counts.added() + counts.changed(),
                        counts,
                        delta.removed(),
                        delta.changed(),
                        delta.added(),
                        site.packageTree(made.name(), null, ""),
                        new QuiltUri(made.name().bucket(), made.name().name(), made.hash(), null, null, null).print(),
                        made.warnings(),
                        false,
                        null,
                        "jwt")
                .first(MOST);
    }

    @Override
    public int parts() {
        return removed.size() + changed.size() + added.size();
    }

    /** Lists removed keys first, then replaced and added ones. */
    @Override
    public PublishResult first(int parts) {
        var gone = upTo(parts, removed);
        var anew = upTo(parts - gone.size(), changed);
        var more = upTo(parts - gone.size() - anew.size(), added);
        var listed = gone.size() + anew.size() + more.size();
        var all = entries.removed() + entries.changed() + entries.added();
        return new PublishResult(
                packageName,
                registry,
                action,
                topHash,
                baseHash,
                message,
                filesAdded,
                entries,
                gone,
                anew,
                more,
                packageUrl,
                uri,
                warnings,
                listed < all,
                listed < all
                        ? "%,d of %,d keys are listed; the counts are complete. package_browse lists the revision."
                                .formatted(listed, all)
                        : null,
                authType);
    }

    private static List<String> upTo(int parts, List<String> keys) {
        return List.copyOf(new ArrayList<>(keys.subList(0, Math.clamp(parts, 0, keys.size()))));
    }
}
