package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.tool.Block;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Shown;
import com.quiltdata.mcp.tool.Sliceable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@link SearchCatalog} answers. */
record CatalogFound(
        @Doc("The query as it was asked") String query,
        @Doc("What was looked for") Scope scope,
        @Doc("The bucket; empty for all") String bucket,
        @Doc("The hits, best first") List<CatalogHit> results,

        @Doc("How many match, on all pages; of packageEntry, packages") @Nullable
        Integer totalResults,

        @Doc("The query as it was sent: learn the syntax from it")
        String querySent,

        @Doc("Filters besides it, in query syntax") @Nullable
        List<String> filters,

        @Doc("graphql, or elasticsearch on older registries")
        String backendUsed,

        @Doc("How the query was read, if asked for") @Nullable
        String explanation,

        @Doc("Buckets that gave no answer") @Nullable List<String> incomplete,

        @Doc("Whether there are more") boolean truncated,
        @Doc("Send as cursor for the next page") @Nullable String nextCursor,
        @Doc("What to do next") @Nullable String note,
        @Doc("What it was made of") @Hidden Told told)
        implements Sliceable<CatalogFound>, Shown {
    private static final int LINKED = 5;

    /**
     * What there is to tell.
     *
     * @param counted whether only the total was asked for
     */
    record Told(
            String query,
            Scope scope,
            String bucket,
            String question,
            Interleaved all,
            @Nullable String explanation,
            boolean counted) {}

    static CatalogFound of(Told told) {
        return of(told, told.counted() ? List.of() : told.all().hits());
    }

    private static CatalogFound of(Told told, List<CatalogHit> shown) {
        var all = told.all();
        var cursor = told.counted() ? null : all.cursor(told.question(), shown.size());
        var filters = all.lists().stream()
                .map(list -> Wording.filters(list.asked().search()))
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .distinct()
                .toList();
        return new CatalogFound(
                told.query(),
                told.scope(),
                told.bucket(),
                shown,
                all.total(),
                all.querySent(),
                filters.isEmpty() ? null : filters,
                all.backend(),
                told.explanation(),
                all.incomplete().isEmpty() ? null : all.incomplete(),
                cursor != null,
                cursor,
                note(told, shown, cursor != null),
                told);
    }

    private static @Nullable String note(Told told, List<CatalogHit> shown, boolean more) {
        var entries = told.scope() == Scope.PACKAGE_ENTRY ? "total_results counts packages with a match." : null;
        var next = more ? "There are more: call again with the same arguments and cursor=next_cursor." : null;
        var none = shown.isEmpty() && !told.counted() && !more
                ? "Nothing matches; try fewer words, another scope, or *word* for a part of a key."
                : null;
        var note = Stream.of(entries, next, none)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        return note.isEmpty() ? null : note;
    }

    /** The first hits, to read on. */
    @Override
    public List<Block> blocks() {
        return results.stream().limit(LINKED).map(CatalogHit::link).toList();
    }

    /** The hits, and then what shows why they are. */
    @Override
    public int parts() {
        return 2 * results.size();
    }

    @Override
    public CatalogFound first(int parts) {
        var kept = new ArrayList<CatalogHit>();
        for (int i = 0; i < Math.min(parts, results.size()); i++) {
            kept.add(
                    i < parts - results.size() ? results.get(i) : results.get(i).bare());
        }
        return of(told, List.copyOf(kept));
    }
}
