package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.Promotion;
import java.time.Duration;

/**
 * Changes packages only in buckets that the connection may use, and only with files that are stored in such buckets.
 *
 * @param manifests reads where the files of a promoted revision are stored
 */
public record RestrictedPackageWriter(PackageWriter packages, ManifestReader manifests) implements PackageWriter {
    @Override
    public String construct(Caller caller, NewRevision revision, Duration limit) {
        requireAll(revision);
        return packages.construct(caller, revision, limit);
    }

    static void requireAll(NewRevision revision) {
        BucketLimit.require(revision.name().bucket());
        revision.entries().forEach(entry -> BucketLimit.requireEntry(entry.logicalKey(), entry.physicalKey()));
    }

    @Override
    public String promote(Caller caller, Promotion promotion, Duration limit) {
        BucketLimit.require(promotion.to().bucket());
        BucketLimit.require(promotion.from().bucket());
        RestrictedManifestReader.requireFiles(manifests, caller, promotion.from(), promotion.hash());
        return packages.promote(caller, promotion, limit);
    }

    @Override
    public void deleteRevision(Caller caller, PackageName name, String hash) {
        BucketLimit.require(name.bucket());
        packages.deleteRevision(caller, name, hash);
    }
}
