package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.SignedLink;
import com.quiltdata.mcp.catalog.objects.VersionReader;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Lists the objects of a bucket under a prefix, one page at a time. */
record BucketObjectsList(ObjectReader objects, VersionReader versions)
        implements Tool<BucketObjectsList.Input, ObjectListResult> {
    private static final int MAX_LINKS = 100;
    private static final Duration LIFETIME = Duration.ofHours(1);

    record Input(
            @Doc("Bucket name, \"s3://bucket\" or \"s3://bucket/prefix\"")
            String bucket,

            @Doc("Key prefix, not percent-encoded, e.g. \"raw/2024/\". Default: all keys") @Default("\"\"")
            String prefix,

            @Doc("Maximum number of objects to return") @Default("100") @Min(1) @Max(1000)
            int maxKeys,

            @Doc("next_continuation_token of the previous page") @Default("\"\"")
            String continuationToken,

            @Doc("Add download links to the first 100 objects if they fit") @Default("true")
            boolean includeSignedUrls,

            @Doc("Include old versions and delete markers") @Default("false")
            boolean includeVersions) {}

    private static final Spec<Input, ObjectListResult> SPEC = new Spec<>(
            "bucket_objects_list",
            "List objects",
            Effect.READ,
            "Lists a bucket's objects under a prefix, in key order: key, s3_uri, size, date and download link; "
                    + "include_versions=true adds old versions and delete markers. "
                    + "All levels are listed: narrow with `prefix`, page with `continuation_token`. Pass s3_uri to "
                    + "the bucket_object tools.",
            Input.class,
            ObjectListResult.class);

    @Override
    public Spec<Input, ObjectListResult> spec() {
        return SPEC;
    }

    @Override
    public ObjectListResult call(Input in, Call call) {
        var folder = folder(in);
        return in.includeVersions() ? versions(in, folder, call) : objects(in, folder, call);
    }

    private ObjectListResult objects(Input in, S3Prefix folder, Call call) {
        var after = ContinuationToken.key(in.continuationToken());
        requirePrefix(folder, after);
        var page = objects.list(call.caller(), folder.bucket(), folder.prefix(), in.maxKeys(), after);
        var items = new ArrayList<ObjectListItem>();
        for (var object : page.objects()) {
            var location = new ObjectLocation(folder.bucket(), object.key(), null);
            items.add(ObjectListItem.of(location, object, null, link(in, call, location, items.size())));
        }
        var next = page.nextToken() == null ? null : ContinuationToken.after(page.nextToken(), null);
        return ObjectListResult.of(folder, items, next, in.includeSignedUrls());
    }

    private ObjectListResult versions(Input in, S3Prefix folder, Call call) {
        var after = ContinuationToken.version(in.continuationToken());
        requirePrefix(folder, after == null ? null : after.key());
        var page = versions.versions(call.caller(), folder.bucket(), folder.prefix(), in.maxKeys(), after);
        var items = new ArrayList<ObjectListItem>();
        for (var version : page.versions()) {
            var location = version.location(folder.bucket());
            var link = version.deleteMarker() ? null : link(in, call, location, items.size());
            items.add(ObjectListItem.of(location, version.object(), version, link));
        }
        var next = page.next();
        return ObjectListResult.of(
                folder,
                items,
                next == null ? null : ContinuationToken.after(next.key(), next.versionId()),
                in.includeSignedUrls());
    }

    private @Nullable SignedLink link(Input in, Call call, ObjectLocation location, int number) {
        return in.includeSignedUrls() && number < MAX_LINKS
                ? objects.tryLink(call.caller(), location, LIFETIME).orElse(null)
                : null;
    }

    private static void requirePrefix(S3Prefix folder, @Nullable String after) {
        if (after != null && !after.startsWith(folder.prefix())) {
            throw new Failure.Invalid(
                    "`continuation_token` belongs to a listing with another prefix; send the prefix of that listing, "
                            + "or leave the token out.");
        }
    }

    private static S3Prefix folder(Input in) {
        var folder = ArgumentParser.parse("bucket", in.bucket(), S3Prefix::parse);
        var prefix = ArgumentParser.parse("prefix", in.prefix(), NameSyntax::printable);
        if (!folder.prefix().isEmpty() && !prefix.isEmpty()) {
            throw new Failure.Invalid("`bucket` and `prefix` both contain a prefix; send it in one of them.");
        }
        return prefix.isEmpty() ? folder : new S3Prefix(folder.bucket(), prefix);
    }
}
