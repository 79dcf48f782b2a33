package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.catalog.CatalogPage;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.QuiltUri;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import org.jspecify.annotations.Nullable;

/** From a URI to the catalog's page of it, and back. */
final class CatalogLink implements Tool<CatalogLink.Input, CatalogLink.Output> {
    record Input(
            @Doc("s3:// URI, Quilt+ URI, or address of a page of this catalog") @Nullable
            String uri,

            @Doc("Bucket name or s3://bucket, instead of uri") @Nullable
            String bucket,

            @Doc("namespace/name") @Nullable String packageName,

            @Doc("Revision of the package: a full top hash or latest") @Nullable
            String revision,

            @Doc("Key in the bucket or in the package, not percent-encoded; a folder ends in a slash") @Default("\"\"")
            String path) {}

    record Output(
            @Doc("The page, for a browser") String catalogUrl,

            @Doc("s3:// URI of a bucket, folder or object; Quilt+ URI of what is in a package")
            String uri,

            @Doc("bucket, object or package") String viewType) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "catalog_link",
            "Link between URI and page",
            Effect.READ,
            "Makes the web address of a bucket, an object or a package in this catalog from its URI or its names, and from such a "
                    + "web address the URI that other tools take. Nothing is looked up, so what it leads to need not exist.",
            Input.class,
            Output.class);

    private final CatalogSite site;

    CatalogLink(CatalogSite site) {
        this.site = site;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        return switch (page(in)) {
            case CatalogPage.OfBucket(var bucket) -> new Output(site.bucket(bucket), "s3://" + bucket, "bucket");
            case CatalogPage.OfObject(var location) ->
                new Output(site.object(location), S3Uri.print(location), "object");
            case CatalogPage.OfPackage(var name, var revision, var path) ->
                new Output(
                        site.packageTree(name, revision, path),
                        new QuiltUri(name.bucket(), name.name(), revision, null, path, null).print(),
                        "package");
        };
    }

    private CatalogPage page(Input in) {
        var uri = in.uri();
        if (uri != null
                && in.bucket() == null
                && in.packageName() == null
                && in.revision() == null
                && in.path().isEmpty()) {
            return Argument.parse("uri", uri.strip(), this::parsed);
        } else if (uri != null || in.bucket() == null) {
            throw new Failure.Invalid("Say what to link to in one way: `uri` alone, or `bucket` with what is in it.");
        }
        var bucket = Argument.parse("bucket", in.bucket(), Names::bucket);
        var path = Argument.parse("path", in.path(), Names::printable);
        if (in.packageName() != null) {
            var name = Argument.parse("package_name", in.packageName(), Names::packageName);
            var revision = in.revision() == null ? null : Argument.parse("revision", in.revision(), Names::revision);
            return ofPackage(new PackageName(bucket, name), revision, path);
        } else if (in.revision() != null) {
            throw new Failure.Invalid("`revision` is of a package; send `package_name` with it.");
        }
        return path.isEmpty()
                ? new CatalogPage.OfBucket(bucket)
                : new CatalogPage.OfObject(new ObjectLocation(bucket, path, null));
    }

    private CatalogPage parsed(String uri) {
        if (uri.startsWith("quilt+s3:")) {
            var parsed = QuiltUri.parse(uri);
            var pointer = parsed.hash() != null ? parsed.hash() : parsed.tag();
            var path = parsed.path() == null ? "" : parsed.path();
            return ofPackage(
                    new PackageName(parsed.bucket(), parsed.name()),
                    pointer == null ? null : Names.revision(pointer),
                    path);
        } else if (uri.startsWith("s3:")) {
            return S3Uri.find(uri).<CatalogPage>map(CatalogPage.OfObject::new).orElseGet(() -> bucket(uri));
        }
        return CatalogPage.of(site, uri)
                .orElseThrow(() -> new IllegalArgumentException(
                        "send an s3:// URI, a Quilt+ URI, or the address of a bucket, object or package in the catalog %s."
                                .formatted(site.base())));
    }

    private static CatalogPage bucket(String uri) {
        var prefix = S3Prefix.parse(uri);
        return prefix.prefix().isEmpty()
                ? new CatalogPage.OfBucket(prefix.bucket())
                : new CatalogPage.OfObject(S3Uri.parse(uri));
    }

    private static CatalogPage ofPackage(PackageName name, @Nullable String revision, String path) {
        return new CatalogPage.OfPackage(
                name, "latest".equals(revision) ? null : revision, path.replaceFirst("^/+", ""));
    }
}
