package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tools.PackageRef.ArgumentNames;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The package that a change is for, from one of two ways to name it.
 *
 * @param pointer the revision that a URI names, not checked; null if it names none
 */
record TargetPackage(PackageName name, @Nullable String pointer) {
    /**
     * The package that a Quilt+ URI or else both names give.
     *
     * @param arguments the names of the tool's arguments, for failures
     */
    static TargetPackage of(
            ArgumentNames arguments, @Nullable String uri, @Nullable String bucket, @Nullable String name) {
        if (uri == null && bucket != null && name != null) {
            return new TargetPackage(arguments.packageName(bucket, name), null);
        } else if (uri == null || bucket != null || name != null) {
            throw arguments.ambiguous();
        }
        var parsed = ArgumentParser.parse("uri", uri, QuiltUri::parse);
        if (parsed.path() != null) {
            throw new Failure.Invalid(
                    "`uri`: it names a path, but this call is for a whole package. Send the URI without \"&path=\".");
        }
        return new TargetPackage(
                new PackageName(parsed.bucket(), parsed.name()), parsed.hash() != null ? parsed.hash() : parsed.tag());
    }

    /** The package that the arguments {@code registry} and {@code package_name} name. */
    static PackageName of(String registry, String packageName) {
        return ArgumentNames.REFERENCE.packageName(registry, packageName);
    }

    /** The revision that must still be latest, from the URI or the argument: {@code latest} or a full top hash. */
    String expected(String argument) {
        return revision(argument, NameSyntax::revision);
    }

    /** The revision to read, from the URI or the argument: {@code latest}, a top hash or the first digits of one. */
    String source(String argument) {
        return revision(argument, NameSyntax::shortRevision);
    }

    private String revision(String argument, UnaryOperator<String> syntax) {
        if (pointer != null && !argument.equals("latest")) {
            throw new Failure.Invalid("The revision is given twice, in `uri` and in `revision`. Send it once.");
        }
        return pointer != null
                ? ArgumentParser.parse("uri", pointer, syntax)
                : ArgumentParser.parse("revision", argument, syntax);
    }
}
