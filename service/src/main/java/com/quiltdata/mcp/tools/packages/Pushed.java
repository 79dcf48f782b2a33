package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Sliceable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tools answer that made a revision. */
record Pushed(
        @Doc("The package") String packageName,
        @Doc("Its bucket") String registry,
        @Doc("What was done") String action,
        @Doc("The new top hash") String topHash,

        @Doc("The one before") @Nullable String baseHash,

        @Doc("Its message") @Nullable String message,
        @Doc("Added or set anew") int filesAdded,
        @Doc("All counts") Delta.Counts entries,
        @Doc("Keys that are gone") List<String> removed,
        @Doc("Keys set anew") List<String> changed,
        @Doc("New keys") List<String> added,
        @Doc("Web page") String packageUrl,
        @Doc("Quilt+ URI") String uri,
        @Doc("What to mind") List<String> warnings,
        @Doc("Whether keys are left out") boolean truncated,
        @Doc("What is left out") @Nullable String note,
        @Doc("How the caller is known") String authType)
        implements Sliceable<Pushed> {
    private static final int MOST = 1000;

    static Pushed of(Push.Made made, String action, CatalogSite site) {
        var delta = made.delta();
        var counts = delta.counts();
        return new Pushed(
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

    /** What is gone comes first. */
    @Override
    public Pushed first(int parts) {
        var gone = upTo(parts, removed);
        var anew = upTo(parts - gone.size(), changed);
        var more = upTo(parts - gone.size() - anew.size(), added);
        var listed = gone.size() + anew.size() + more.size();
        var all = entries.removed() + entries.changed() + entries.added();
        return new Pushed(
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
                        ? "%,d of %,d keys are listed; the counts are whole. package_browse shows the revision."
                                .formatted(listed, all)
                        : null,
                authType);
    }

    private static List<String> upTo(int parts, List<String> keys) {
        return List.copyOf(new ArrayList<>(keys.subList(0, Math.clamp(parts, 0, keys.size()))));
    }
}
