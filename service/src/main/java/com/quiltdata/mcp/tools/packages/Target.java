package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.TopHashes;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Which place in which revision of which package a call is about, said in one of two ways.
 *
 * @param revision latest, a full top hash, or the first digits of one until it is {@link #resolved}
 */
record Target(PackageName name, String revision, String path) {
    private static final String LATEST = "latest";

    /** What a tool calls the arguments that say it. */
    record Spelling(String bucket, String name, String revision, String uri) {
        /** As the server we replace spells them. */
        static final Spelling REFERENCE = new Spelling("registry", "package_name", "revision", "uri");

        /** As the platform's server spells them. */
        static final Spelling PLATFORM = new Spelling("bucket", "name", "revision", "uri");

        Target target(
                @Nullable String uri, @Nullable String bucket, @Nullable String name, String revision, String path) {
            var checkedPath = Argument.parse("path", path, Names::printable).replaceFirst("^/+", "");
            var checkedRevision = Argument.parse(this.revision, revision, Names::shortRevision);
            if (uri == null && bucket != null && name != null) {
                var checkedBucket = Argument.parse(this.bucket, bucket, Names::bucket);
                var checkedName = Argument.parse(this.name, name, Names::packageName);
                return new Target(new PackageName(checkedBucket, checkedName), checkedRevision, checkedPath);
            } else if (uri != null && bucket == null && name == null) {
                return of(Argument.parse(this.uri, uri, QuiltUri::parse), checkedRevision, checkedPath);
            }
            throw new Failure.Invalid("Say which package in one way: `%s` and `%s` together, or `%s` alone."
                    .formatted(this.name, this.bucket, this.uri));
        }

        private Target of(QuiltUri parsed, String given, String path) {
            var pointer = parsed.hash() != null ? parsed.hash() : parsed.tag();
            if (pointer != null && !given.equals(LATEST)) {
                throw new Failure.Invalid(
                        "The revision is given twice, in `%s` and in `%s`; give it once.".formatted(uri, revision));
            }
            if (parsed.path() != null && !path.isEmpty()) {
                throw new Failure.Invalid(
                        "The path is given twice, in `%s` and in `path`; give it once.".formatted(uri));
            }
            return new Target(
                    new PackageName(parsed.bucket(), parsed.name()),
                    pointer == null ? given : Argument.parse(uri, pointer, Names::shortRevision),
                    parsed.path() == null ? path : parsed.path());
        }
    }

    static Target of(
            @Nullable String uri, @Nullable String registry, @Nullable String name, String revision, String path) {
        return Spelling.REFERENCE.target(uri, registry, name, revision, path);
    }

    /** The same with a revision that the registry knows: {@code latest} or a full top hash. */
    Target resolved(PackageReader packages, Call call) {
        return new Target(name, TopHashes.whole(packages, call.caller(), name, revision), path);
    }

    /** The same with a full top hash. */
    Target pinned(PackageReader packages, Call call) {
        return new Target(name, TopHashes.pinned(packages, call.caller(), name, revision), path);
    }

    /** The URI of exactly this, once it is {@link #pinned}. */
    QuiltUri uri() {
        return new QuiltUri(name.bucket(), name.name(), revision, null, path, null);
    }
}
