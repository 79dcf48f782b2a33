package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resource {@code quilt-platform://buckets}: the buckets that the caller's role can see. */
final class PlatformBuckets implements Resource {
    private static final Entry ENTRY = new Entry(
            "quilt-platform://buckets",
            "Buckets",
            "Your buckets",
            "The buckets that your active role can see: name, title, description and tags.",
            JSON);

    record Buckets(List<Item> buckets, int count) {}

    record Item(String name, String title, @Nullable String description, List<String> tags) {}

    private final BucketReader buckets;

    PlatformBuckets(BucketReader buckets) {
        this.buckets = buckets;
    }

    @Override
    public Entry entry() {
        return ENTRY;
    }

    @Override
    public Body read(Call call) {
        var items = buckets.list(call.caller()).stream()
                .map(it -> new Item(it.name(), it.title(), it.description(), it.tags()))
                .toList();
        return new Body.Json(new Buckets(items, items.size()));
    }

    /** Not cached, because the caller's role and its buckets may change at any time. */
    @Override
    public boolean kept() {
        return false;
    }
}
