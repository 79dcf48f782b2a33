package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of bucket_objects_list. */
record ObjectListResult(
        @Doc("Bucket name") String bucket,
        @Doc("Key prefix") String prefix,

        @Doc("Objects in key order; versions of one key newest first")
        List<ObjectListItem> objects,

        @Doc("Number of objects in this result") int count,
        @Doc("Whether more objects follow") boolean isTruncated,
        @Doc("Same as is_truncated") boolean truncated,

        @Doc("Send as continuation_token for the next page") @Nullable
        String nextContinuationToken,

        @Doc("Next step, and what is omitted") @Nullable String note,

        @Doc("Authentication method") String authType,
        @Doc("Whether links were requested") @Hidden boolean linked)
        implements Truncatable<ObjectListResult> {
    static ObjectListResult of(S3Prefix folder, List<ObjectListItem> items, @Nullable String next, boolean linked) {
        return of(folder, items, next, null, linked);
    }

    private static ObjectListResult of(
            S3Prefix folder,
            List<ObjectListItem> items,
            @Nullable String next,
            @Nullable String details,
            boolean linked) {
        var truncated = next != null;
        return new ObjectListResult(
                folder.bucket(),
                folder.prefix(),
                items,
                items.size(),
                truncated,
                truncated,
                next,
                ObjectNotes.join(
                        truncated
                                ? "More objects follow: call again with continuation_token set to next_continuation_token."
                                : null,
                        details,
                        links(linked, items)),
                "jwt",
                linked);
    }

    /** Objects first, then the details that bucket_object_info returns too, then links: losing an object is worst. */
    @Override
    public int parts() {
        return linked ? 3 * count : 2 * count;
    }

    @Override
    public ObjectListResult first(int parts) {
        var items = new ArrayList<ObjectListItem>();
        for (int i = 0; i < itemCount(parts); i++) {
            var item = objects.get(i);
            items.add(parts > 2 * count + i ? item : item.withoutLink(parts > count + i));
        }
        var next = items.size() < count && !items.isEmpty() ? items.getLast().continuation() : nextContinuationToken;
        return of(new S3Prefix(bucket, prefix), items, next, details(items.size(), parts), linked);
    }

    private int itemCount(int parts) {
        var items = Math.min(parts, count);
        while (items > 1 && items < count && objects.get(items - 1).inseparableFrom(objects.get(items))) {
            items--;
        }
        return items;
    }

    private @Nullable String details(int items, int parts) {
        var without = Math.min(items, count - Math.max(0, parts - count));
        return without <= 0
                ? null
                : "etag and storage_class are omitted for %,d objects; bucket_object_info returns them."
                        .formatted(without);
    }

    private static @Nullable String links(boolean requested, List<ObjectListItem> items) {
        var without = items.stream()
                .filter(ObjectListItem::linkable)
                .filter(item -> item.signedUrl() == null)
                .count();
        return !requested || without == 0
                ? null
                : "%,d objects have no signed_url here; bucket_object_link returns one.".formatted(without);
    }
}
