package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.DocsMatches;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Hidden;
import com.quiltdata.mcp.tool.Truncatable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of {@link SearchDocsQuiltBio}. */
record DocsSearchResult(
        @Doc("Query as given") String query,
        @Doc("URL of the sitemap that was searched") String source,

        @Doc("Whether pages of earlier versions were searched")
        boolean includeVersionedDocs,

        @Doc("Number of matching pages") int totalMatches,
        @Doc("Pages, best first") List<Row> results,
        @Doc("Whether more pages match") boolean truncated,
        @Doc("Next step") @Nullable String note,
        @Doc("Source of this result") @Hidden DocsMatches matches)
        implements Truncatable<DocsSearchResult> {
    record Row(
            @Doc("URL of the page") String url,
            @Doc("Title of the page") String title,
            @Doc("Text around the match") @Nullable String snippet,
            @Doc("Relevance") double score,
            @Doc("When the page last changed") @Nullable String lastModified) {
        static Row of(DocsMatches.Hit hit) {
            return new Row(hit.url(), hit.title(), hit.snippet(), hit.score(), hit.modified());
        }
    }

    static DocsSearchResult of(String query, boolean versioned, DocsMatches matches) {
        return of(query, versioned, matches, matches.hits().size());
    }

    private static DocsSearchResult of(String query, boolean versioned, DocsMatches matches, int shown) {
        var rows = matches.hits().stream().limit(shown).map(Row::of).toList();
        var more = matches.total() > rows.size();
        return new DocsSearchResult(
                query, matches.source(), versioned, matches.total(), rows, more, note(matches, rows.size()), matches);
    }

    private static @Nullable String note(DocsMatches matches, int shown) {
        var note = (next(matches, shown) + " " + unread(matches)).strip();
        return note.isEmpty() ? null : note;
    }

    private static String next(DocsMatches matches, int shown) {
        if (matches.total() == 0) {
            return "No matches; try other or fewer words, such as those in headings of a manual.";
        } else if (shown < matches.hits().size()) {
            return "The remaining pages do not fit; add words to narrow the search.";
        }
        return shown < matches.total() ? "More pages match: raise limit (maximum 25), or add words." : "";
    }

    /** Returns a sentence about the pages that were not searched; empty if all were. */
    static String unread(DocsMatches matches) {
        var unread = matches.pages() - matches.read();
        if (matches.reading()) {
            return "%d of %d pages are not loaded yet and were searched by URL only; search again in a minute."
                    .formatted(unread, matches.pages());
        }
        return unread == 0 ? "" : "%d of %d pages were searched by URL only.".formatted(unread, matches.pages());
    }

    @Override
    public int parts() {
        return results.size();
    }

    @Override
    public DocsSearchResult first(int parts) {
        return of(query, includeVersionedDocs, matches, parts);
    }
}
