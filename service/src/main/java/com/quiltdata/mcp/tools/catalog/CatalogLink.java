package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.CatalogPageUrl;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.TopHashResolver;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import org.jspecify.annotations.Nullable;

/** Converts a URI to the address of its catalog page, and back. */
record CatalogLink(CatalogSite site, PackageReader packages) implements Tool<CatalogLink.Input, CatalogLink.Output> {
    record Input(
            @Doc("s3:// URI, quilt+s3:// URI, or web address of a page in this catalog") @Nullable
            String uri,

            @Doc("Bucket name or s3://bucket; send either bucket or uri") @Nullable
            String bucket,

            @Doc("Package name, e.g. \"examples/hurdat\"") @Nullable
            String packageName,

            @Doc("Revision of the package: a top hash, its first 6 or more digits, or \"latest\"") @Nullable
            String revision,

            @Doc("Object key or logical key, not percent-encoded; a folder ends with a slash") @Default("\"\"")
            String path) {}

    record Output(
            @Doc("Web address of the page") String catalogUrl,

            @Doc("s3:// URI of a bucket, folder or object; Quilt+ URI of a package or an entry")
            String uri,

            @Doc("bucket, object or package") String viewType) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "catalog_link",
            "Link between URI and page",
            Effect.READ,
            "Returns the web address of a bucket, object or package in this catalog, and its URI. Use it to show the "
                    + "user what you found, to cite data, or to turn a link from the user into a URI that other tools "
                    + "accept.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public boolean isLocal(Input in) {
        return in.uri() == null && in.revision() == null;
    }

    @Override
    public Output call(Input in, Call call) {
        var named = page(in);
        BucketLimit.require(named.bucket());
        var page = pinned(named, call);
        return switch (page) {
            case CatalogPageUrl.BucketUrl(var bucket) -> new Output(site.bucket(bucket), page.uri(), "bucket");
            case CatalogPageUrl.ObjectUrl(var location) -> new Output(site.object(location), page.uri(), "object");
            case CatalogPageUrl.PackageUrl(var name, var revision, var path) ->
                new Output(site.packageTree(name, revision, path), page.uri(), "package");
        };
    }

    /** Returns the page with the full top hash of its revision, of which the input may have the first digits. */
    private CatalogPageUrl pinned(CatalogPageUrl page, Call call) {
        return page instanceof CatalogPageUrl.PackageUrl(var name, var revision, var path) && revision != null
                ? new CatalogPageUrl.PackageUrl(
                        name, TopHashResolver.resolve(packages, call.caller(), name, revision), path)
                : page;
    }

    private CatalogPageUrl page(Input in) {
        var uri = in.uri();
        if (uri != null
                && in.bucket() == null
                && in.packageName() == null
                && in.revision() == null
                && in.path().isEmpty()) {
            return ArgumentParser.parse("uri", uri.strip(), this::parsed);
        } else if (uri != null || in.bucket() == null) {
            throw new Failure.Invalid(
                    "Send either `uri` alone, or `bucket` with optional `package_name`, `revision` and `path`.");
        }
        var bucket = ArgumentParser.parse("bucket", in.bucket(), NameSyntax::bucket);
        var path = ArgumentParser.parse("path", in.path(), NameSyntax::printable);
        if (in.packageName() != null) {
            var name = ArgumentParser.parse("package_name", in.packageName(), NameSyntax::packageName);
            var revision = in.revision() == null
                    ? null
                    : ArgumentParser.parse("revision", in.revision(), NameSyntax::shortRevision);
            return ofPackage(new PackageName(bucket, name), revision, path);
        } else if (in.revision() != null) {
            throw new Failure.Invalid("`revision` needs `package_name`; send both.");
        }
        return path.isEmpty()
                ? new CatalogPageUrl.BucketUrl(bucket)
                : new CatalogPageUrl.ObjectUrl(new ObjectLocation(bucket, path, null));
    }

    private CatalogPageUrl parsed(String uri) {
        if (uri.startsWith(QuiltUri.SCHEME)) {
            var parsed = QuiltUri.parse(uri);
            var pointer = parsed.hash() != null ? parsed.hash() : parsed.tag();
            var path = parsed.path() == null ? "" : parsed.path();
            return ofPackage(
                    new PackageName(parsed.bucket(), parsed.name()),
                    pointer == null ? null : NameSyntax.shortRevision(pointer),
                    path);
        } else if (uri.startsWith("s3:")) {
            return S3Uri.find(uri)
                    .<CatalogPageUrl>map(CatalogPageUrl.ObjectUrl::new)
                    .orElseGet(() -> bucket(uri));
        }
        return CatalogPageUrl.of(site, uri)
                .or(() -> S3Uri.findPasted(uri).map(CatalogPageUrl.ObjectUrl::new))
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be an s3:// URI, a quilt+s3:// URI, or the address of a bucket, object or package in "
                                + "the catalog %s.".formatted(site.base())));
    }

    private static CatalogPageUrl bucket(String uri) {
        var prefix = S3Prefix.parse(uri);
        return prefix.prefix().isEmpty()
                ? new CatalogPageUrl.BucketUrl(prefix.bucket())
                : new CatalogPageUrl.ObjectUrl(S3Uri.parse(uri));
    }

    private static CatalogPageUrl ofPackage(PackageName name, @Nullable String revision, String path) {
        return new CatalogPageUrl.PackageUrl(
                name, "latest".equals(revision) ? null : revision, path.replaceFirst("^/+", ""));
    }
}
