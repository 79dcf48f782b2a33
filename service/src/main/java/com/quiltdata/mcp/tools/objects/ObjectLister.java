package com.quiltdata.mcp.tools.objects;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summarizingLong;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.catalog.objects.VersionReader;
import com.quiltdata.mcp.tool.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists a page of objects, folders or versions; leaves out objects below .quilt/ unless the prefix names it. */
record ObjectLister(ObjectReader objects, VersionReader versions) {
    private static final int MAX_LINKS = 100;
    private static final Duration LIFETIME = Duration.ofHours(1);

    /** Maximum number of objects to list in order to count those of each folder. */
    private static final int COUNTED = 1000;

    /**
     * A page of items, before those below .quilt/ are left out.
     *
     * @param counted whether the counts of folders below .quilt/ are whole
     */
    private record ListedPage(
            List<ObjectListItem> items, @Nullable ListPosition next, boolean counted) {
        /** Returns whether the page ends among objects below .quilt/, so that more of them may follow. */
        boolean endsInternal() {
            return next != null && !items.isEmpty() && items.getLast().internal();
        }
    }

    /**
     * Number and sizes of the objects of folders.
     *
     * @param counted whether those of folders below .quilt/ are whole and no minimum
     */
    private record FolderCounts(Map<String, LongSummaryStatistics> byFolder, boolean counted) {
        static final FolderCounts NONE = new FolderCounts(Map.of(), true);
    }

    ObjectListResult list(ObjectListRequest request, String token, Call call) {
        var after = ListPosition.parse(token, request);
        var page = page(request, after, call);
        if (request.namesInternal()) {
            return result(request, page, null, call);
        }
        var shown = new ArrayList<>(
                page.items().stream().filter(item -> !item.internal()).toList());
        var omission = InternalOmission.of(
                page.items().stream().filter(ObjectListItem::internal).toList(), !page.endsInternal(), page.counted());
        var next = page.next();
        if (page.endsInternal()) {
            var rest = page(
                    request.withMaxKeys(request.maxKeys() - shown.size()),
                    ListPosition.afterAll(ObjectListRequest.INTERNAL, request),
                    call);
            shown.addAll(rest.items());
            next = rest.next();
        }
        return result(request, new ListedPage(shown, next, page.counted()), omission, call);
    }

    private ListedPage page(ObjectListRequest request, @Nullable ListPosition after, Call call) {
        return request.versions() ? versions(request, after, call) : objects(request, after, call);
    }

    private ListedPage objects(ObjectListRequest request, @Nullable ListPosition after, Call call) {
        var from = after == null ? null : after.key();
        var page = objects.list(call.caller(), request.location(), request.delimiter(), request.maxKeys(), from);
        var items = new ArrayList<ObjectListItem>();
        for (var object : page.objects()) {
            var location = new ObjectLocation(request.location().bucket(), object.key(), null);
            items.add(ObjectListItem.of(location, object, null));
        }
        var counts = page.folders().isEmpty()
                ? FolderCounts.NONE
                : Attempt.of(() -> counts(request, from, call)).orElse(FolderCounts.NONE);
        page.folders()
                .forEach(folder -> items.add(
                        ObjectListItem.folder(folder, counts.byFolder().get(folder))));
        items.sort(Comparator.comparing(ObjectListItem::key, ObjectPage.KEY_ORDER));
        var next = page.nextToken();
        return new ListedPage(items, next == null ? null : ListPosition.of(next, null, request), counts.counted());
    }

    /**
     * Returns the counts of each folder that fits whole in one page of a listing. When the page ends below .quilt/, the
     * count there is a minimum, and one more page counts the folders after it.
     */
    private FolderCounts counts(ObjectListRequest request, @Nullable String after, Call call) {
        var all = request.location();
        var page = objects.list(call.caller(), all, null, COUNTED, after);
        var listed = new ArrayList<>(page.objects());
        var cut = page.nextToken() == null ? null : request.folderOf(page.nextToken());
        var passes = page.nextToken() != null && !request.namesInternal() && NameSyntax.isInternalKey(page.nextToken());
        if (passes) {
            page = objects.list(call.caller(), all, null, COUNTED, ObjectPage.afterAll(ObjectListRequest.INTERNAL));
            listed.addAll(page.objects());
        }
        var counts = listed.stream()
                .collect(groupingBy(it -> request.folderOf(it.key()), summarizingLong(ObjectSummary::size)));
        if (cut != null && !(passes && NameSyntax.isInternalKey(cut))) {
            counts.remove(cut);
        }
        if (page.nextToken() != null) {
            counts.remove(request.folderOf(page.nextToken()));
        }
        return new FolderCounts(counts, !passes);
    }

    private ListedPage versions(ObjectListRequest request, @Nullable ListPosition after, Call call) {
        var folder = request.location();
        var page = versions.versions(
                call.caller(),
                folder.bucket(),
                folder.prefix(),
                request.maxKeys(),
                after == null ? null : after.version());
        var items = page.versions().stream()
                .map(version -> ObjectListItem.of(version.location(folder.bucket()), version.object(), version))
                .toList();
        var next = page.next();
        return new ListedPage(
                items, next == null ? null : ListPosition.of(next.key(), next.versionId(), request), true);
    }

    private ObjectListResult result(
            ObjectListRequest request, ListedPage page, @Nullable InternalOmission omission, Call call) {
        var items = new ArrayList<ObjectListItem>();
        for (var item : page.items()) {
            var shown = request.details() || request.versions() ? item : item.brief(request.location());
            items.add(request.links() && items.size() < MAX_LINKS ? linked(request, shown, call) : shown);
        }
        var next = page.next();
        return ObjectListResult.of(request, items, next == null ? null : next.token(), omission);
    }

    private ObjectListItem linked(ObjectListRequest request, ObjectListItem item, Call call) {
        var location = new ObjectLocation(request.location().bucket(), item.key(), item.versionId());
        return item.linkable()
                ? objects.tryLink(call.caller(), location, LIFETIME)
                        .map(item::withLink)
                        .orElse(item)
                : item;
    }
}
