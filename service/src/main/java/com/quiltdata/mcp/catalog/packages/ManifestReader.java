package com.quiltdata.mcp.catalog.packages;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.PackageName;
import java.util.function.Function;

/** Reads complete revisions with any number of files. */
public interface ManifestReader {
    /**
     * Reads a manifest and runs {@code work} with it. The bytes of manifests in memory are bounded, and the work holds
     * its share until it ends: {@code Failure.Throttled} when no share became free in time, {@code
     * Failure.TooLarge} when the manifest alone exceeds the bound.
     *
     * @param hash a full top hash
     */
    <T> T with(Caller caller, PackageName name, String hash, Function<Manifest, T> work);
}
