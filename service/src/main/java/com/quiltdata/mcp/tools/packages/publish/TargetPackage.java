package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.tool.ArgumentParser;
import org.jspecify.annotations.Nullable;

/**
 * The package that a change is for, from one of three ways to name it.
 *
 * @param revision the revision that a URI names; null if it names none
 */
record TargetPackage(PackageName name, @Nullable String revision) {
    private static final String ONE_WAY =
            "Name the package in one way: `package_name` and `registry`, or `name` and `bucket`, or `uri`.";

    /**
     * The arguments that name the package.
     *
     * @param packageName {@code package_name}, of the replaced server
     * @param registry {@code registry}, sent with {@code package_name}
     * @param name {@code name}, of the catalog's own server
     * @param bucket {@code bucket}, sent with {@code name}
     * @param uri a Quilt+ URI that replaces the others
     */
    record PackageArguments(
            @Nullable String packageName,
            @Nullable String registry,
            @Nullable String name,
            @Nullable String bucket,
            @Nullable String uri) {}

    static TargetPackage of(PackageArguments said) {
        if (said.uri() != null) {
            if (said.packageName() != null || said.registry() != null || said.name() != null || said.bucket() != null) {
                throw new Failure.Invalid(ONE_WAY);
            }
            return of(ArgumentParser.parse("uri", said.uri(), QuiltUri::parse));
        }
        var registry = either("registry", said.registry(), "bucket", said.bucket());
        var name = either("package_name", said.packageName(), "name", said.name());
        return new TargetPackage(of(registry, name), null);
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

    private static TargetPackage of(QuiltUri uri) {
        if (uri.path() != null) {
            throw new Failure.Invalid(
                    "`uri`: it names a path, but this call is for a whole package. Send the URI without \"&path=\".");
        }
        var pointer = uri.hash() != null ? uri.hash() : uri.tag();
        return new TargetPackage(
                new PackageName(uri.bucket(), uri.name()),
                pointer == null ? null : ArgumentParser.parse("uri", pointer, NameSyntax::revision));
    }

    private static String either(String one, @Nullable String value, String other, @Nullable String otherValue) {
        if (value != null && otherValue != null && !value.equals(otherValue)) {
            throw new Failure.Invalid("`%s` and `%s` differ. Send only one of them.".formatted(one, other));
        }
        var said = value != null ? value : otherValue;
        if (said == null) {
            throw new Failure.Invalid(ONE_WAY);
        }
        return said;
    }
}
