package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Failure;
import org.jspecify.annotations.Nullable;

/** Which place in which revision of which package a call is about, said in one of two ways. */
record Target(PackageName name, String revision, String path) {
    private static final String LATEST = "latest";

    static Target of(
            @Nullable String uri, @Nullable String registry, @Nullable String name, String revision, String path) {
        var checkedPath = Argument.parse("path", path, Names::printable).replaceFirst("^/+", "");
        var checkedRevision = Argument.parse("revision", revision, Names::revision);
        if (uri == null && registry != null && name != null) {
            var bucket = Argument.parse("registry", registry, Names::bucket);
            var checkedName = Argument.parse("package_name", name, Names::packageName);
            return new Target(new PackageName(bucket, checkedName), checkedRevision, checkedPath);
        } else if (uri != null && registry == null && name == null) {
            return of(Argument.parse("uri", uri, QuiltUri::parse), checkedRevision, checkedPath);
        }
        throw new Failure.Invalid(
                "Say which package in one way: `package_name` and `registry` together, or `uri` alone.");
    }

    private static Target of(QuiltUri uri, String revision, String path) {
        var pointer = uri.hash() != null ? uri.hash() : uri.tag();
        if (pointer != null && !revision.equals(LATEST)) {
            throw new Failure.Invalid("The revision is given twice, in `uri` and in `revision`; give it once.");
        }
        if (uri.path() != null && !path.isEmpty()) {
            throw new Failure.Invalid("The path is given twice, in `uri` and in `path`; give it once.");
        }
        return new Target(
                new PackageName(uri.bucket(), uri.name()),
                pointer == null ? revision : Argument.parse("uri", pointer, Names::revision),
                uri.path() == null ? path : uri.path());
    }
}
