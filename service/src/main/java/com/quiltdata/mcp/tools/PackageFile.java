package com.quiltdata.mcp.tools;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.PackageView;
import com.quiltdata.mcp.tool.Call;

/** A file of a package, its target with the full top hash, and the location of its bytes. */
public record PackageFile(PackageRef target, PackageEntry.File file, ObjectLocation location) {
    /** The file that the target names; its revision must be {@link PackageRef#resolved}. */
    public static PackageFile of(PackageRef target, PackageReader packages, Call call) {
        if (target.path().isEmpty()) {
            throw new Failure.Invalid(
                    "The path is missing. Send the logical key of a file as `path`, or in the URI as \"&path=\"; package_browse lists the keys.");
        }
        var view = packages.view(call.caller(), target.name(), target.revision(), target.path(), 0);
        var file = view.file();
        if (file == null) {
            throw new Failure.Invalid(
                    "A folder is at this path, not a file. Send the logical key of one file; package_browse lists the keys.");
        }
        return of(target, view, file);
    }

    /** Returns a file of a package view, with the location of its bytes. */
    public static PackageFile of(PackageRef target, PackageView view, PackageEntry.File file) {
        var location = S3Uri.find(file.physicalKey())
                .orElseThrow(
                        () -> new Failure.NotFound(
                                "The file is stored outside S3, which this server cannot read. package_browse returns its physical key."));
        return new PackageFile(new PackageRef(target.name(), view.revision().hash(), file.path()), file, location);
    }
}
