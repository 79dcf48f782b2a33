package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.tool.ArgumentParser;
import org.jspecify.annotations.Nullable;

/**
 * The package that a change is for, from one of two ways to name it.
 *
 * @param revision the revision that a URI names; null if it names none
 */
record TargetPackage(PackageName name, @Nullable String revision) {
    private static final String ONE_WAY =
            "Name the package in one way: `package_name` and `registry`, or `name` and `bucket`, or `uri`.";

    /**
     * The package that a Quilt+ URI or else both names give.
     */
    static TargetPackage of(@Nullable String uri, @Nullable String registry, @Nullable String packageName) {
        if (uri == null && registry != null && packageName != null) {
            return new TargetPackage(of(registry, packageName), null);
        }
        if (uri == null || registry != null || packageName != null) {
            throw new Failure.Invalid(ONE_WAY);
        }
        var parsed = ArgumentParser.parse("uri", uri, QuiltUri::parse);
        if (parsed.path() != null) {
            throw new Failure.Invalid(
                    "`uri`: it names a path, but this call is for a whole package. Send the URI without \"&path=\".");
        }
        var pointer = parsed.hash() != null ? parsed.hash() : parsed.tag();
        return new TargetPackage(
                new PackageName(parsed.bucket(), parsed.name()),
                pointer == null ? null : ArgumentParser.parse("uri", pointer, NameSyntax::revision));
    }

    /** The package that the arguments {@code registry} and {@code package_name} name. */
    static PackageName of(String registry, String packageName) {
        return new PackageName(
                ArgumentParser.parse("registry", registry, NameSyntax::bucket),
                ArgumentParser.parse("package_name", packageName, NameSyntax::packageName));
    }

    /** The base revision, from the URI or from the argument {@code revision}. */
    String base(String argument) {
        if (revision != null && !argument.equals("latest")) {
            throw new Failure.Invalid("The revision is given twice, in `uri` and in `revision`. Send it once.");
        }
        return revision != null ? revision : ArgumentParser.parse("revision", argument, NameSyntax::revision);
    }
}
