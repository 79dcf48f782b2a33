package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchCursor;
import com.quiltdata.mcp.catalog.search.SearchPosition;
import com.quiltdata.mcp.tool.ArgumentParser;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks the arguments that the search tools share, before anything is sent. */
final class SearchInput {
    static final int MOST = 100;
    static final int LONGEST = 2000;
    static final String PACKAGES = "packages";
    static final String OBJECTS = "objects";

    private SearchInput() {}

    /** Returns the bucket names; empty for all buckets. */
    static List<String> buckets(@Nullable List<String> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .map(name -> ArgumentParser.parse("buckets", name, NameSyntax::bucket))
                        .distinct()
                        .toList();
    }

    /** Returns the query with line breaks and tabs as spaces; refuses other control characters. */
    static String query(String text) {
        return ArgumentParser.parse("query", text.replaceAll("[\\r\\n\\t]", " "), NameSyntax::printable);
    }

    /**
     * Returns a cursor if it continues this query.
     *
     * @param sought whether a search is of the tool's kind
     */
    static SearchCursor checked(String text, String question, String tool, Predicate<Search> sought) {
        var cursor = ArgumentParser.parse("cursor", text, SearchCursor::decode);
        if (!cursor.positions().stream().map(SearchPosition::search).allMatch(sought)) {
            throw new Failure.Invalid(
                    "`cursor` belongs to another tool; send it to the one that returned it, not %s.".formatted(tool));
        }
        if (!cursor.question().equals(question)) {
            throw new Failure.Invalid(
                    cursor.question().split("\n", 2)[0].equals(question.split("\n", 2)[0])
                            ? "`cursor` belongs to another query; send that query, or omit the cursor to start over."
                            : "`cursor` belongs to another tool; send it to the one that returned it, not %s."
                                    .formatted(tool));
        }
        return cursor;
    }

    /** Returns the leg of a cursor with one leg, for any query, with this page size. */
    static SearchPosition more(SearchCursor cursor, String kind, int size, Predicate<Search> sought) {
        if (!cursor.question().startsWith(kind + "\n")
                || cursor.positions().size() != 1
                || !sought.test(cursor.positions().getFirst().search())) {
            throw new Failure.Invalid(
                    "`cursor` was not returned by search_%s; send it to the tool that returned it.".formatted(kind));
        }
        var leg = cursor.positions().getFirst();
        return leg.skip() > 0 ? leg : new SearchPosition(leg.search(), leg.after(), size, 0);
    }

    /** Returns the next cursor after the first {@code told} items of a page; null at the end. */
    static @Nullable String cursor(String question, SearchPosition.RemainingItems<?> pulled, int told) {
        var next = pulled.next(told);
        return next == null ? null : new SearchCursor(question, List.of(next)).encode();
    }
}
