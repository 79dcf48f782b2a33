package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.FilesByKey;
import com.quiltdata.mcp.tool.KeepBlank;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.PackageRef;
import com.quiltdata.mcp.tools.PackageRef.ArgumentNames;
import com.quiltdata.mcp.tools.packages.FileSource;
import com.quiltdata.mcp.tools.packages.ManifestBuilder;
import com.quiltdata.mcp.tools.packages.NameFormatter;
import com.quiltdata.mcp.tools.packages.PackageFileInput;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.PackageUriResolver;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds, replaces and removes files of a package, and keeps all others. */
public final class PackagePatch implements Tool<PackagePatch.Input, PublishResult> {
    record Input(
            @Doc("Bucket name or s3://bucket; send with name, or send uri") @Nullable
            String bucket,

            @Doc("Package, like \"examples/hurdat\"") @Nullable
            String name,

            @Doc("Quilt+ URI, like \"quilt+s3://bucket#package=examples/hurdat\"; replaces bucket and name") @Nullable
            String uri,

            @Doc(
                    value =
                            "Files to add or replace, by logical key, like {\"data/a.csv\": {\"type\": \"uri\", \"uri\": "
                                    + "\"s3://bucket/raw/a.csv\"}, \"README.md\": {\"type\": \"inline\", \"content\": \"# "
                                    + "Storms\"}}. uri may also be a Quilt+ URI of a package file or folder, with &path=. Optional: "
                                    + "meta, content_type. Only meta: the file gets that metadata",
                    keys = PackageFileInput.KEYS)
            @Nullable
            @FilesByKey
            Map<String, Object> set,

            @Doc("Logical keys to remove, like [\"old.csv\", \"tmp/\"]; \"tmp/\" removes all below it") @Nullable
            List<String> delete,

            @Doc("Commit message, like \"Add storms of 2024\"") @Nullable
            String message,

            @Doc("Metadata merged over the package's, key by key; null removes a key") @Nullable @KeepBlank
            Map<String, Object> meta,

            @Doc("Full top hash that you have read, or \"latest\"") @Default("\"latest\"")
            String revision,

            @Doc("Workflow ID from workflow_list. Default: the package's") @Nullable
            String workflow,

            @Doc("Push without a workflow") @Default("false")
            boolean withoutWorkflow) {}

    private static final Spec<Input, PublishResult> SPEC = new Spec<>(
                    "package_patch",
                    "Change files of a package",
                    Effect.OVERWRITE,
                    "Adds, replaces and removes files of a Quilt package, keeps all others, and returns the new top hash. To rename, "
                            + "delete the old key and set the new one to its physical_key. Send the revision you have read: the call "
                            + "fails if it is not the latest. Ask the user before writing.",
                    Input.class,
                    PublishResult.class)
            .slowly();

    private final RevisionPublisher publisher;
    private final PackagePorts ports;

    public PackagePatch(RevisionPublisher publisher, PackagePorts ports) {
        this.publisher = publisher;
        this.ports = ports;
    }

    @Override
    public Spec<Input, PublishResult> spec() {
        return SPEC;
    }

    @Override
    public PublishResult call(Input in, Call call) {
        var target = TargetPackage.of(ArgumentNames.PLATFORM, in.uri(), in.bucket(), in.name());
        var name = target.name();
        var revision = target.expected(in.revision());
        var set = in.set() == null ? Map.<String, Object>of() : in.set();
        var sources = PackageFileInput.parse("set", set, new PackageRef(name, revision, ""));
        var deleted = in.delete() == null ? List.<String>of() : in.delete();
        refuseContradiction(sources, deleted);
        var workflow = RevisionDraft.workflow(in.workflow(), in.withoutWorkflow());
        if (sources.isEmpty() && deleted.isEmpty() && in.meta() == null && in.message() == null) {
            throw new Failure.Invalid("Nothing would change. Send `set`, `delete`, `meta` or `message`.");
        }
        var base = publisher.base(call, name).expect(revision);
        var published = new PackageUriResolver(ports, call).with("set", sources, resolved -> {
            var files = resolved.files();
            refuseContradiction(files, deleted);
            var entries = RevisionDraft.entries(files, name, RevisionDraft.folder(ports.info(), files, name));
            return publisher
                    .publish(call, base, manifest -> {
                        var builder = ManifestBuilder.of(manifest, entries);
                        deleted.forEach(key -> delete(builder, key));
                        entries.forEach(builder::set);
                        return RevisionDraft.changing(
                                manifest, builder, files, new RevisionDraft.Changes(in.message(), in.meta(), workflow));
                    })
                    .with(resolved.notes());
        });
        return PublishResult.of(published, "updated", ports.site());
    }

    private static void refuseContradiction(List<? extends FileSource> files, List<String> deleted) {
        var set = files.stream().map(FileSource::key).collect(Collectors.toSet());
        var both = deleted.stream().filter(set::contains).toList();
        if (!both.isEmpty()) {
            throw new Failure.Invalid(
                    "%s is in both `set` and `delete`. Setting a key replaces its file, so leave it out of `delete`."
                            .formatted(NameFormatter.few(both)));
        }
        if (new HashSet<>(deleted).size() < deleted.size()) {
            throw new Failure.Invalid("`delete`: a key is listed twice. Send each key once.");
        }
    }

    private static void delete(ManifestBuilder builder, String key) {
        if (builder.delete(key) || (key.endsWith("/") && builder.deleteBelow(key))) {
            return;
        }
        throw new Failure.Invalid("`delete`: the package has no `%s`;%s Nothing was written."
                .formatted(
                        NameFormatter.shortened(key),
                        !key.endsWith("/") && builder.isFolder(key)
                                ? " it is a folder: send `%s/` to remove all below it.".formatted(key)
                                : " package_browse lists its keys."));
    }
}
