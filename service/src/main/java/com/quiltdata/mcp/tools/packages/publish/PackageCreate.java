package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.FilesByKey;
import com.quiltdata.mcp.tool.KeepBlank;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.PackageRef.ArgumentNames;
import com.quiltdata.mcp.tools.packages.FileSource;
import com.quiltdata.mcp.tools.packages.ManifestBuilder;
import com.quiltdata.mcp.tools.packages.PackageFileInput;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import com.quiltdata.mcp.tools.packages.PackageUriResolver;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import com.quiltdata.mcp.tools.packages.S3UriInputs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates a package from S3 objects and inline texts. */
public final class PackageCreate implements Tool<PackageCreate.Input, PublishResult> {
    record Input(
            @Doc("Package, like \"examples/hurdat\"; send with registry, or send uri") @Nullable
            String packageName,

            @Doc("Objects, like [\"s3://bucket/raw/a.csv?versionId=…\"]. To choose their names in the package "
                    + "use entries")
            @Nullable
            @Alias("s3_uri")
            List<String> s3Uris,

            @Doc("Bucket name or s3://bucket") @Nullable String registry,

            @Doc("Package metadata, like {\"description\": \"Storms\", \"year\": 2024}") @Nullable @KeepBlank
            Map<String, Object> metadata,

            @Doc("Commit message, like \"Add storms of 2024\"") @Nullable
            String message,

            @Doc("Name s3_uris by the last part of their keys; false keeps whole keys") @Default("true")
            boolean flatten,

            @Doc("Must be false") @Default("false") boolean copy,

            @Doc(
                    value = "Files by logical key, like {\"data/a.csv\": {\"type\": \"uri\", \"uri\": "
                            + "\"s3://bucket/raw/a.csv\"}, \"README.md\": {\"type\": \"inline\", \"content\": \"# "
                            + "Storms\"}}. uri may also be a Quilt+ URI of a package file or folder, with &path=. Optional: "
                            + "meta, content_type",
                    keys = PackageFileInput.KEYS)
            @Nullable
            @FilesByKey(guessed = true)
            Map<String, Object> entries,

            @Doc("Quilt+ URI without revision, like \"quilt+s3://bucket#package=examples/hurdat\"; replaces "
                    + "package_name and registry")
            @Nullable
            String uri,

            @Doc("Workflow ID from workflow_list. Default: the bucket's") @Nullable
            String workflow,

            @Doc("Push without a workflow") @Default("false")
            boolean withoutWorkflow,

            @Doc("Replace all files and metadata of an existing package") @Default("false")
            boolean overwrite,

            @Doc("Top hash of a revision from which files without meta take theirs") @Nullable
            String metadataFrom) {}

    private static final Spec<Input, PublishResult> SPEC = new Spec<>(
                    "package_create",
                    "Create a package",
                    Effect.OVERWRITE,
                    "Creates a Quilt package from chosen S3 objects (s3_uris or entries) and inline texts, and "
                            + "returns its top hash. Use it for a new package; use package_patch to change one, "
                            + "package_create_from_s3 for a whole prefix. An existing package is refused unless "
                            + "overwrite=true. Ask the user before writing.",
                    Input.class,
                    PublishResult.class)
            .slowly();

    private final RevisionPublisher publisher;
    private final PackagePorts ports;

    public PackageCreate(RevisionPublisher publisher, PackagePorts ports) {
        this.publisher = publisher;
        this.ports = ports;
    }

    @Override
    public Spec<Input, PublishResult> spec() {
        return SPEC;
    }

    @Override
    public PublishResult call(Input in, Call call) {
        S3UriInputs.refuseCopy(in.copy());
        var target = TargetPackage.of(ArgumentNames.REFERENCE, in.uri(), in.registry(), in.packageName());
        refuseRevision(target);
        var name = target.name();
        var sources = files(in);
        var meta = in.metadata();
        var workflow = RevisionDraft.workflow(in.workflow(), in.withoutWorkflow());
        var from = FileMetadata.source(in.metadataFrom());
        var base = publisher.base(call, name);
        base.refuseExisting(in.overwrite(), "overwrite=true");
        var published = new PackageUriResolver(ports, call).with("entries", sources, resolved -> {
            var files = resolved.files();
            var plain = RevisionDraft.entries(files, name, RevisionDraft.folder(ports.info(), files, name));
            var entries = from == null ? plain : withMetadataOf(from, name, plain, call);
            return publisher
                    .publish(call, base, manifest -> {
                        var builder = ManifestBuilder.replacing(manifest, entries);
                        var warnings = Stream.concat(
                                RevisionDraft.replacedMetadata(manifest, meta).stream(),
                                FileMetadata.warnings(manifest, builder).stream());
                        return new RevisionDraft(in.message(), meta, workflow, builder, files, warnings.toList());
                    })
                    .with(resolved.notes());
        });
        return PublishResult.of(
                published, base.latest() == null && base.newest() == null ? "created" : "overwritten", ports.site());
    }

    private List<NewEntry> withMetadataOf(String revision, PackageName name, List<NewEntry> entries, Call call) {
        var hash = ports.fullHash(call, name, revision);
        return ports.manifests().with(call.caller(), name, hash, it -> FileMetadata.carriedOver(it, entries));
    }

    private static void refuseRevision(TargetPackage target) {
        if (target.pointer() != null) {
            throw new Failure.Invalid(
                    "`uri`: it names a revision, but this creates a new one; send the URI without \"@…\" or \":…\".");
        }
    }

    private static List<? extends FileSource> files(Input in) {
        var uris = in.entries() != null && in.s3Uris() != null && in.s3Uris().isEmpty() ? null : in.s3Uris();
        if ((uris == null) == (in.entries() == null)) {
            throw new Failure.Invalid("Send either `s3_uris` or `entries`, not both: the objects that become files.");
        }
        var files = uris != null
                ? S3UriInputs.files(uris, in.flatten())
                : PackageFileInput.parse("entries", Objects.requireNonNull(in.entries()));
        if (files.isEmpty()) {
            throw new Failure.Invalid("No S3 URIs provided. Send at least one object, for example s3://bucket/key.");
        }
        return files;
    }
}
