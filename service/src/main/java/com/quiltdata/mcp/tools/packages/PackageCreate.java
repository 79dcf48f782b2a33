package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Manifest;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a package of objects in S3 and of short texts. */
final class PackageCreate implements Tool<PackageCreate.Input, Pushed> {
    record Input(
            @Doc("namespace/name; or send name, or uri") @Nullable
            String packageName,

            @Doc("Objects, as s3://bucket/key[?versionId=…]; or send entries") @Nullable
            List<String> s3Uris,

            @Doc("Bucket of the package; or send bucket, or uri") @Nullable
            String registry,

            @Doc("Metadata of the package; or send meta") @Nullable
            Map<String, Object> metadata,

            @Doc("What the revision is, for its history") @Nullable
            String message,

            @Doc("Whether s3_uris become files named by the last part of their keys; false keeps whole keys")
            @Default("true")
            boolean flatten,

            @Doc("Not possible; see package_promote") @Default("false")
            boolean copy,

            @Doc(
                    "By logical key: {type: \"uri\", uri} or {type: \"inline\", content, content_type}, with meta if wanted")
            @Nullable
            Map<String, Object> entries,

            @Doc("Same as registry") @Nullable String bucket,
            @Doc("Same as package_name") @Nullable String name,
            @Doc("Quilt+ URI of the package") @Nullable String uri,
            @Doc("Same as metadata") @Nullable Map<String, Object> meta,

            @Doc("Workflow of the bucket; absent for its default, empty for none") @Nullable
            String workflow,

            @Doc("Whether to supersede a package that exists, whole") @Default("false")
            boolean overwrite) {}

    private static final Spec<Input, Pushed> SPEC = new Spec<>(
                    "package_create",
                    "Create a package",
                    Effect.WRITE,
                    "Makes a Quilt package of S3 objects (s3_uris, or entries by logical key) and inline texts. Refuses a package that "
                            + "exists unless overwrite=true, which tells what was added, removed and kept; to change one use "
                            + "package_patch. Answers the top hash. Ask the user before writing.",
                    Input.class,
                    Pushed.class)
            .slowly();

    private final Push push;
    private final CatalogInfoReader info;
    private final CatalogSite site;

    PackageCreate(Push push, PackagePorts ports) {
        this.push = push;
        this.info = ports.info();
        this.site = ports.site();
    }

    @Override
    public Spec<Input, Pushed> spec() {
        return SPEC;
    }

    @Override
    public Pushed call(Input in, Call call) {
        S3Uris.refuseCopy(in.copy());
        var destination =
                Destination.of(new Destination.Said(in.packageName(), in.registry(), in.name(), in.bucket(), in.uri()));
        if (destination.revision() != null) {
            throw new Failure.Invalid("`uri`: it names a revision, and this makes one; send it without.");
        }
        var name = destination.name();
        var files = files(in);
        var meta = meta(in);
        var base = push.base(call, name);
        refuseExisting(base, in.overwrite());
        var folder = Drafting.folder(info, files, name);
        var made = push.make(call, base, manifest -> {
            var assembly = Assembly.of(manifest, Drafting.places(files));
            assembly.retain(files.stream().map(Given::key).toList());
            var uploads = Drafting.set(assembly, files, name, folder);
            return new Draft(in.message(), meta, in.workflow(), assembly, uploads, warnings(manifest, meta));
        });
        return Pushed.of(made, base.exists() ? "overwritten" : "created", site);
    }

    static void refuseExisting(Base base, boolean overwrite) {
        if (base.exists() && !overwrite) {
            throw new Failure.Conflict(
                    "`%s` exists in bucket `%s`: latest is %s. Nothing was sent; change it with package_patch, or supersede all of it with overwrite=true."
                            .formatted(base.name().name(), base.name().bucket(), Base.told(base.revision())));
        }
    }

    private static List<Given> files(Input in) {
        if ((in.s3Uris() == null) == (in.entries() == null)) {
            throw new Failure.Invalid("Send either `s3_uris` or `entries`: which objects become which files.");
        }
        var files = in.s3Uris() != null
                ? S3Uris.files(in.s3Uris(), in.flatten())
                : Given.all("entries", Objects.requireNonNull(in.entries()));
        if (files.isEmpty()) {
            throw new Failure.Invalid("No S3 URIs provided; name at least one object, like s3://bucket/key.");
        }
        return files;
    }

    private static @Nullable Map<String, Object> meta(Input in) {
        if (in.metadata() != null && in.meta() != null) {
            throw new Failure.Invalid("`metadata` and `meta` are the same; send one of them.");
        }
        return in.metadata() != null ? in.metadata() : in.meta();
    }

    private static List<String> warnings(@Nullable Manifest base, @Nullable Map<String, Object> meta) {
        return base != null && base.userMeta() != null && !Values.alike(base.userMeta(), meta)
                ? List.of("The package's metadata is what was sent with this call; revision %s has what it was before."
                        .formatted(base.hash()))
                : List.of();
    }
}
