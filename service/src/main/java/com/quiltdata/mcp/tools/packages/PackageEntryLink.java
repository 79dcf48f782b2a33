package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.PackageReader;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.Alias;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** A link to download a file of a package as its revision has it. */
final class PackageEntryLink implements Tool<PackageEntryLink.Input, PackageEntryLink.Output> {
    record Input(
            @Doc("Bucket of the package: its name or s3://bucket") @Nullable @Alias("registry")
            String bucket,

            @Doc("namespace/name") @Nullable @Alias("package_name")
            String name,

            @Doc("The file's key in the package") @Default("\"\"")
            String path,

            @Doc("latest, or a top hash") @Default("\"latest\"")
            String revision,

            @Doc("Quilt+ URI with a path, instead of all these") @Nullable
            String uri,

            @Doc("Seconds that the link should last") @Default("3600") @Min(1) @Max(604800)
            int expiration) {}

    record Output(
            @Doc("The file") String logicalKey,
            @Doc("The revision it was looked up in") String revision,
            @Doc("Where its bytes are, with their version") String physicalKey,
            @Doc("Bytes") long size,

            @Doc("The link; whoever has it can download the file")
            String signedUrl,

            @Doc("Seconds that the link really lasts") int expirationSeconds,
            @Doc("When it ends") Instant expiresAt,
            @Doc("What to mind") @Nullable String note) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "package_entry_link",
            "Link to a file of a package",
            Effect.READ,
            "Makes a presigned link with which anyone can download one file of a package for a while, at exactly the version that "
                    + "the revision has, whatever became of the object since. It ends with your temporary credentials at "
                    + "the latest; expires_at is when.",
            Input.class,
            Output.class);

    private final PackageReader packages;
    private final ObjectReader objects;
    private final InstantSource clock;

    PackageEntryLink(PackageReader packages, ObjectReader objects) {
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
        var target = Target.Spelling.PLATFORM.target(in.uri(), in.bucket(), in.name(), in.revision(), in.path());
        var found = FileAt.of(target.resolved(packages, call), packages, call);
        var met = objects.info(call.caller(), found.location());
        var now = clock.instant();
        var link = objects.link(call.caller(), met.location(), Duration.ofSeconds(in.expiration()));
        var lasts = Duration.between(now, link.expiresAt()).plusMillis(999).toSeconds();
        var seconds = Math.clamp(lasts, 0, in.expiration());
        var notes = new ArrayList<String>();
        if (seconds < in.expiration()) {
            notes.add("The link ends sooner than asked, with the credentials that signed it; ask again for a new one.");
        }
        if (found.location().versionId() == null) {
            notes.add("The package names no version of the object, so the link leads to what stands there now.");
        }
        if (met.size() != found.file().size()) {
            notes.add("The package says that the file has %,d bytes, but there are %,d: it is not what was packaged."
                    .formatted(found.file().size(), met.size()));
        }
        return new Output(
                found.file().path(),
                found.target().revision(),
                S3Uri.print(met.location()),
                met.size(),
                link.url(),
                seconds,
                link.expiresAt(),
                notes.isEmpty() ? null : String.join(" ", notes));
    }
}
