package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.Bucket;
import com.quiltdata.mcp.catalog.BucketReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Name;
import com.quiltdata.mcp.tool.Sliceable;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which buckets the caller's role can see. */
final class BucketList implements Tool<BucketList.Input, BucketList.Output> {
    record Input(
            @Doc("next_offset of the answer before, to go on") @Default("0") @Min(0)
            int offset) {}

    record Output(
            @Doc("The buckets, in the catalog's order") List<Item> buckets,
            @Doc("How many there are, listed or not") int count,
            @Doc("Whether there are more after these") boolean truncated,
            @Doc("Send as offset for the rest") @Nullable Integer nextOffset,
            @Doc("How to get the rest") @Nullable String note,
            @Doc("How many came before") @Hidden int offset)
            implements Sliceable<Output> {
        static Output of(List<Item> items, int count, int offset) {
            var next = offset + items.size();
            return new Output(
                    items,
                    count,
                    next < count,
                    next < count ? next : null,
                    next < count ? "There are more buckets: call again with offset=%d.".formatted(next) : null,
                    offset);
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
            @Doc("What to send as bucket or registry") String name,
            @Doc("For people") String title,
            @Doc("What is in it") @Nullable String description,
            @Doc("Icon") @Name("iconUrl") @Nullable String iconUrl,

            @Doc("Higher comes first in the catalog") @Name("relevanceScore")
            int relevanceScore,

            @Doc("Whether the catalog serves files of its packages to browsers")
            boolean browsable,

            @Doc("Tags") List<String> tags) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "bucket_list",
            "List buckets",
            Effect.READ,
            "Lists the S3 buckets of this Quilt catalog that your active role can see, with title, description and tags. "
                    + "Start here when you do not know which bucket to use: its name is what the other tools take as "
                    + "`bucket` or `registry`.",
            Input.class,
            Output.class);

    private final BucketReader buckets;

    BucketList(BucketReader buckets) {
        this.buckets = buckets;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var all = buckets.list(call.caller());
        var items = all.stream().skip(in.offset()).map(BucketList::item).toList();
        return Output.of(items, all.size(), Math.min(in.offset(), all.size()));
    }

    private static Item item(Bucket bucket) {
        return new Item(
                bucket.name(),
                bucket.title(),
                bucket.description(),
                bucket.iconUrl(),
                bucket.relevanceScore(),
                bucket.browsable(),
                bucket.tags());
    }
}
