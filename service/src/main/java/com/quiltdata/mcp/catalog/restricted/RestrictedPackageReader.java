package com.quiltdata.mcp.catalog.restricted;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.PackageListPage;
import com.quiltdata.mcp.catalog.packages.PackageNames;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.catalog.packages.RevisionPage;

/** Reads packages only in buckets that the connection may use; their entries may name objects of other buckets. */
public record RestrictedPackageReader(PackageReader packages) implements PackageReader {
    @Override
    public PackageView view(Caller caller, PackageName name, String revision, String path, int maxContents) {
        BucketLimit.require(name.bucket());
        return packages.view(caller, name, revision, path, maxContents);
    }

    @Override
    public PackageNames names(Caller caller, String bucket, String prefix, int max) {
        BucketLimit.require(bucket);
        return packages.names(caller, bucket, prefix, max);
    }

    @Override
    public PackageListPage list(Caller caller, String bucket, String prefix, int offset, int max) {
        BucketLimit.require(bucket);
        return packages.list(caller, bucket, prefix, offset, max);
    }

    @Override
    public Revision revision(Caller caller, PackageName name, String revision) {
        BucketLimit.require(name.bucket());
        return packages.revision(caller, name, revision);
    }

    @Override
    public RevisionPage revisions(Caller caller, PackageName name, int number, int perPage) {
        BucketLimit.require(name.bucket());
        return packages.revisions(caller, name, number, perPage);
    }

    @Override
    public RevisionPage measuredRevisions(Caller caller, PackageName name, int number, int perPage) {
        BucketLimit.require(name.bucket());
        return packages.measuredRevisions(caller, name, number, perPage);
    }
}
