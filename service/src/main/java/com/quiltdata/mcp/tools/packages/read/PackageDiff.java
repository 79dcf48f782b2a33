package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares two revisions, of one package or of two. */
public final class PackageDiff implements Tool<PackageDiff.Input, PackageDiffResult> {
    private static final PackageRef.ArgumentNames FIRST =
            new PackageRef.ArgumentNames("registry", "package1_name", "package1_hash", "package1_uri");
    private static final PackageRef.ArgumentNames SECOND =
            new PackageRef.ArgumentNames("registry2", "package2_name", "package2_hash", "package2_uri");

    private static final String LATEST = "latest";

    record Input(
            @Doc("First package, like \"examples/hurdat\"; send with registry") @Nullable
            String package1Name,

            @Doc("Second package. Default: the first") @Nullable
            String package2Name,

            @Doc("Bucket of the packages: name or s3://bucket") @Nullable
            String registry,

            @Doc("Top hash of the first. Default: the revision before the second; latest if the packages differ")
            @Default("\"\"")
            String package1Hash,

            @Doc("Top hash of the second. Default: latest") @Default("\"\"")
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
                    "Compares two revisions of any size, of one package (without hashes: latest with the one before) or of two. Returns files added, "
                            + "deleted, modified, renamed (same content) or relocated (same file, bytes elsewhere), complete counts, "
                            + "changes of metadata, message and workflow, and unified diffs of small texts. Use package_revisions to find top hashes.",
                    Input.class,
                    PackageDiffResult.class)
            .slowly();

    private final PackageReader packages;
    private final ManifestReader manifests;
    private final ObjectReader objects;

    public PackageDiff(PackageReader packages, ManifestReader manifests, ObjectReader objects) {
        this.packages = packages;
        this.manifests = manifests;
        this.objects = objects;
    }

    @Override
    public Spec<Input, PackageDiffResult> spec() {
        return SPEC;
    }

    @Override
    public PackageDiffResult call(Input in, Call call) {
        var firstRef = first(in);
        var secondRef = second(in, firstRef);
        refusePath(firstRef, secondRef);
        BucketLimit.require(firstRef.name().bucket());
        BucketLimit.require(secondRef.name().bucket());
        var second = secondRef.pinned(packages, call);
        var named = firstRef.pinned(packages, call);
        var open = namesNoRevision(in, firstRef) || areLatest(firstRef, secondRef);
        var preceding =
                open && named.name().equals(second.name()) ? PrecedingRevision.of(second, packages, call) : null;
        var first = preceding == null
                ? named
                : new PackageRef(named.name(), preceding.before().hash(), "");
        var compared = compared(first, second, preceding, in.offset(), call);
        refuseOffsetBeyond(compared.files().changes().size(), in.offset());
        return PackageDiffResult.of(compared.with(new TextDiff(objects, call)), Integer.MAX_VALUE);
    }

    private PackageDiffResult.Comparison compared(
            PackageRef first, PackageRef second, @Nullable PrecedingRevision preceding, int offset, Call call) {
        return manifests.with(
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
                                Map.of(),
                                preceding == null ? null : preceding.note(),
                                offset)));
    }

    private static void refusePath(PackageRef first, PackageRef second) {
        if (!first.path().isEmpty() || !second.path().isEmpty()) {
            throw new Failure.Invalid(
                    "A URI names a path, but this compares whole packages. Send it without \"&path=\".");
        }
    }

    private static void refuseOffsetBeyond(int changes, int offset) {
        if (offset > 0 && offset >= changes) {
            throw new Failure.Invalid(
                    "`offset`: there are %,d changes. Send next_offset of the previous result, with both hashes."
                            .formatted(changes));
        }
    }

    private static PackageRef first(Input in) {
        return FIRST.target(
                in.package1Uri(),
                in.package1Uri() == null ? in.registry() : null,
                in.package1Name(),
                revision(in.package1Hash()),
                "");
    }

    private static boolean namesNoRevision(Input in, PackageRef first) {
        return LATEST.equals(first.revision())
                && in.package1Hash().isEmpty()
                && (in.package1Uri() == null || !in.package1Uri().contains(":" + LATEST));
    }

    private static boolean areLatest(PackageRef first, PackageRef second) {
        return LATEST.equals(first.revision()) && LATEST.equals(second.revision());
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
        return hash.isEmpty() ? LATEST : hash;
    }
}
