package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.ObjectPage;
import com.quiltdata.mcp.catalog.ObjectReader;
import com.quiltdata.mcp.catalog.ObjectSummary;
import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.SignedLink;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a bucket holds under a prefix, a page at a time. */
final class BucketObjectsList implements Tool<BucketObjectsList.Input, BucketObjectsList.Output> {
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

            @Doc("Whether to add download links, to the first 100 objects") @Default("true")
            boolean includeSignedUrls) {}

    record Output(
            @Doc("The bucket") String bucket,
            @Doc("The prefix") String prefix,
            @Doc("The objects, in key order") List<Item> objects,
            @Doc("How many objects this answer holds") int count,
            @Doc("Whether there are more") boolean isTruncated,

            @Doc("Send as continuation_token for the next page") @Nullable
            String nextContinuationToken,

            @Doc("What to do next, or what is left out") @Nullable
            String note,

            @Doc("How the caller is known") String authType) {}

    record Item(
            @Doc("The true key, not encoded") String key,

            @Doc("What the bucket_object tools take, encoded")
            String s3Uri,

            @Doc("Bytes") long size,
            @Doc("When it was written") @Nullable Instant lastModified,
            @Doc("ETag, with its quotes") @Nullable String etag,
            @Doc("Storage class") @Nullable String storageClass,
            @Doc("Download link; a secret") @Nullable String signedUrl,
            @Doc("When the link ends") @Nullable Instant signedUrlExpiry) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "bucket_objects_list",
            "List objects",
            Effect.READ,
            "Lists the objects of an S3 bucket under a prefix, in key order: key, s3_uri, size, date and, unless turned off, "
                    + "a download link. Folders are not grouped; narrow with `prefix` and page with "
                    + "`continuation_token`. Give s3_uri to the bucket_object tools.",
            Input.class,
            Output.class);

    private final ObjectReader objects;

    BucketObjectsList(ObjectReader objects) {
        this.objects = objects;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var folder = folder(in);
        var token = in.continuationToken().isEmpty() ? null : in.continuationToken();
        var page = objects.list(call.caller(), folder.bucket(), folder.prefix(), in.maxKeys(), token);
        var items = new ArrayList<Item>();
        for (var object : page.objects()) {
            var location = new ObjectLocation(folder.bucket(), object.key(), null);
            var wanted = in.includeSignedUrls() && items.size() < MOST_LINKS;
            var link = wanted ? objects.tryLink(call.caller(), location, LIFETIME) : Optional.<SignedLink>empty();
            items.add(item(location, object, link.orElse(null)));
        }
        return new Output(
                folder.bucket(),
                folder.prefix(),
                items,
                items.size(),
                page.nextToken() != null,
                page.nextToken(),
                Notes.join(more(page), links(in, items)),
                "jwt");
    }

    private static S3Prefix folder(Input in) {
        var folder = Argument.parse("bucket", in.bucket(), S3Prefix::parse);
        var prefix = Argument.parse("prefix", in.prefix(), Names::printable);
        if (!folder.prefix().isEmpty() && !prefix.isEmpty()) {
            throw new Failure.Invalid("A prefix is given twice, in `bucket` and in `prefix`; give it once.");
        }
        return prefix.isEmpty() ? folder : new S3Prefix(folder.bucket(), prefix);
    }

    private static Item item(ObjectLocation location, ObjectSummary object, @Nullable SignedLink link) {
        return new Item(
                object.key(),
                S3Uri.print(location),
                object.size(),
                object.lastModified(),
                object.etag(),
                object.storageClass(),
                link == null ? null : link.url(),
                link == null ? null : link.expiresAt());
    }

    private static @Nullable String more(ObjectPage page) {
        return page.nextToken() == null
                ? null
                : "There are more objects: call again with continuation_token set to next_continuation_token.";
    }

    private static @Nullable String links(Input in, List<Item> items) {
        var without = items.stream().filter(item -> item.signedUrl() == null).count();
        return !in.includeSignedUrls() || without == 0
                ? null
                : "%,d objects have no signed_url here; bucket_object_link gives one.".formatted(without);
    }
}
