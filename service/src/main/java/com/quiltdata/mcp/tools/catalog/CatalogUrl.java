package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageName;
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

/** Returns the address of the catalog page of a bucket, an object or a package. */
record CatalogUrl(CatalogSite site, PackageReader packages) implements Tool<CatalogUrl.Input, CatalogUrl.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") String registry,

            @Doc("Package name, e.g. \"examples/hurdat\"; omit for the bucket or an object") @Nullable
            String packageName,

            @Doc("Object key or logical key, not percent-encoded; a folder ends with a slash") @Default("\"\"")
            String path,

            @Doc("Host or URL of another catalog. Default: this server's catalog") @Default("\"\"")
            String catalogHost,

            @Doc("Revision of the package: a top hash, its first 6 or more digits, or \"latest\"") @Nullable
            String revision,

            @Doc("S3 version ID of the object") @Nullable String versionId) {}

    record Output(
            @Doc("Always \"success\"") String status,
            @Doc("Warning") @Nullable String note,
            @Doc("Web address of the page") String catalogUrl,
            @Doc("package or bucket") String viewType,
            @Doc("Bucket name") String bucket,
            @Doc("Package name") @Nullable String packageName,
            @Doc("Object key or logical key") String path,
            @Doc("Host of the catalog") String catalogHost,
            @Doc("Requested revision") @Nullable String revision,
            @Doc("Requested S3 version ID") @Nullable String versionId) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "catalog_url",
            "Link to the catalog",
            Effect.READ,
            "Returns the web address of a bucket, object, folder or package in the Quilt catalog. Use it to show the user what you found.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public boolean isLocal(Input in) {
        return in.revision() == null;
    }

    @Override
    public Output call(Input in, Call call) {
        var catalog = in.catalogHost().isBlank()
                ? site
                : ArgumentParser.parse("catalog_host", in.catalogHost(), CatalogSite::parse);
        var bucket = ArgumentParser.parse("registry", in.registry(), NameSyntax::bucket);
        BucketLimit.require(bucket);
        var path = ArgumentParser.parse("path", in.path(), NameSyntax::printable);
        var isPackage = in.packageName() != null && !in.packageName().isEmpty();
        return new Output(
                "success",
                site.doubt(catalog),
                isPackage ? inPackage(catalog, bucket, path, in, call) : inBucket(catalog, bucket, path, in),
                isPackage ? "package" : "bucket",
                bucket,
                isPackage ? in.packageName() : null,
                path,
                catalog.shortName(),
                in.revision(),
                in.versionId());
    }

    private String inPackage(CatalogSite catalog, String bucket, String path, Input in, Call call) {
        if (in.versionId() != null) {
            throw new Failure.Invalid("`version_id` is for an object in a bucket; for a package send `revision`.");
        }
        var name = new PackageName(
                bucket,
                ArgumentParser.parse("package_name", String.valueOf(in.packageName()), NameSyntax::packageName));
        var revision = in.revision() == null ? null : revision(catalog, name, in.revision(), call);
        return catalog.packageTree(name, revision, path.replaceFirst("^/+", ""));
    }

    /** Returns a revision as pages name it: {@code latest} or a full top hash. */
    private String revision(CatalogSite catalog, PackageName name, String revision, Call call) {
        return catalog.equals(site)
                ? TopHashResolver.resolve(
                        packages,
                        call.caller(),
                        name,
                        ArgumentParser.parse("revision", revision, NameSyntax::shortRevision))
                : ArgumentParser.parse(
                        "revision",
                        revision,
                        NameSyntax::revision,
                        "for another catalog send \"latest\" or a full top hash of 64 hexadecimal digits.");
    }

    private static String inBucket(CatalogSite catalog, String bucket, String path, Input in) {
        if (in.revision() != null) {
            throw new Failure.Invalid("`revision` needs `package_name`; send both.");
        }
        if (in.versionId() != null && (path.isEmpty() || path.endsWith("/"))) {
            throw new Failure.Invalid("`version_id` needs an object; send the object's key as `path`.");
        }
        return path.isEmpty()
                ? catalog.bucket(bucket)
                : catalog.object(new ObjectLocation(bucket, path, in.versionId()));
    }
}
