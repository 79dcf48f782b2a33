package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.tool.Call;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Publishes the revisions that tools draft. */
public interface PackagePublisher {
    /** The base for a change. */
    BaseRevision base(Call call, PackageName name);

    /** Publishes the revision that a tool drafts on the base; the manifest is null for a new package. */
    PublishedRevision publish(Call call, BaseRevision base, Function<@Nullable Manifest, RevisionDraft> drafting);
}
