package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import org.jspecify.annotations.Nullable;

/** The Quilt+ URI of a package, or of something in it. */
final class CatalogUri implements Tool<CatalogUri.Input, CatalogUri.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") String registry,

            @Doc("namespace/name; Quilt opens only URIs that name a package") @Nullable
            String packageName,

            @Doc("Key in the package, not percent-encoded; a folder ends in a slash") @Nullable
            String path,

            @Doc("Top hash of a revision; not with tag") @Nullable
            String topHash,

            @Doc("Tag of a revision, such as latest; not with top_hash") @Nullable
            String tag,

            @Doc("Host or URL of another catalog; this deployment's own when absent") @Nullable
            String catalogHost) {}

    record Output(
            @Doc("Always success") String status,
            @Doc("The URI") String quiltPlusUri,
            @Doc("The bucket") String bucket,
            @Doc("The package") @Nullable String packageName,
            @Doc("The key") @Nullable String path,
            @Doc("The top hash") @Nullable String topHash,
            @Doc("The tag") @Nullable String tag,
            @Doc("The catalog") String catalogHost,
            @Doc("What to mind") @Nullable String note) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "catalog_uri",
            "Make a Quilt+ URI",
            Effect.READ,
            "Makes the Quilt+ URI of a package, or of a file or folder in it, at one revision if top_hash is given. Use it to "
                    + "cite data so that people and tools find exactly this again; `uri` of package_browse takes it. "
                    + "For a web page use catalog_url. Nothing is looked up.",
            Input.class,
            Output.class);

    private final CatalogSite site;

    CatalogUri(CatalogSite site) {
        this.site = site;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var host = given(in.catalogHost());
        var shown = host == null ? site : Argument.parse("catalog_host", host, CatalogSite::parse);
        var bucket = Argument.parse("registry", in.registry(), Names::bucket);
        var name = given(in.packageName());
        return name == null ? ofBucket(in, bucket, shown) : ofPackage(in, bucket, name, shown);
    }

    private static Output ofBucket(Input in, String bucket, CatalogSite shown) {
        if (given(in.path()) != null || given(in.topHash()) != null || given(in.tag()) != null) {
            throw new Failure.Invalid(
                    "`path`, `top_hash` and `tag` are of a package: send `package_name`, or use catalog_url.");
        }
        return new Output(
                "success",
                QuiltUri.ofBucket(bucket, shown.authority()),
                bucket,
                null,
                null,
                null,
                null,
                shown.shortName(),
                "Quilt opens only URIs that name a package; for a link to a bucket use catalog_url.");
    }

    private static Output ofPackage(Input in, String bucket, String name, CatalogSite shown) {
        var hash = given(in.topHash());
        var tag = given(in.tag());
        if (hash != null && tag != null) {
            throw new Failure.Invalid("`top_hash` and `tag` both choose a revision; send one of them.");
        }
        var path = in.path() == null ? null : Argument.parse("path", in.path(), Names::printable);
        var uri = new QuiltUri(
                bucket,
                Argument.parse("package_name", name, Names::packageName),
                hash == null ? null : Argument.parse("top_hash", hash, QuiltUri::pointer),
                tag == null ? null : Argument.parse("tag", tag, QuiltUri::pointer),
                path == null ? null : path.replaceFirst("^/+", ""),
                shown.authority());
        return new Output(
                "success", uri.print(), bucket, uri.name(), uri.path(), uri.hash(), uri.tag(), shown.shortName(), null);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
