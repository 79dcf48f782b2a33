package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.tool.AppView;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Name;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Truncatable;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the buckets that the caller's role can see. */
record BucketList(BucketReader buckets) implements Tool<BucketList.Input, BucketList.Output> {
    record Input(
            @Doc("next_offset of the previous result") @Default("0") @Min(0)
            int offset) {}

    record Output(
            @Doc("Buckets, in the catalog's order") List<Item> buckets,

            @Doc("Total number of buckets, including those not in this result")
            int count,

            @Doc("Whether more buckets follow") boolean truncated,

            @Doc("Send as offset to get the next buckets") @Nullable
            Integer nextOffset,

            @Doc("How to get the remaining buckets, or why there are none") @Nullable
            String note,

            @Doc("Number of buckets skipped") @Hidden int offset)
            implements Truncatable<Output> {
        static Output of(List<Item> items, int count, int offset) {
            var next = offset + items.size();
            return new Output(items, count, next < count, next < count ? next : null, note(next, count), offset);
        }

        private static @Nullable String note(int next, int count) {
            if (next < count) {
                return "More buckets follow: call again with offset=%d.".formatted(next);
            } else if (count > 0) {
                return null;
            }
            var allowed = AllowedBuckets.current();
            return allowed.isLimited()
                    ? allowed.clause() + ", but your role can see no such bucket; ask the user to change the limit."
                    : "Your role can see no bucket; ask an administrator of the catalog.";
        }

        @Override
        public int parts() {
            return buckets.size();
        }

        @Override
        public Output first(int parts) {
            return of(buckets.subList(0, parts), count, offset);
        }
    }

    record Item(
            @Doc("Bucket name; send it as bucket or registry")
            String name,

            @Doc("Display name") String title,
            @Doc("Description of the contents") @Nullable String description,

            @Doc("URL of the icon") @Name("iconUrl") @Nullable
            String iconUrl,

            @Doc("Sort weight; higher values come first in the catalog") @Name("relevanceScore")
            int relevanceScore,

            @Doc("Whether the catalog serves files of the bucket's packages to browsers")
            boolean browsable,

            @Doc("Tags of the bucket") List<String> tags,

            @Doc("What you may do there: READ or READ_WRITE; absent if the catalog does not say") @Nullable
            String permission) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
                    "bucket_list",
                    "List buckets",
                    Effect.READ,
                    "Lists the S3 buckets in this Quilt catalog that your active role can see, with title, description, "
                            + "tags and, where known, whether you may write. Start here when you do not know which bucket to use. "
                            + "Pass a bucket's name to other tools as `bucket` or `registry`.",
                    Input.class,
                    Output.class)
            .shownIn(AppView.TABLE);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var listed = buckets.current().listWithLevels(call.caller());
        var all = listed.buckets();
        var items = all.stream()
                .skip(in.offset())
                .map(it -> item(it, listed.permission(it.name())))
                .toList();
        return Output.of(items, all.size(), Math.min(in.offset(), all.size()));
    }

    private static Item item(Bucket bucket, @Nullable String permission) {
        return new Item(
                bucket.name(),
                bucket.title(),
                bucket.description(),
                bucket.iconUrl(),
                bucket.relevanceScore(),
                bucket.browsable(),
                bucket.tags(),
                permission);
    }
}
