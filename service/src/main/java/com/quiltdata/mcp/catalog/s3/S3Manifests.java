package com.quiltdata.mcp.catalog.s3;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.Manifest;
import com.quiltdata.mcp.catalog.ManifestReader;
import com.quiltdata.mcp.catalog.PackageName;
import java.util.function.Function;

/** Reads {@code .quilt/packages/<hash>} as the caller. */
final class S3Manifests implements ManifestReader {
    @Override
    public <T> T with(Caller caller, PackageName name, String hash, Function<Manifest, T> work) {
        throw new Unavailable("This server cannot do that yet.", null);
    }
}
