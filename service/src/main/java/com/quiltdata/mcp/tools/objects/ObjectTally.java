package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.tools.FileProperties;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/** Counts objects by kind, and keeps the newest and the largest of them. */
final class ObjectTally {
    private static final int KEPT = 3;
    private static final int KINDS = 20;
    private static final int MAX_EXTENSION = 20;

    /** Ties are broken by the key, so that a summary is the same each time. */
    private static final Comparator<ObjectSummary> BY_KEY =
            Comparator.comparing(ObjectSummary::key, ObjectPage.KEY_ORDER.reversed());

    private static final Comparator<ObjectSummary> BY_DATE =
            Comparator.comparing(ObjectTally::modified).thenComparing(BY_KEY);
    private static final Comparator<ObjectSummary> BY_SIZE =
            Comparator.comparingLong(ObjectSummary::size).thenComparing(BY_KEY);

    private final ObjectListRequest request;
    private final Map<String, LongSummaryStatistics> kinds = new HashMap<>();
    private final LongSummaryStatistics sizes = new LongSummaryStatistics();
    private final Queue<ObjectSummary> newest = new PriorityQueue<>(BY_DATE);
    private final Queue<ObjectSummary> largest = new PriorityQueue<>(BY_SIZE);
    private long internal;
    private boolean allInternal = true;

    ObjectTally(ObjectListRequest request) {
        this.request = request;
    }

    void add(ObjectSummary object) {
        if (!request.namesInternal() && NameSyntax.isInternalKey(object.key())) {
            internal++;
            return;
        }
        sizes.accept(object.size());
        kinds.computeIfAbsent(extension(object.key()), _ -> new LongSummaryStatistics())
                .accept(object.size());
        keep(newest, object);
        keep(largest, object);
    }

    /** Notes that more objects below .quilt/ may follow, which are not scanned. */
    void skipInternal() {
        allInternal = false;
    }

    long seen() {
        return sizes.getCount() + internal;
    }

    BucketSummaryResult result(boolean complete) {
        var all = kinds.entrySet().stream()
                .map(it -> BucketSummaryResult.Kind.of(it.getKey(), it.getValue()))
                .sorted(Comparator.comparingLong(BucketSummaryResult.Kind::objects)
                        .reversed()
                        .thenComparing(BucketSummaryResult.Kind::extension))
                .toList();
        var omission = internal == 0 ? null : new InternalOmission(internal, allInternal);
        return BucketSummaryResult.of(
                request.location(),
                new BucketSummaryResult.Scan(sizes.getCount(), sizes.getSum(), complete, omission),
                all.subList(0, Math.min(KINDS, all.size())),
                sorted(newest, BY_DATE),
                sorted(largest, BY_SIZE));
    }

    private static void keep(Queue<ObjectSummary> kept, ObjectSummary object) {
        kept.add(object);
        if (kept.size() > KEPT) {
            kept.remove();
        }
    }

    private static List<BucketSummaryResult.Item> sorted(Queue<ObjectSummary> kept, Comparator<ObjectSummary> order) {
        return kept.stream()
                .sorted(order.reversed())
                .map(it -> new BucketSummaryResult.Item(it.key(), it.size(), it.lastModified()))
                .toList();
    }

    /** Returns the extension of the key; a very long one is not taken for one. */
    private static String extension(String key) {
        var extension = FileProperties.fileType(key);
        return extension.length() > MAX_EXTENSION ? "unknown" : extension;
    }

    private static Instant modified(ObjectSummary object) {
        var modified = object.lastModified();
        return modified == null ? Instant.EPOCH : modified;
    }
}
