package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;
import java.util.function.Function;

/** Reads whole revisions, however many files they have. */
public interface ManifestReader {
    /**
     * Reads a manifest and does the work with it. How much of manifests this process holds at a time is bounded, and the work
     * keeps its share until it ends: {@link CatalogException.Throttled} when none came free, {@link
     * CatalogException.TooLarge} when one alone is larger than this server holds.
     *
     * @param hash a full top hash
     */
    <T> T with(Caller caller, PackageName name, String hash, Function<Manifest, T> work);
}
