package com.quiltdata.mcp.tools;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.TopHashResolver;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import org.jspecify.annotations.Nullable;

/**
 * The package, revision and path that a call is for, from one of two ways to name them.
 *
 * @param revision {@code latest}, a full top hash, or the first digits of one until it is {@link #resolved}
 */
public record PackageRef(PackageName name, String revision, String path) {
    private static final String LATEST = "latest";

    /** The names of a tool's arguments for the target. */
    public record ArgumentNames(String bucket, String name, String revision, String uri) {
        /** The names of the replaced server. */
        public static final ArgumentNames REFERENCE = new ArgumentNames("registry", "package_name", "revision", "uri");

        /** The names of the platform's server. */
        public static final ArgumentNames PLATFORM = new ArgumentNames("bucket", "name", "revision", "uri");

        public PackageRef target(
                @Nullable String uri, @Nullable String bucket, @Nullable String name, String revision, String path) {
            var checkedPath =
                    ArgumentParser.parse("path", path, NameSyntax::printable).replaceFirst("^/+", "");
            var checkedRevision = ArgumentParser.parse(this.revision, revision, NameSyntax::shortRevision);
            if (uri == null && bucket != null && name != null) {
                return new PackageRef(packageName(bucket, name), checkedRevision, checkedPath);
            } else if (uri != null && bucket == null && name == null) {
                if (ArgumentParser.parse(this.uri, uri, S3Uri::findPasted).isPresent()) {
                    throw new Failure.Invalid(
                            "`%s`: it names an object, not a package. Read it with object_read.".formatted(this.uri));
                }
                return of(ArgumentParser.parse(this.uri, uri, QuiltUri::parse), checkedRevision, checkedPath);
            }
            throw ambiguous();
        }

        /** Parses both names of a package. */
        public PackageName packageName(String bucket, String name) {
            var checkedBucket = ArgumentParser.parse(this.bucket, bucket, NameSyntax::bucket);
            return new PackageName(checkedBucket, ArgumentParser.parse(this.name, name, NameSyntax::packageName));
        }

        /** Returns the failure of a call that names its package in no way or in several. */
        public Failure.Invalid ambiguous() {
            return new Failure.Invalid(
                    "Name the package in one way: `%s` and `%s` together, or `%s` alone.".formatted(name, bucket, uri));
        }

        private PackageRef of(QuiltUri parsed, String argument, String path) {
            var pointer = parsed.hash() != null ? parsed.hash() : parsed.tag();
            if (pointer != null && !argument.equals(LATEST)) {
                throw new Failure.Invalid(
                        "The revision is given twice, in `%s` and in `%s`. Send it once.".formatted(uri, revision));
            }
            if (parsed.path() != null && !path.isEmpty()) {
                throw new Failure.Invalid(
                        "The path is given twice, in `%s` and in `path`. Send it once.".formatted(uri));
            }
            return new PackageRef(
                    new PackageName(parsed.bucket(), parsed.name()),
                    pointer == null ? argument : ArgumentParser.parse(uri, pointer, NameSyntax::shortRevision),
                    parsed.path() == null ? path : parsed.path());
        }
    }

    public static PackageRef of(
            @Nullable String uri, @Nullable String registry, @Nullable String name, String revision, String path) {
        return ArgumentNames.REFERENCE.target(uri, registry, name, revision, path);
    }

    /** Returns this target with a revision that the registry accepts: {@code latest} or a full top hash. */
    public PackageRef resolved(PackageReader packages, Call call) {
        return new PackageRef(name, TopHashResolver.resolve(packages, call.caller(), name, revision), path);
    }

    /** Returns this target with the full top hash of an existing revision. */
    public PackageRef pinned(PackageReader packages, Call call) {
        var existing =
                packages.revision(call.caller(), name, resolved(packages, call).revision());
        return new PackageRef(name, existing.hash(), path);
    }

    /** Returns whether both are the same revision of the same package; paths may differ. */
    public boolean isSameRevision(PackageRef other) {
        return name.equals(other.name) && revision.equals(other.revision);
    }

    /** Returns the Quilt+ URI of this target, which must be {@link #pinned}. */
    public QuiltUri uri() {
        return new QuiltUri(name.bucket(), name.name(), revision, null, path, null);
    }
}
