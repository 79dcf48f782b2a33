package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds objects to a package. */
final class PackageUpdate implements Tool<PackageUpdate.Input, Pushed> {
    record Input(
            @Doc("The package, namespace/name") String packageName,

            @Doc("Objects to add, as s3://bucket/key[?versionId=…]") @Size(min = 1)
            List<String> s3Uris,

            @Doc("Bucket of the package: its name or s3://bucket")
            String registry,

            @Doc("Metadata to lay over the package's, key by key; null takes a key away") @Nullable
            Map<String, Object> metadata,

            @Doc("What the change is, for the history") @Nullable
            String message,

            @Doc("Whether files are named by the last part of their keys; false keeps whole keys") @Default("true")
            boolean flatten,

            @Doc("Not possible; see package_promote") @Default("false")
            boolean copy,

            @Doc("Workflow of the bucket; absent for that of the package, empty for none") @Nullable
            String workflow) {}

    private static final Spec<Input, Pushed> SPEC = new Spec<>(
                    "package_update",
                    "Add objects to a package",
                    Effect.WRITE,
                    "Adds S3 objects to a Quilt package that exists, or replaces its files of the same name, and lays metadata over its "
                            + "own; all other files stay as they are. package_patch can also remove and rename. Fails with who was "
                            + "first if somebody else changes the package meanwhile. Ask the user before writing.",
                    Input.class,
                    Pushed.class)
            .slowly();

    private final Push push;
    private final CatalogSite site;

    PackageUpdate(Push push, PackagePorts ports) {
        this.push = push;
        this.site = ports.site();
    }

    @Override
    public Spec<Input, Pushed> spec() {
        return SPEC;
    }

    @Override
    public Pushed call(Input in, Call call) {
        S3Uris.refuseCopy(in.copy());
        var name = Destination.of(in.registry(), in.packageName());
        var files = S3Uris.files(in.s3Uris(), in.flatten());
        var base = push.base(call, name).expect("latest");
        var made = push.make(call, base, manifest -> {
            var assembly = Assembly.of(manifest, Drafting.places(files));
            var uploads = Drafting.set(assembly, files, name, "");
            return new Draft(
                    in.message(),
                    Drafting.merged(manifest == null ? null : manifest.userMeta(), in.metadata()),
                    Drafting.workflow(in.workflow(), manifest),
                    assembly,
                    uploads,
                    List.of());
        });
        return Pushed.of(made, "updated", site);
    }
}
