package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.SignedLink;
import com.quiltdata.mcp.catalog.VersionPage;
import com.quiltdata.mcp.catalog.VersionReader;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** What a bucket holds under a prefix, a page at a time. */
final class BucketObjectsList implements Tool<BucketObjectsList.Input, Listing> {
    private static final int MOST_LINKS = 100;
    private static final Duration LIFETIME = Duration.ofHours(1);

    record Input(
            @Doc("Bucket name, s3://bucket or s3://bucket/prefix")
            String bucket,

            @Doc("Only keys that begin with this, as they are (not percent-encoded)") @Default("\"\"")
            String prefix,

            @Doc("Most objects to answer") @Default("100") @Min(1) @Max(1000)
            int maxKeys,

            @Doc("next_continuation_token of the answer before, to go on") @Default("\"\"")
            String continuationToken,

            @Doc("Whether to add download links, to as many objects as the answer has room for") @Default("true")
            boolean includeSignedUrls,

            @Doc("true to list every version and delete marker, not only what stands there now") @Default("false")
            boolean includeVersions) {}

    private static final Spec<Input, Listing> SPEC = new Spec<>(
            "bucket_objects_list",
            "List objects",
            Effect.READ,
            "Lists the objects of an S3 bucket under a prefix, in key order: key, s3_uri, size, date and, unless turned off, "
                    + "a download link; with include_versions older versions and deleted objects too. Folders are not "
                    + "grouped; narrow with `prefix`, page with `continuation_token`. Give s3_uri to the "
                    + "bucket_object tools.",
            Input.class,
            Listing.class);

    private final ObjectReader objects;
    private final VersionReader versions;

    BucketObjectsList(ObjectReader objects, VersionReader versions) {
        this.objects = objects;
        this.versions = versions;
    }

    @Override
    public Spec<Input, Listing> spec() {
        return SPEC;
    }

    @Override
    public Listing call(Input in, Call call) {
        var folder = folder(in);
        return in.includeVersions() ? versions(in, folder, call) : objects(in, folder, call);
    }

    private Listing objects(Input in, S3Prefix folder, Call call) {
        var token = in.continuationToken();
        var after = token.isEmpty() ? null : Argument.parse("continuation_token", token, Continuation::key);
        require(folder, after);
        var page = objects.list(call.caller(), folder.bucket(), folder.prefix(), in.maxKeys(), after);
        var items = new ArrayList<Listed>();
        for (var object : page.objects()) {
            var location = new ObjectLocation(folder.bucket(), object.key(), null);
            items.add(Listed.of(location, object, link(in, call, location, items.size())));
        }
        var next = page.nextToken() == null ? null : Continuation.after(page.nextToken());
        return Listing.of(folder, items, next, in.includeSignedUrls());
    }

    private Listing versions(Input in, S3Prefix folder, Call call) {
        var token = in.continuationToken();
        var after = token.isEmpty() ? null : Argument.parse("continuation_token", token, Continuation::version);
        require(folder, after == null ? null : after.key());
        var page = versions.versions(call.caller(), folder.bucket(), folder.prefix(), in.maxKeys(), after);
        var items = new ArrayList<Listed>();
        for (var version : page.versions()) {
            var location = version.location(folder.bucket());
            var link = version.deleteMarker() ? null : link(in, call, location, items.size());
            items.add(Listed.of(location, version, link));
        }
        return Listing.of(folder, items, next(page.next()), in.includeSignedUrls());
    }

    private @Nullable SignedLink link(Input in, Call call, ObjectLocation location, int number) {
        return in.includeSignedUrls() && number < MOST_LINKS
                ? objects.tryLink(call.caller(), location, LIFETIME).orElse(null)
                : null;
    }

    private static @Nullable String next(VersionPage.@Nullable After after) {
        if (after == null) {
            return null;
        }
        return after.versionId() == null
                ? Continuation.after(after.key())
                : Continuation.after(after.key(), after.versionId());
    }

    private static void require(S3Prefix folder, @Nullable String after) {
        if (after != null && !after.startsWith(folder.prefix())) {
            throw new Failure.Invalid(
                    "`continuation_token` is of a listing with another prefix; send that prefix again.");
        }
    }

    private static S3Prefix folder(Input in) {
        var folder = Argument.parse("bucket", in.bucket(), S3Prefix::parse);
        var prefix = Argument.parse("prefix", in.prefix(), Names::printable);
        if (!folder.prefix().isEmpty() && !prefix.isEmpty()) {
            throw new Failure.Invalid("A prefix is given twice, in `bucket` and in `prefix`; give it once.");
        }
        return prefix.isEmpty() ? folder : new S3Prefix(folder.bucket(), prefix);
    }
}
