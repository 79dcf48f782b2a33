package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import org.jspecify.annotations.Nullable;

/** Returns the Quilt+ URI of a package, or of a file or folder in it. */
record CatalogUri(CatalogSite site) implements Tool<CatalogUri.Input, CatalogUri.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") String registry,

            @Doc("Package name, e.g. \"examples/hurdat\"; without it Quilt cannot open the URI") @Nullable
            String packageName,

            @Doc("Logical key, not percent-encoded; a folder ends with a slash") @Nullable
            String path,

            @Doc("Top hash of a revision; send either top_hash or tag") @Nullable
            String topHash,

            @Doc("Tag of a revision, e.g. \"latest\"") @Nullable
            String tag,

            @Doc("Host or URL of another catalog. Default: this server's catalog") @Nullable
            String catalogHost) {}

    record Output(
            @Doc("Always \"success\"") String status,
            @Doc("Quilt+ URI") String quiltPlusUri,
            @Doc("Bucket name") String bucket,
            @Doc("Package name") @Nullable String packageName,
            @Doc("Logical key") @Nullable String path,
            @Doc("Top hash of the revision") @Nullable String topHash,
            @Doc("Tag of the revision") @Nullable String tag,
            @Doc("Host of the catalog") String catalogHost,
            @Doc("Warning") @Nullable String note) {}

    private static final String LATEST = "latest";
    private static final String ONLY_PACKAGES =
            "Quilt opens only URIs with a package name; for a link to a bucket use catalog_url.";

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "catalog_uri",
            "Make a Quilt+ URI",
            Effect.READ,
            "Returns the Quilt+ URI of a package, or of a file or folder in it, pinned to a revision if top_hash is "
                    + "given. Use it to cite data so that people and tools find exactly the same data again; package "
                    + "tools accept it as `uri`. For a web page use catalog_url. Nothing is looked up.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public boolean isLocal(Input in) {
        return true;
    }

    @Override
    public Output call(Input in, Call call) {
        var host = nonBlank(in.catalogHost());
        var catalog = host == null ? site : ArgumentParser.parse("catalog_host", host, CatalogSite::parse);
        var bucket = ArgumentParser.parse("registry", in.registry(), NameSyntax::bucket);
        BucketLimit.require(bucket);
        var uri = ofPackage(in, bucket, catalog);
        var doubt = site.doubt(catalog);
        return new Output(
                "success",
                uri == null ? QuiltUri.ofBucket(bucket, catalog.authority()) : uri.print(),
                bucket,
                uri == null ? null : uri.name(),
                uri == null ? null : uri.path(),
                uri == null ? null : uri.hash(),
                uri == null ? null : uri.tag(),
                catalog.shortName(),
                uri != null ? doubt : doubt == null ? ONLY_PACKAGES : ONLY_PACKAGES + " " + doubt);
    }

    /** Returns the URI of a package; null if the arguments name only a bucket. */
    private static @Nullable QuiltUri ofPackage(Input in, String bucket, CatalogSite catalog) {
        var name = nonBlank(in.packageName());
        var hash = nonBlank(in.topHash());
        var tag = nonBlank(in.tag());
        if (LATEST.equals(hash) && (tag == null || tag.equals(LATEST))) {
            tag = hash;
            hash = null;
        }
        if (name == null) {
            if (nonBlank(in.path()) != null || hash != null || tag != null) {
                throw new Failure.Invalid(
                        "`path`, `top_hash` and `tag` need `package_name`; send it, or use catalog_url for a bucket or "
                                + "object.");
            }
            return null;
        } else if (hash != null && tag != null) {
            throw new Failure.Invalid("`top_hash` and `tag` both select a revision; send one of them.");
        }
        var path = in.path() == null ? null : ArgumentParser.parse("path", in.path(), NameSyntax::printable);
        return new QuiltUri(
                bucket,
                ArgumentParser.parse("package_name", name, NameSyntax::packageName),
                hash == null ? null : ArgumentParser.parse("top_hash", hash, NameSyntax::shortRevision),
                tag == null ? null : ArgumentParser.parse("tag", tag, QuiltUri::pointer),
                path == null ? null : path.replaceFirst("^/+", ""),
                catalog.authority());
    }

    private static @Nullable String nonBlank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
