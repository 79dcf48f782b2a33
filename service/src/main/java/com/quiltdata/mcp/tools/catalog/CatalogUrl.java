package com.quiltdata.mcp.tools.catalog;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import org.jspecify.annotations.Nullable;

/** The catalog's page of a bucket, an object or a package. */
final class CatalogUrl implements Tool<CatalogUrl.Input, CatalogUrl.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") String registry,

            @Doc("namespace/name; absent for a page of the bucket itself") @Nullable
            String packageName,

            @Doc("Key in the bucket or in the package, not percent-encoded; a folder ends in a slash") @Default("\"\"")
            String path,

            @Doc("Host or URL of another catalog; this deployment's own when empty") @Default("\"\"")
            String catalogHost,

            @Doc("Revision of the package: a full top hash or latest") @Nullable
            String revision,

            @Doc("S3 version of the object") @Nullable String versionId) {}

    record Output(
            @Doc("Always success") String status,
            @Doc("The page, for a browser") String catalogUrl,
            @Doc("package or bucket") String viewType,
            @Doc("The bucket") String bucket,
            @Doc("The package") @Nullable String packageName,
            @Doc("The key") String path,
            @Doc("The catalog") String catalogHost,
            @Doc("The revision") @Nullable String revision,
            @Doc("The version") @Nullable String versionId) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "catalog_url",
            "Link to the catalog",
            Effect.READ,
            "Makes the web address at which a person sees a bucket, an object, a folder or a package in the Quilt catalog. Use "
                    + "it to point the user to what you found. Nothing is looked up, so what it leads to need not exist.",
            Input.class,
            Output.class);

    private final CatalogSite site;

    CatalogUrl(CatalogSite site) {
        this.site = site;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var shown = in.catalogHost().isBlank()
                ? site
                : Argument.parse("catalog_host", in.catalogHost(), CatalogSite::parse);
        var bucket = Argument.parse("registry", in.registry(), Names::bucket);
        var path = Argument.parse("path", in.path(), Names::printable);
        var isPackage = in.packageName() != null && !in.packageName().isEmpty();
        return new Output(
                "success",
                isPackage ? inPackage(shown, bucket, path, in) : inBucket(shown, bucket, path, in),
                isPackage ? "package" : "bucket",
                bucket,
                isPackage ? in.packageName() : null,
                path,
                shown.shortName(),
                in.revision(),
                in.versionId());
    }

    private static String inPackage(CatalogSite shown, String bucket, String path, Input in) {
        if (in.versionId() != null) {
            throw new Failure.Invalid("`version_id` is of an object in a bucket; for a package send `revision`.");
        }
        var name = Argument.parse("package_name", String.valueOf(in.packageName()), Names::packageName);
        var revision = in.revision() == null ? null : Argument.parse("revision", in.revision(), Names::revision);
        return shown.packageTree(new PackageName(bucket, name), revision, path.replaceFirst("^/+", ""));
    }

    private static String inBucket(CatalogSite shown, String bucket, String path, Input in) {
        if (in.revision() != null) {
            throw new Failure.Invalid("`revision` is of a package; send `package_name` with it.");
        }
        if (in.versionId() != null && (path.isEmpty() || path.endsWith("/"))) {
            throw new Failure.Invalid("`version_id` is of an object; send its key as `path` with it.");
        }
        return path.isEmpty() ? shown.bucket(bucket) : shown.object(new ObjectLocation(bucket, path, in.versionId()));
    }
}
