package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageEntry;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Failure;

/**
 * A file of a package.
 *
 * @param target with the full top hash of the revision that it was found in
 * @param location where its bytes are
 */
record FileAt(Target target, PackageEntry.File file, ObjectLocation location) {
    /** The file that the target names; its revision is {@link Target#resolved}. */
    static FileAt of(Target target, PackageReader packages, Call call) {
        if (target.path().isEmpty()) {
            throw new Failure.Invalid(
                    "Say which file: send its key in the package as `path`; package_browse lists them.");
        }
        var view = packages.view(call.caller(), target.name(), target.revision(), target.path(), 0);
        var file = view.file();
        if (file == null) {
            throw new Failure.Invalid(
                    "A folder stands at this path; send the key of one file, as package_browse lists them.");
        }
        var location = S3Uri.find(file.physicalKey())
                .orElseThrow(
                        () -> new Failure.NotFound(
                                "The file lies outside S3, where this server does not read; package_browse tells its physical key."));
        return new FileAt(new Target(target.name(), view.revision().hash(), file.path()), file, location);
    }
}
