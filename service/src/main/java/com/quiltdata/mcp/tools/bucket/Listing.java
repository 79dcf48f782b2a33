package com.quiltdata.mcp.tools.bucket;

import com.quiltdata.mcp.catalog.S3Prefix;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Sliceable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What bucket_objects_list answers. */
record Listing(
        @Doc("The bucket") String bucket,
        @Doc("The prefix") String prefix,

        @Doc("The objects, in key order; when versions are listed, of each key the newest first")
        List<Listed> objects,

        @Doc("How many objects this answer holds") int count,
        @Doc("Whether there are more") boolean isTruncated,
        @Doc("The same") boolean truncated,

        @Doc("Send as continuation_token for the next page") @Nullable
        String nextContinuationToken,

        @Doc("What to do next, or what is left out") @Nullable
        String note,

        @Doc("How the caller is known") String authType,
        @Doc("Whether links were asked for") @Hidden boolean linked)
        implements Sliceable<Listing> {
    static Listing of(S3Prefix folder, List<Listed> items, @Nullable String next, boolean linked) {
        return new Listing(
                folder.bucket(),
                folder.prefix(),
                items,
                items.size(),
                next != null,
                next != null,
                next,
                Notes.join(more(next != null), links(linked, items)),
                "jwt",
                linked);
    }

    /** The objects, then what bucket_object_info tells too, then the links: an untold object is the greatest loss. */
    @Override
    public int parts() {
        return linked ? 3 * count : 2 * count;
    }

    @Override
    public Listing first(int parts) {
        var kept = new ArrayList<Listed>();
        for (int i = 0; i < told(parts); i++) {
            var item = objects.get(i);
            kept.add(parts > 2 * count + i ? item : parts > count + i ? item.unlinked() : item.bare());
        }
        var cut = kept.size() < count;
        return new Listing(
                bucket,
                prefix,
                List.copyOf(kept),
                kept.size(),
                cut || truncated,
                cut || truncated,
                cut && !kept.isEmpty() ? kept.getLast().continuation() : nextContinuationToken,
                Notes.join(more(cut || truncated), details(kept.size(), parts), links(linked, kept)),
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
                : "etag and storage_class are left out of %,d objects; bucket_object_info tells them."
                        .formatted(without);
    }

    private static @Nullable String more(boolean more) {
        return !more
                ? null
                : "There are more objects: call again with continuation_token set to next_continuation_token.";
    }

    private static @Nullable String links(boolean wanted, List<Listed> items) {
        var without = items.stream()
                .filter(Listed::linkable)
                .filter(item -> item.signedUrl() == null)
                .count();
        return !wanted || without == 0
                ? null
                : "%,d objects have no signed_url here; bucket_object_link gives one.".formatted(without);
    }
}
