package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.DocsFound;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Sliceable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link SearchDocsQuiltBio} answers. */
record DocsPages(
        @Doc("The query as it was asked") String query,
        @Doc("The sitemap that was searched") String source,
        @Doc("Whether earlier versions were") boolean includeVersionedDocs,
        @Doc("How many pages match") int totalMatches,
        @Doc("The pages, best first") List<Row> results,
        @Doc("Whether there are more") boolean truncated,
        @Doc("What to do next") @Nullable String note,
        @Doc("What it was made of") @Hidden DocsFound found)
        implements Sliceable<DocsPages> {
    record Row(
            @Doc("Its address") String url,
            @Doc("Its title") String title,
            @Doc("Its text around the match") @Nullable String snippet,
            @Doc("How well it matches") double score,
            @Doc("When it last changed") @Nullable String lastModified) {
        static Row of(DocsFound.Hit hit) {
            return new Row(hit.url(), hit.title(), hit.snippet(), hit.score(), hit.modified());
        }
    }

    static DocsPages of(String query, boolean versioned, DocsFound found) {
        return of(query, versioned, found, found.hits().size());
    }

    private static DocsPages of(String query, boolean versioned, DocsFound found, int told) {
        var rows = found.hits().stream().limit(told).map(Row::of).toList();
        var more = found.total() > rows.size();
        return new DocsPages(
                query, found.source(), versioned, found.total(), rows, more, note(found, rows.size()), found);
    }

    private static @Nullable String note(DocsFound found, int told) {
        var note = (next(found, told) + " " + unread(found)).strip();
        return note.isEmpty() ? null : note;
    }

    private static String next(DocsFound found, int told) {
        if (found.total() == 0) {
            return "Nothing matches; try other or fewer words, as a manual's headings have them.";
        } else if (told < found.hits().size()) {
            return "More do not fit into one answer; add words.";
        }
        return told < found.total() ? "There are more: raise limit, at most 25, or add words." : "";
    }

    private static String unread(DocsFound found) {
        var unread = found.pages() - found.read();
        if (found.reading()) {
            return "The texts of %d of %d pages are not read yet, so these were searched by their addresses alone; ask again in a minute for better results."
                    .formatted(unread, found.pages());
        }
        return unread == 0
                ? ""
                : "%d of %d pages were searched by their addresses alone.".formatted(unread, found.pages());
    }

    @Override
    public int parts() {
        return results.size();
    }

    @Override
    public DocsPages first(int parts) {
        return of(query, includeVersionedDocs, found, parts);
    }
}
