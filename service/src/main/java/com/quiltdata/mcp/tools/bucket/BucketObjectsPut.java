package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.ObjectWriter;
import com.quiltdata.mcp.catalog.PutItem;
import com.quiltdata.mcp.catalog.PutOutcome;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Sliceable;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts objects into a bucket: none when one of them is malformed, else each on its own. */
final class BucketObjectsPut implements Tool<BucketObjectsPut.Input, BucketObjectsPut.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") String bucket,
            @Doc("The objects") @Size(min = 1, max = 100) List<Upload> items,

            @Doc("true to supersede objects of the same keys; false refuses them one by one") @Default("false")
            boolean overwrite) {}

    record Output(
            @Doc("The bucket") String bucket,
            @Doc("How many objects were asked for") int requested,
            @Doc("How many were put") int uploaded,
            @Doc("How many were not") int failed,

            @Doc("What became of each, in the order of the items")
            List<Put> results,

            @Doc("Whether results leaves some out") boolean truncated,
            @Doc("What to mind") @Nullable String note,
            @Doc("How the caller is known") String authType)
            implements Sliceable<Output> {
        static Output of(String bucket, int requested, int failed, List<Put> results) {
            var left = requested - results.size();
            return new Output(
                    bucket,
                    requested,
                    requested - failed,
                    failed,
                    results,
                    left > 0,
                    Notes.join(
                            failed == 0
                                    ? null
                                    : "%d of %d objects were not put; see error of each.".formatted(failed, requested),
                            left == 0
                                    ? null
                                    : "%d results are left out, those of objects that were not put last; bucket_object_info tells of each."
                                            .formatted(left),
                            lost(results)),
                    "jwt");
        }

        /** A bucket without versions keeps nothing of what is superseded. */
        private static @Nullable String lost(List<Put> results) {
            var lost = results.stream()
                    .filter(put -> put.replaced() && put.replacedVersionId() == null)
                    .count();
            return lost == 0
                    ? null
                    : "The bucket keeps no versions, so what %d of them replaced is gone.".formatted(lost);
        }

        @Override
        public int parts() {
            return results.size();
        }

        /** What went wrong comes first. */
        @Override
        public Output first(int parts) {
            var sorted = results.stream()
                    .sorted(Comparator.comparing(put -> put.error() == null))
                    .limit(parts)
                    .toList();
            return of(bucket, requested, failed, sorted);
        }
    }

    record Put(
            @Doc("The true key, not encoded") String key,
            @Doc("ETag, with its quotes") @Nullable String etag,
            @Doc("Bytes") @Nullable Long size,
            @Doc("Media type") @Nullable String contentType,

            @Doc("The version that was written; absent in an unversioned bucket") @Nullable
            String versionId,

            @Doc("Whether it superseded an object that is known to have stood there")
            boolean replaced,

            @Doc("The version that it superseded, which can still be read") @Nullable
            String replacedVersionId,

            @Doc("Why it was not put; absent when it was") @Nullable
            String error) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "bucket_objects_put",
                    "Put objects",
                    Effect.WRITE,
                    "Writes up to 100 small objects into an S3 bucket, each from `text` or base64 `data`. An object of the same key "
                            + "is left as it is and reported, unless overwrite=true. Answers ETag and version of each, or why it "
                            + "was not put. Ask the user before writing. Large files: bucket_object_upload_link. Putting objects "
                            + "does not add them to a package.",
                    Input.class,
                    Output.class)
            .slowly();

    private final ObjectWriter objects;

    BucketObjectsPut(ObjectWriter objects) {
        this.objects = objects;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var bucket = Argument.parse("bucket", in.bucket(), Names::bucket);
        var items = items(in.items(), in.overwrite());
        var outcomes = objects.putAll(
                call.caller(),
                bucket,
                items,
                done -> call.progress()
                        .report(done, (double) items.size(), "%d of %d put".formatted(done, items.size())));
        var results = new ArrayList<Put>();
        for (int i = 0; i < items.size(); i++) {
            results.add(result(items.get(i), outcomes.get(i)));
        }
        var failed = (int) results.stream().filter(put -> put.error() != null).count();
        if (failed == items.size() && outcomes.getFirst() instanceof PutOutcome.Refused first) {
            throw AllRefused.because(first.reason(), items.size(), bucket);
        }
        return Output.of(bucket, items.size(), failed, results);
    }

    private static List<PutItem> items(List<Upload> uploads, boolean overwrite) {
        var items = new ArrayList<PutItem>();
        var keys = new HashSet<String>();
        for (int i = 0; i < uploads.size(); i++) {
            var item = uploads.get(i).item("items[%d]".formatted(i), overwrite);
            if (!keys.add(item.key())) {
                throw new Failure.Invalid(
                        "`items[%d].key`: an item before it has the same key; give each key once.".formatted(i));
            }
            items.add(item);
        }
        return items;
    }

    private static Put result(PutItem item, PutOutcome outcome) {
        return switch (outcome) {
            case PutOutcome.Stored(var info, var replaced) ->
                new Put(
                        item.key(),
                        info.etag(),
                        info.size(),
                        info.contentType() == null ? item.contentType() : info.contentType(),
                        info.location().versionId(),
                        replaced != null,
                        replaced == null ? null : replaced.location().versionId(),
                        null);
            case PutOutcome.Refused(var reason) ->
                new Put(item.key(), null, null, null, null, false, null, sentence(reason));
        };
    }

    private static String sentence(CatalogException reason) {
        return String.valueOf(reason.getMessage());
    }
}
