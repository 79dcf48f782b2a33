package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.CatalogInfoReader;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.packages.ManifestBuilder;
import com.quiltdata.mcp.tools.packages.NameFormatter;
import com.quiltdata.mcp.tools.packages.PackageFileInput;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import com.quiltdata.mcp.tools.packages.RevisionDrafts;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds, replaces and removes files of a package, and keeps all others. */
public final class PackagePatch implements Tool<PackagePatch.Input, PublishResult> {
    record Input(
            @Doc("Bucket: name or s3://bucket; send with name, or send uri") @Nullable
            String bucket,

            @Doc("Package, like \"examples/hurdat\"") @Nullable
            String name,

            @Doc("Quilt+ URI; replaces bucket and name") @Nullable
            String uri,

            @Doc(
                    "Files to add or replace, by logical key: {type: \"uri\", uri} or {type: \"inline\", content, content_type}, each with optional meta")
            @Nullable
            Map<String, Object> set,

            @Doc("Logical keys to remove, like [\"old.csv\", \"tmp/\"]; \"tmp/\" removes all below it") @Nullable
            List<String> delete,

            @Doc("Commit message") @Nullable String message,

            @Doc("Metadata merged over the package's, key by key; null removes a key") @Nullable
            Map<String, Object> meta,

            @Doc("Full top hash that you have read, or \"latest\"") @Default("\"latest\"")
            String revision,

            @Doc("Workflow of the bucket. Default: the package's; empty for none") @Nullable
            String workflow) {}

    private static final Spec<Input, PublishResult> SPEC = new Spec<>(
                    "package_patch",
                    "Change files of a package",
                    Effect.WRITE,
                    "Adds, replaces and removes files of a Quilt package, keeps all others, and returns the new top hash. To rename, "
                            + "delete the old key and set the new one to its physical_key. Send the revision you have read: the call "
                            + "fails if the package has changed since. Ask the user before writing.",
                    Input.class,
                    PublishResult.class)
            .slowly();

    private final RevisionPublisher push;
    private final CatalogInfoReader info;
    private final CatalogSite site;

    public PackagePatch(RevisionPublisher push, PackagePorts ports) {
        this.push = push;
        this.info = ports.info();
        this.site = ports.site();
    }

    @Override
    public Spec<Input, PublishResult> spec() {
        return SPEC;
    }

    @Override
    public PublishResult call(Input in, Call call) {
        var destination =
                TargetPackage.of(new TargetPackage.PackageArguments(null, null, in.name(), in.bucket(), in.uri()));
        var name = destination.name();
        var revision = destination.base(in.revision());
        var files = in.set() == null ? List.<PackageFileInput>of() : PackageFileInput.all("set", in.set());
        var gone = in.delete() == null ? List.<String>of() : in.delete();
        refuseContradiction(files, gone);
        if (files.isEmpty() && gone.isEmpty() && in.meta() == null && in.message() == null) {
            throw new Failure.Invalid("Nothing would change. Send `set`, `delete`, `meta` or `message`.");
        }
        var base = push.base(call, name).expect(revision);
        var folder = RevisionDrafts.folder(info, files, name);
        var made = push.make(call, base, manifest -> {
            var assembly = ManifestBuilder.of(manifest, RevisionDrafts.places(files));
            gone.forEach(key -> delete(assembly, key));
            var uploads = RevisionDrafts.set(assembly, files, name, folder);
            return new RevisionDraft(
                    in.message(),
                    RevisionDrafts.merged(manifest == null ? null : manifest.userMeta(), in.meta()),
                    RevisionDrafts.workflow(in.workflow(), manifest),
                    assembly,
                    uploads,
                    List.of());
        });
        return PublishResult.of(made, "updated", site);
    }

    private static void refuseContradiction(List<PackageFileInput> files, List<String> gone) {
        var set = new HashSet<String>();
        files.forEach(file -> set.add(file.key()));
        var both = gone.stream().filter(set::contains).toList();
        if (!both.isEmpty()) {
            throw new Failure.Invalid(
                    "%s is in both `set` and `delete`. Setting a key replaces its file, so leave it out of `delete`."
                            .formatted(NameFormatter.few(both)));
        }
        if (new HashSet<>(gone).size() < gone.size()) {
            throw new Failure.Invalid("`delete`: a key is listed twice. Send each key once.");
        }
    }

    private static void delete(ManifestBuilder assembly, String key) {
        if (assembly.has(key)) {
            assembly.delete(key);
            return;
        }
        if (key.endsWith("/") && assembly.deleteBelow(key) > 0) {
            return;
        }
        throw new Failure.Invalid("`delete`: %s%s Nothing was written."
                .formatted(
                        "the package has no `" + NameFormatter.shortened(key) + "`;",
                        !key.endsWith("/") && assembly.isFolder(key)
                                ? " it is a folder: send `%s/` to remove all below it.".formatted(key)
                                : " package_browse lists its keys."));
    }
}
