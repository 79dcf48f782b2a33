package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.Bucket;
import com.quiltdata.mcp.catalog.BucketReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Name;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which buckets the caller's role can see. */
final class BucketList implements Tool<BucketList.Input, BucketList.Output> {
    record Input() {}

    record Output(
            @Doc("The buckets, in the catalog's order") List<Item> buckets,
            @Doc("How many there are") int count) {}

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
        var items = buckets.list(call.caller()).stream().map(BucketList::item).toList();
        return new Output(items, items.size());
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
