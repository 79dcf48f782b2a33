package com.quiltdata.mcp.testing;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.PackageListPage;
import com.quiltdata.mcp.catalog.packages.PackageNames;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.catalog.packages.RevisionPage;
import java.util.List;

/** A catalog without packages: what a test's own packages begin from. */
public class NoPackages implements PackageReader {
    @Override
    public PackageView view(Caller caller, PackageName name, String revision, String path, int maxContents) {
        throw new Failure.NotFound("There is no such package.");
    }

    @Override
    public PackageNames names(Caller caller, String bucket, String prefix, int max) {
        return new PackageNames(List.of(), true);
    }

    @Override
    public PackageListPage list(Caller caller, String bucket, String prefix, int offset, int max) {
        return new PackageListPage(List.of(), 0, false);
    }

    @Override
    public Revision revision(Caller caller, PackageName name, String revision) {
        throw new Failure.NotFound("There is no such package.");
    }

    @Override
    public RevisionPage revisions(Caller caller, PackageName name, int number, int perPage) {
        throw new Failure.NotFound("There is no such package.");
    }
}
