package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.context.AllowedBuckets;
import java.util.function.Function;

/** Reads manifests only in buckets that the connection may use; their entries may name objects of other buckets. */
public record RestrictedManifestReader(ManifestReader manifests) implements ManifestReader {
    @Override
    public <T> T with(Caller caller, PackageName name, String hash, Function<Manifest, T> work) {
        BucketLimit.require(name.bucket());
        return manifests.with(caller, name, hash, work);
    }

    /** Refuses a revision with a file that is stored in a bucket that a limited connection may not use. */
    static void requireFiles(ManifestReader manifests, Caller caller, PackageName name, String hash) {
        if (AllowedBuckets.current().isLimited()) {
            var _ = manifests.with(caller, name, hash, manifest -> {
                manifest.files().forEach(file -> BucketLimit.requireEntry(file.path(), file.physicalKey()));
                return hash;
            });
        }
    }
}
