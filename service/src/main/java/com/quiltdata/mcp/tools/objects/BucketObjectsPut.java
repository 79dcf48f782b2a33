package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.ObjectWriter;
import com.quiltdata.mcp.catalog.objects.PutItem;
import com.quiltdata.mcp.catalog.objects.StoredObject;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes objects to a bucket: none if an item is malformed, otherwise each independently of the others. */
record BucketObjectsPut(BucketReader buckets, ObjectWriter objects)
        implements Tool<BucketObjectsPut.Input, BucketObjectsPut.Output> {
    record Input(
            @Doc("Bucket name or s3://bucket") String bucket,

            @Doc("Objects to write, like [{\"key\": \"notes/a.md\", \"text\": \"# Notes\"}]") @Size(min = 1, max = 100)
            List<ObjectPutInput> items,

            @Doc("Replace existing objects, which are kept by default") @Default("false")
            boolean overwrite,

            @Doc("Allow keys below .quilt/, Quilt's own; the user must confirm") @Default("false")
            boolean allowInternal) {}

    record Output(
            @Doc("Bucket name") String bucket,
            @Doc("Number of objects in the request") int requested,
            @Doc("Number of objects written") int uploaded,
            @Doc("Number of objects not written") int failed,

            @Doc("Result of each object, in the order of items; if truncated, failures first")
            List<PutResult> results,

            @Doc("Whether results is incomplete") boolean truncated,

            @Doc("Summary of failures and warnings") @Nullable
            String note,

            @Doc("Authentication method") String authType)
            implements Truncatable<Output> {
        static Output of(String bucket, int requested, int failed, List<PutResult> results) {
            var omitted = requested - results.size();
            return new Output(
                    bucket,
                    requested,
                    requested - failed,
                    failed,
                    results,
                    omitted > 0,
                    ObjectNotes.join(
                            failed == 0
                                    ? null
                                    : "%d of %d objects failed; see each error.".formatted(failed, requested),
                            omitted == 0
                                    ? null
                                    : "%d results are omitted, successes first; check with bucket_object_info."
                                            .formatted(omitted),
                            lossWarning(results)),
                    "jwt");
        }

        /** Returns a warning if objects were replaced in a bucket without versioning, where the old content is lost. */
        private static @Nullable String lossWarning(List<PutResult> results) {
            var lost = results.stream()
                    .filter(put -> put.replaced() && put.replacedVersionId() == null)
                    .count();
            return lost == 0
                    ? null
                    : "The bucket keeps no versions: the old content of %d objects is lost.".formatted(lost);
        }

        @Override
        public int parts() {
            return results.size();
        }

        /** Puts failures first. */
        @Override
        public Output first(int parts) {
            var sorted = results.stream()
                    .sorted(Comparator.comparing(put -> put.error() == null))
                    .limit(parts)
                    .toList();
            return of(bucket, requested, failed, sorted);
        }
    }

    record PutResult(
            @Doc("Object key, not percent-encoded") String key,
            @Doc("ETag, including the quotes") @Nullable String etag,
            @Doc("Size in bytes") @Nullable Long size,
            @Doc("Media type, e.g. text/csv") @Nullable String contentType,

            @Doc("Version that was written; absent in an unversioned bucket") @Nullable
            String versionId,

            @Doc("Whether it is known to have replaced an existing object")
            boolean replaced,

            @Doc("Version that it replaced, which can still be read") @Nullable
            String replacedVersionId,

            @Doc("Why it was not written; absent on success") @Nullable
            String error) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "bucket_objects_put",
                    "Put objects",
                    Effect.OVERWRITE,
                    "Writes up to 100 objects of up to 16 MiB to an S3 bucket, each from `text` or base64 `data`. "
                            + "Existing objects are kept and reported unless overwrite=true. Returns each object's version, or why it was not written. "
                            + "Ask the user before writing. No package is changed.",
                    Input.class,
                    Output.class)
            .slowly()
            .confirmable();

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public boolean needsConfirmation(Input in) {
        return in.allowInternal() && in.items().stream().anyMatch(item -> NameSyntax.isInternalKey(item.key()));
    }

    @Override
    public String confirmation(Input in, Call call) {
        return question(in.bucket(), items(in), call);
    }

    String question(String bucketArgument, List<PutItem> items, Call call) {
        var bucket = ArgumentParser.parse("bucket", bucketArgument, NameSyntax::bucket);
        buckets.rights(call.caller(), bucket).requireWrite(bucket);
        var keys = items.stream().map(PutItem::key).filter(NameSyntax::isInternalKey);
        return InternalKeys.question(bucket, keys.toList());
    }

    @Override
    public Output call(Input in, Call call) {
        return put(in.bucket(), items(in), call);
    }

    Output put(String bucketArgument, List<PutItem> items, Call call) {
        var bucket = ArgumentParser.parse("bucket", bucketArgument, NameSyntax::bucket);
        var outcomes = objects.putAll(
                call.caller(),
                bucket,
                items,
                done -> call.progress()
                        .report(done, (double) items.size(), "%d of %d objects done".formatted(done, items.size())));
        var results = new ArrayList<PutResult>();
        for (int i = 0; i < items.size(); i++) {
            results.add(result(items.get(i), outcomes.get(i)));
        }
        var failed = (int) results.stream().filter(put -> put.error() != null).count();
        if (failed == items.size()) {
            throw noneWritten(outcomes, bucket);
        }
        return Output.of(bucket, items.size(), failed, results);
    }

    /** Returns the first failure, with whether objects may have been written in spite of it. */
    private static Failure noneWritten(List<Attempt<StoredObject>> outcomes, String bucket) {
        var reasons = outcomes.stream()
                .map(it -> ((Attempt.FailedAttempt<StoredObject>) it).reason())
                .toList();
        var first = reasons.getFirst();
        if (reasons.size() == 1) {
            return first.ofWrite("Nothing was written.");
        }
        var unknown =
                reasons.stream().anyMatch(it -> it instanceof Failure.TooLate || it instanceof Failure.Unavailable);
        return first.withMessage("None of the %d objects %s written to %s: %s"
                .formatted(reasons.size(), unknown ? "is known to be" : "was", bucket, first.getMessage()));
    }

    private static List<PutItem> items(Input in) {
        var items = new ArrayList<PutItem>();
        var keys = new HashSet<String>();
        for (int i = 0; i < in.items().size(); i++) {
            var at = "items[%d]".formatted(i);
            var item = in.items().get(i).item(at, in.overwrite());
            if (!in.allowInternal()) {
                InternalKeys.refuse(at + ".key", item.key());
            }
            if (!keys.add(item.key())) {
                throw new Failure.Invalid(
                        "`items[%d].key`: an earlier item has the same key; send each key once.".formatted(i)
                                + " Nothing was written.");
            }
            items.add(item);
        }
        return items;
    }

    private static PutResult result(PutItem item, Attempt<StoredObject> outcome) {
        return switch (outcome) {
            case Attempt.SuccessfulAttempt<StoredObject>(StoredObject(var info, var replaced)) ->
                new PutResult(
                        item.key(),
                        info.etag(),
                        info.size(),
                        info.contentType() == null ? item.contentType() : info.contentType(),
                        info.location().versionId(),
                        replaced != null,
                        replaced == null ? null : replaced.location().versionId(),
                        null);
            case Attempt.FailedAttempt<StoredObject>(var reason) ->
                new PutResult(item.key(), null, null, null, null, false, null, reason.getMessage());
        };
    }
}
