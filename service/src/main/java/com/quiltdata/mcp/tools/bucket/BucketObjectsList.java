package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.ObjectLocation;
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
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Sliceable;
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

            @Doc("Whether to add download links, to as many objects as the answer has room for") @Default("true")
            boolean includeSignedUrls) {}

    record Output(
            @Doc("The bucket") String bucket,
            @Doc("The prefix") String prefix,
            @Doc("The objects, in key order") List<Item> objects,
            @Doc("How many objects this answer holds") int count,
            @Doc("Whether there are more") boolean isTruncated,
            @Doc("The same") boolean truncated,

            @Doc("Send as continuation_token for the next page") @Nullable
            String nextContinuationToken,

            @Doc("What to do next, or what is left out") @Nullable
            String note,

            @Doc("How the caller is known") String authType,
            @Doc("Whether links were asked for") @Hidden boolean linked)
            implements Sliceable<Output> {
        static Output of(S3Prefix folder, List<Item> items, @Nullable String after, boolean linked) {
            return new Output(
                    folder.bucket(),
                    folder.prefix(),
                    items,
                    items.size(),
                    after != null,
                    after != null,
                    after == null ? null : Continuation.after(after),
                    Notes.join(more(after), links(linked, items)),
                    "jwt",
                    linked);
        }

        /** The objects without links, and then the links: an object that is not told of is the greater loss. */
        @Override
        public int parts() {
            return linked ? 2 * count : count;
        }

        @Override
        public Output first(int parts) {
            var folder = new S3Prefix(bucket, prefix);
            if (parts < count) {
                var kept = objects.subList(0, parts).stream().map(Item::bare).toList();
                return of(folder, kept, kept.getLast().key(), linked);
            }
            var kept = new ArrayList<>(objects.subList(0, parts - count));
            objects.subList(parts - count, count).forEach(item -> kept.add(item.bare()));
            return new Output(
                    bucket,
                    prefix,
                    List.copyOf(kept),
                    count,
                    isTruncated,
                    truncated,
                    nextContinuationToken,
                    Notes.join(more(nextContinuationToken), links(linked, kept)),
                    authType,
                    linked);
        }
    }

    record Item(
            @Doc("The true key, not encoded") String key,

            @Doc("What the bucket_object tools take, encoded")
            String s3Uri,

            @Doc("Bytes") long size,
            @Doc("When it was written") @Nullable Instant lastModified,
            @Doc("ETag, with its quotes") @Nullable String etag,
            @Doc("Storage class") @Nullable String storageClass,
            @Doc("Download link; a secret") @Nullable String signedUrl,
            @Doc("When the link ends") @Nullable Instant signedUrlExpiry) {
        Item bare() {
            return new Item(key, s3Uri, size, lastModified, etag, storageClass, null, null);
        }
    }

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
        var page = objects.list(call.caller(), folder.bucket(), folder.prefix(), in.maxKeys(), after(in, folder));
        var items = new ArrayList<Item>();
        for (var object : page.objects()) {
            var location = new ObjectLocation(folder.bucket(), object.key(), null);
            var wanted = in.includeSignedUrls() && items.size() < MOST_LINKS;
            var link = wanted ? objects.tryLink(call.caller(), location, LIFETIME) : Optional.<SignedLink>empty();
            items.add(item(location, object, link.orElse(null)));
        }
        return Output.of(folder, items, page.nextToken(), in.includeSignedUrls());
    }

    private static @Nullable String after(Input in, S3Prefix folder) {
        if (in.continuationToken().isEmpty()) {
            return null;
        }
        var key = Argument.parse("continuation_token", in.continuationToken(), Continuation::key);
        if (!key.startsWith(folder.prefix())) {
            throw new Failure.Invalid(
                    "`continuation_token` is of a listing with another prefix; send that prefix again.");
        }
        return key;
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

    private static @Nullable String more(@Nullable String next) {
        return next == null
                ? null
                : "There are more objects: call again with continuation_token set to next_continuation_token.";
    }

    private static @Nullable String links(boolean wanted, List<Item> items) {
        var without = items.stream().filter(item -> item.signedUrl() == null).count();
        return !wanted || without == 0
                ? null
                : "%,d objects have no signed_url here; bucket_object_link gives one.".formatted(without);
    }
}
