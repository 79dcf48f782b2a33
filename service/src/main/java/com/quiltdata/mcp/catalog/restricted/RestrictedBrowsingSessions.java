package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.BrowsingSession;
import com.quiltdata.mcp.catalog.packages.BrowsingSessions;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import java.time.Duration;

/**
 * Opens browsing sessions only for revisions in buckets that the connection may use, with all of their files.
 *
 * @param manifests reads where the files of a revision are stored
 */
public record RestrictedBrowsingSessions(BrowsingSessions sessions, ManifestReader manifests)
        implements BrowsingSessions {
    @Override
    public BrowsingSession open(Caller caller, PackageName name, String hash, Duration lifetime) {
        BucketLimit.require(name.bucket());
        RestrictedManifestReader.requireFiles(manifests, caller, name, hash);
        return sessions.open(caller, name, hash, lifetime);
    }
}
