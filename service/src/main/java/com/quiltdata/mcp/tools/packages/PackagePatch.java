package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes some files of a package and keeps all others. */
final class PackagePatch implements Tool<PackagePatch.Input, Pushed> {
    record Input(
            @Doc("Bucket of the package; send it with name, or send uri instead") @Nullable
            String bucket,

            @Doc("namespace/name") @Nullable String name,
            @Doc("Quilt+ URI of the package") @Nullable String uri,

            @Doc(
                    "Files to add or replace, by logical key: {type: \"uri\", uri} or {type: \"inline\", content, content_type}, with meta if wanted")
            @Nullable
            Map<String, Object> set,

            @Doc("Logical keys to remove; one that ends in a slash removes all below it") @Nullable
            List<String> delete,

            @Doc("What the change is, for the history") @Nullable
            String message,

            @Doc("Metadata to lay over the package's, key by key; null takes a key away") @Nullable
            Map<String, Object> meta,

            @Doc("The full top hash that the change was made from, or latest") @Default("\"latest\"")
            String revision,

            @Doc("Workflow of the bucket; absent for that of the package, empty for none") @Nullable
            String workflow) {}

    private static final Spec<Input, Pushed> SPEC = new Spec<>(
                    "package_patch",
                    "Change files of a package",
                    Effect.WRITE,
                    "Adds, replaces and removes files of a Quilt package and keeps all others with hash, size and metadata. To rename, "
                            + "delete the old key and set the new one to its physical_key. Send the revision you have read: if "
                            + "the package has moved on it fails and says who was first. Ask the user before writing.",
                    Input.class,
                    Pushed.class)
            .slowly();

    private final Push push;
    private final CatalogInfoReader info;
    private final CatalogSite site;

    PackagePatch(Push push, PackagePorts ports) {
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
        var destination = Destination.of(new Destination.Said(null, null, in.name(), in.bucket(), in.uri()));
        var name = destination.name();
        var revision = destination.base(in.revision());
        var files = in.set() == null ? List.<Given>of() : Given.all("set", in.set());
        var gone = in.delete() == null ? List.<String>of() : in.delete();
        refuseContradiction(files, gone);
        if (files.isEmpty() && gone.isEmpty() && in.meta() == null && in.message() == null) {
            throw new Failure.Invalid("Nothing would change; send `set`, `delete`, `meta` or `message`.");
        }
        var base = push.base(call, name).expect(revision);
        var folder = Drafting.folder(info, files, name);
        var made = push.make(call, base, manifest -> {
            var assembly = Assembly.of(manifest, Drafting.places(files));
            gone.forEach(key -> delete(assembly, key));
            var uploads = Drafting.set(assembly, files, name, folder);
            return new Draft(
                    in.message(),
                    Drafting.merged(manifest == null ? null : manifest.userMeta(), in.meta()),
                    Drafting.workflow(in.workflow(), manifest),
                    assembly,
                    uploads,
                    List.of());
        });
        return Pushed.of(made, "updated", site);
    }

    private static void refuseContradiction(List<Given> files, List<String> gone) {
        var set = new HashSet<String>();
        files.forEach(file -> set.add(file.key()));
        var both = gone.stream().filter(set::contains).toList();
        if (!both.isEmpty()) {
            throw new Failure.Invalid(
                    "%s is in `set` and in `delete`; setting a key replaces its file, so leave it out of `delete`."
                            .formatted(Words.few(both)));
        }
        if (new HashSet<>(gone).size() < gone.size()) {
            throw new Failure.Invalid("`delete`: a key is in it twice; send each once.");
        }
    }

    private static void delete(Assembly assembly, String key) {
        if (assembly.has(key)) {
            assembly.delete(key);
            return;
        }
        if (key.endsWith("/") && assembly.deleteBelow(key) > 0) {
            return;
        }
        throw new Failure.Invalid("`delete`: %s%s Nothing was sent."
                .formatted(
                        "the package has no `" + Words.shortened(key) + "`;",
                        !key.endsWith("/") && assembly.isFolder(key)
                                ? " it is a folder, send `%s/` to remove all below it.".formatted(key)
                                : " package_browse lists what it has."));
    }
}
