package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.ManifestReader;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** What differs between two revisions, of one package or of two. */
final class PackageDiff implements Tool<PackageDiff.Input, Diffed> {
    private static final Target.Spelling FIRST =
            new Target.Spelling("registry", "package1_name", "package1_hash", "package1_uri");
    private static final Target.Spelling SECOND =
            new Target.Spelling("registry2", "package2_name", "package2_hash", "package2_uri");

    record Input(
            @Doc("namespace/name of the first; send it with registry") @Nullable
            String package1Name,

            @Doc("namespace/name of the second; the first when absent") @Nullable
            String package2Name,

            @Doc("Bucket of the packages: its name or s3://bucket") @Nullable
            String registry,

            @Doc("Top hash of the first; its latest when empty") @Default("\"\"")
            String package1Hash,

            @Doc("Top hash of the second; its latest when empty") @Default("\"\"")
            String package2Hash,

            @Doc("Bucket of the second, if another") @Nullable
            String registry2,

            @Doc("Quilt+ URI of the first, instead") @Nullable
            String package1Uri,

            @Doc("Quilt+ URI of the second, instead") @Nullable
            String package2Uri,

            @Doc("next_offset of the answer before, to go on") @Default("0") @Min(0)
            int offset) {}

    private static final Spec<Input, Diffed> SPEC = new Spec<Input, Diffed>(
                    "package_diff",
                    "Compare packages",
                    Effect.READ,
                    "Compares two revisions, of one package or of two, in one bucket or in two, whatever their size: files added, "
                            + "deleted, modified, renamed (same content) or relocated (same file, bytes elsewhere), and what "
                            + "changed in metadata, message and workflow. The counts are always whole.",
                    Input.class,
                    Diffed.class)
            .slowly();

    private final PackageReader packages;
    private final ManifestReader manifests;

    PackageDiff(PackageReader packages, ManifestReader manifests) {
        this.packages = packages;
        this.manifests = manifests;
    }

    @Override
    public Spec<Input, Diffed> spec() {
        return SPEC;
    }

    @Override
    public Diffed call(Input in, Call call) {
        var first = FIRST.target(
                in.package1Uri(),
                in.package1Uri() == null ? in.registry() : null,
                in.package1Name(),
                revision(in.package1Hash()),
                "");
        var one = first.pinned(packages, call);
        var two = second(in, first).pinned(packages, call);
        var compared = manifests.with(
                call.caller(),
                one.name(),
                one.revision(),
                before -> manifests.with(
                        call.caller(),
                        two.name(),
                        two.revision(),
                        after -> new Diffed.Compared(
                                one, two, Difference.of(before, after), Header.of(before, after), in.offset(), false)));
        return Diffed.of(compared, Integer.MAX_VALUE);
    }

    /** What is not said of the second is as it is of the first. */
    private static Target second(Input in, Target first) {
        var revision = revision(in.package2Hash());
        if (in.package2Uri() != null) {
            return SECOND.target(in.package2Uri(), in.registry2(), in.package2Name(), revision, "");
        }
        var bucket = in.registry2() != null ? in.registry2() : first.name().bucket();
        var name = in.package2Name() != null ? in.package2Name() : first.name().name();
        return SECOND.target(null, bucket, name, revision, "");
    }

    private static String revision(String hash) {
        return hash.isEmpty() ? "latest" : hash;
    }
}
