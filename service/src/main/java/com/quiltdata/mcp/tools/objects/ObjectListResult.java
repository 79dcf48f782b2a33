package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a listing of objects, folders or versions. */
record ObjectListResult(
        @Doc("Bucket name") String bucket,
        @Doc("Key prefix") String prefix,

        @Doc("Objects and folders in key order; versions of one key newest first")
        List<ObjectListItem> objects,

        @Doc("Number of entries in this result") int count,
        @Doc("Whether more entries follow") boolean isTruncated,
        @Doc("Same as is_truncated") boolean truncated,

        @Doc("Send as continuation_token for the next page") @Nullable
        String nextContinuationToken,

        @Doc("Number of objects below .quilt/ left out; note says if it is a minimum") @Nullable
        Long internalOmitted,

        @Doc("Next step, and what is omitted") @Nullable String note,

        @Doc("Authentication method") String authType,
        @Doc("The request") @Hidden ObjectListRequest request,

        @Doc("What is left out below .quilt/") @Hidden @Nullable
        InternalOmission omission)
        implements Truncatable<ObjectListResult> {
    static ObjectListResult of(
            ObjectListRequest request,
            List<ObjectListItem> items,
            @Nullable String next,
            @Nullable InternalOmission omission) {
        return of(request, items, next, omission, null);
    }

    private static ObjectListResult of(
            ObjectListRequest request,
            List<ObjectListItem> items,
            @Nullable String next,
            @Nullable InternalOmission omission,
            @Nullable String details) {
        var truncated = next != null;
        return new ObjectListResult(
                request.location().bucket(),
                request.location().prefix(),
                items,
                items.size(),
                truncated,
                truncated,
                next,
                omission == null ? null : omission.count(),
                ObjectNotes.join(
                        truncated
                                ? "More objects follow: call again with continuation_token set to next_continuation_token."
                                : null,
                        omission == null ? null : omission.sentence(),
                        details,
                        request.links() ? links(items) : null),
                "jwt",
                request,
                omission);
    }

    /** Objects first, then the details that bucket_object_info returns too, then links: losing an object is worst. */
    @Override
    public int parts() {
        return count * (1 + detailTiers() + (request.links() ? 1 : 0));
    }

    private int detailTiers() {
        return request.details() || request.versions() ? 1 : 0;
    }

    @Override
    public ObjectListResult first(int parts) {
        var items = new ArrayList<ObjectListItem>();
        for (int i = 0; i < itemCount(parts); i++) {
            var item = objects.get(i);
            if (parts > count * (1 + detailTiers()) + i) {
                items.add(item);
            } else {
                items.add(parts > count * detailTiers() + i ? item.withoutLink() : item.withoutDetails());
            }
        }
        var next = items.size() < count && !items.isEmpty()
                ? items.getLast().position(request).token()
                : nextContinuationToken;
        return of(request, items, next, omission, details(items.size(), parts));
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
        return without <= 0 || detailTiers() == 0
                ? null
                : "etag and storage_class are omitted for %,d objects; bucket_object_info returns them."
                        .formatted(without);
    }

    private static @Nullable String links(List<ObjectListItem> items) {
        var without = items.stream()
                .filter(ObjectListItem::linkable)
                .filter(item -> item.signedUrl() == null)
                .count();
        return without == 0
                ? null
                : "%,d objects have no signed_url here; bucket_object_link returns one.".formatted(without);
    }
}
