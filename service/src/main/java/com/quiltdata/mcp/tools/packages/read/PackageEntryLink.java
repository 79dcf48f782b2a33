package com.quiltdata.mcp.tools.packages.read;

import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectInfo;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.PackageFile;
import com.quiltdata.mcp.tools.PackageRef.ArgumentNames;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a presigned link to a file of a package, at the object version of its revision. */
public final class PackageEntryLink implements Tool<PackageEntryLink.Input, PackageEntryLink.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") @Nullable String bucket,

            @Doc("Package, like \"examples/hurdat\"") @Nullable
            String name,

            @Doc("Logical key of the file, like \"data/x.csv\"") @Default("\"\"")
            String path,

            @Doc("Top hash, its first 6 or more digits, or \"latest\"") @Default("\"latest\"")
            String revision,

            @Doc("Quilt+ URI of the file, like \"quilt+s3://bucket#package=examples/hurdat&path=data/x.csv\"; "
                    + "replaces bucket, name, path and revision")
            @Nullable
            String uri,

            @Doc("Requested lifetime of the link in seconds") @Default("3600") @Min(1) @Max(604800)
            int expiration) {}

    record Output(
            @Doc("Logical key of the file") String logicalKey,

            @Doc("Top hash of the revision that names the file")
            String revision,

            @Doc("S3 URI of the object, with its version") String physicalKey,
            @Doc("Size of the object in bytes") long size,

            @Doc("Download link; a secret, because anyone who has it can download the file")
            String signedUrl,

            @Doc("Actual lifetime of the link in seconds") int expirationSeconds,
            @Doc("When the link expires") Instant expiresAt,

            @Doc("Warnings about the link or the object") @Nullable
            String note) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "package_entry_link",
            "Link to a file of a package",
            Effect.READ,
            "Returns a presigned link with which anyone can download one file of a package, at exactly the object version that the "
                    + "revision has. It expires at expires_at, usually within an hour even if you ask for longer. Use "
                    + "object_read to read the file yourself.",
            Input.class,
            Output.class);

    private static final int DEFAULT_LIFETIME = 3600;

    private final PackageReader packages;
    private final ObjectReader objects;
    private final InstantSource clock;

    public PackageEntryLink(PackageReader packages, ObjectReader objects) {
        this(packages, objects, InstantSource.system());
    }

    PackageEntryLink(PackageReader packages, ObjectReader objects, InstantSource clock) {
        this.packages = packages;
        this.objects = objects;
        this.clock = clock;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var target = ArgumentNames.PLATFORM.target(in.uri(), in.bucket(), in.name(), in.revision(), in.path());
        var file = PackageFile.of(target.resolved(packages, call), packages, call);
        var current = objects.info(call.caller(), file.location());
        var now = clock.instant();
        var link = objects.link(call.caller(), current.location(), Duration.ofSeconds(in.expiration()));
        var lifetime = Duration.between(now, link.expiresAt()).plusMillis(999).toSeconds();
        var seconds = Math.clamp(lifetime, 0, in.expiration());
        var notes = new ArrayList<String>();
        if (seconds < in.expiration() && in.expiration() != DEFAULT_LIFETIME) {
            notes.add("The link expires earlier than requested, with its signing credentials; request a new one then.");
        }
        notes.addAll(differences(file, current));
        return new Output(
                file.file().path(),
                file.target().revision(),
                S3Uri.print(current.location()),
                current.size(),
                link.url(),
                seconds,
                link.expiresAt(),
                notes.isEmpty() ? null : String.join(" ", notes));
    }

    /** Returns sentences that say why the link may not open the content that was packaged. */
    private static List<String> differences(PackageFile file, ObjectInfo current) {
        var notes = new ArrayList<String>();
        if (file.location().versionId() == null) {
            notes.add("The package names no version of the object, so the link opens the current one.");
        }
        if (current.size() != file.file().size()) {
            notes.add("The package records %,d bytes, but the object has %,d: it is not the content that was packaged."
                    .formatted(file.file().size(), current.size()));
        }
        return notes;
    }
}
