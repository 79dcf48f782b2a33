package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Which package a change is about, said in one of three ways.
 *
 * @param revision the one that a URI names; null when it names none
 */
record Destination(PackageName name, @Nullable String revision) {
    private static final String ONE_WAY =
            "Say which package in one way: `package_name` and `registry`, or `name` and `bucket`, or `uri`.";

    /**
     * The arguments, by what they are called.
     *
     * @param packageName {@code package_name}, of the server before us
     * @param registry with it
     * @param name {@code name}, of the catalog's own server
     * @param bucket with it
     * @param uri a Quilt+ URI instead
     */
    record Said(
            @Nullable String packageName,
            @Nullable String registry,
            @Nullable String name,
            @Nullable String bucket,
            @Nullable String uri) {}

    static Destination of(Said said) {
        if (said.uri() != null) {
            if (said.packageName() != null || said.registry() != null || said.name() != null || said.bucket() != null) {
                throw new Failure.Invalid(ONE_WAY);
            }
            return of(Argument.parse("uri", said.uri(), QuiltUri::parse));
        }
        var registry = either("registry", said.registry(), "bucket", said.bucket());
        var name = either("package_name", said.packageName(), "name", said.name());
        return new Destination(of(registry, name), null);
    }

    /** A package by the two arguments of the server before us. */
    static PackageName of(String registry, String packageName) {
        return new PackageName(
                Argument.parse("registry", registry, Names::bucket),
                Argument.parse("package_name", packageName, Names::packageName));
    }

    /** The revision to start from, said with the URI or beside it. */
    String base(String argument) {
        if (revision != null && !argument.equals("latest")) {
            throw new Failure.Invalid("The revision is given twice, in `uri` and in `revision`; give it once.");
        }
        return revision != null ? revision : Argument.parse("revision", argument, Names::revision);
    }

    private static Destination of(QuiltUri uri) {
        if (uri.path() != null) {
            throw new Failure.Invalid(
                    "`uri`: it names a path, and this is about the package; send it without \"&path=\".");
        }
        var pointer = uri.hash() != null ? uri.hash() : uri.tag();
        return new Destination(
                new PackageName(uri.bucket(), uri.name()),
                pointer == null ? null : Argument.parse("uri", pointer, Names::revision));
    }

    private static String either(String one, @Nullable String value, String other, @Nullable String otherValue) {
        if (value != null && otherValue != null && !value.equals(otherValue)) {
            throw new Failure.Invalid("`%s` and `%s` differ; send one of them.".formatted(one, other));
        }
        var said = value != null ? value : otherValue;
        if (said == null) {
            throw new Failure.Invalid(ONE_WAY);
        }
        return said;
    }
}
