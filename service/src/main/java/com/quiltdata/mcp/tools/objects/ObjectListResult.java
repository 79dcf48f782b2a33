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
        return new ObjectListResult(
                folder.bucket(),
                folder.prefix(),
                items,
                items.size(),
                next != null,
                next != null,
                next,
                ObjectNotes.join(more(next != null), links(linked, items)),
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
        var kept = new ArrayList<ObjectListItem>();
        for (int i = 0; i < told(parts); i++) {
            var item = objects.get(i);
            kept.add(parts > 2 * count + i ? item : parts > count + i ? item.unlinked() : item.withoutMetadata());
        }
        var cut = kept.size() < count;
        return new ObjectListResult(
                bucket,
                prefix,
                List.copyOf(kept),
                kept.size(),
                cut || truncated,
                cut || truncated,
                cut && !kept.isEmpty() ? kept.getLast().continuation() : nextContinuationToken,
                ObjectNotes.join(more(cut || truncated), details(kept.size(), parts), links(linked, kept)),
                authType,
                linked);
    }

    private int told(int parts) {
        var told = Math.min(parts, count);
        while (told > 1 && told < count && objects.get(told - 1).together(objects.get(told))) {
            told--;
        }
        return told;
    }

    private @Nullable String details(int kept, int parts) {
        var without = Math.min(kept, count - Math.max(0, parts - count));
        return without <= 0
                ? null
                : "etag and storage_class are omitted for %,d objects; bucket_object_info returns them."
                        .formatted(without);
    }

    private static @Nullable String more(boolean more) {
        return !more ? null : "More objects follow: call again with continuation_token set to next_continuation_token.";
    }

    private static @Nullable String links(boolean wanted, List<ObjectListItem> items) {
        var without = items.stream()
                .filter(ObjectListItem::linkable)
                .filter(item -> item.signedUrl() == null)
                .count();
        return !wanted || without == 0
                ? null
                : "%,d objects have no signed_url here; bucket_object_link returns one.".formatted(without);
    }
}
