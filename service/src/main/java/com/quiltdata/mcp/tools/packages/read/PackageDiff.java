package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.packages.ManifestReader;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.PackageRef;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Compares two revisions, of one package or of two. */
public final class PackageDiff implements Tool<PackageDiff.Input, PackageDiffResult> {
    private static final PackageRef.ArgumentNames FIRST =
            new PackageRef.ArgumentNames("registry", "package1_name", "package1_hash", "package1_uri");
    private static final PackageRef.ArgumentNames SECOND =
            new PackageRef.ArgumentNames("registry2", "package2_name", "package2_hash", "package2_uri");

    record Input(
            @Doc("First package, like \"examples/hurdat\"; send with registry") @Nullable
            String package1Name,

            @Doc("Second package. Default: the first") @Nullable
            String package2Name,

            @Doc("Bucket of the packages: name or s3://bucket") @Nullable
            String registry,

            @Doc("Top hash of the first; empty for its latest") @Default("\"\"")
            String package1Hash,

            @Doc("Top hash of the second; empty for its latest") @Default("\"\"")
            String package2Hash,

            @Doc("Bucket of the second. Default: registry") @Nullable
            String registry2,

            @Doc("Quilt+ URI of the first; replaces package1_name and registry") @Nullable
            String package1Uri,

            @Doc("Quilt+ URI of the second; replaces package2_name and registry2") @Nullable
            String package2Uri,

            @Doc("next_offset of the previous result; also send both hashes") @Default("0") @Min(0)
            int offset) {}

    private static final Spec<Input, PackageDiffResult> SPEC = new Spec<Input, PackageDiffResult>(
                    "package_diff",
                    "Compare packages",
                    Effect.READ,
                    "Compares two revisions of any size, of one package or of two, in one bucket or in two. Returns the files added, "
                            + "deleted, modified, renamed (same content) or relocated (same file, bytes elsewhere), complete counts, "
                            + "and changes of metadata, message and workflow. Use package_revisions to find top hashes.",
                    Input.class,
                    PackageDiffResult.class)
            .slowly();

    private final PackageReader packages;
    private final ManifestReader manifests;

    public PackageDiff(PackageReader packages, ManifestReader manifests) {
        this.packages = packages;
        this.manifests = manifests;
    }

    @Override
    public Spec<Input, PackageDiffResult> spec() {
        return SPEC;
    }

    @Override
    public PackageDiffResult call(Input in, Call call) {
        var firstRef = FIRST.target(
                in.package1Uri(),
                in.package1Uri() == null ? in.registry() : null,
                in.package1Name(),
                revision(in.package1Hash()),
                "");
        var first = firstRef.pinned(packages, call);
        var second = second(in, firstRef).pinned(packages, call);
        var compared = manifests.with(
                call.caller(),
                first.name(),
                first.revision(),
                before -> manifests.with(
                        call.caller(),
                        second.name(),
                        second.revision(),
                        after -> new PackageDiffResult.Comparison(
                                first,
                                second,
                                ManifestDiff.of(before, after),
                                HeaderDiff.of(before, after),
                                in.offset(),
                                false)));
        return PackageDiffResult.of(compared, Integer.MAX_VALUE);
    }

    /** The second revision to compare; its bucket and name default to those of the first. */
    private static PackageRef second(Input in, PackageRef first) {
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
