package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.Search;
import com.quiltdata.mcp.catalog.SearchCursor;
import com.quiltdata.mcp.catalog.SearchLeg;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Failure;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What every search is asked with, checked before anything is sent. */
final class Asked {
    static final int MOST = 100;
    static final int LONGEST = 2000;
    static final String PACKAGES = "packages";
    static final String OBJECTS = "objects";

    private Asked() {}

    /** The names of buckets; empty for all. */
    static List<String> buckets(@Nullable List<String> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .map(name -> Argument.parse("buckets", name, Names::bucket))
                        .distinct()
                        .toList();
    }

    /** A query without control characters. */
    static String query(String text) {
        return Argument.parse("query", text.replaceAll("[\\r\\n\\t]", " "), Names::printable);
    }

    /**
     * A cursor of this question.
     *
     * @param sought whether the question searches so
     */
    static SearchCursor checked(String text, String question, String tool, Predicate<Search> sought) {
        var cursor = Argument.parse("cursor", text, SearchCursor::parse);
        if (!cursor.legs().stream().map(SearchLeg::search).allMatch(sought)) {
            throw new Failure.Invalid(
                    "`cursor` is of another search tool; send it to the tool that gave it, not to %s.".formatted(tool));
        }
        if (!cursor.asked().equals(question)) {
            throw new Failure.Invalid(
                    cursor.asked().split("\n", 2)[0].equals(question.split("\n", 2)[0])
                            ? "`cursor` is of another query; send that query again, or leave the cursor out to begin anew."
                            : "`cursor` is of another search tool; send it to the tool that gave it, not to %s."
                                    .formatted(tool));
        }
        return cursor;
    }

    /** The one leg that goes on, whatever its query, with pages of this size. */
    static SearchLeg more(SearchCursor cursor, String kind, int size, Predicate<Search> sought) {
        if (!cursor.asked().startsWith(kind + "\n")
                || cursor.legs().size() != 1
                || !sought.test(cursor.legs().getFirst().search())) {
            throw new Failure.Invalid(
                    "`cursor` is not one of search_%s; send it to the tool that gave it.".formatted(kind));
        }
        var leg = cursor.legs().getFirst();
        return leg.skip() > 0 ? leg : new SearchLeg(leg.search(), leg.after(), size, 0);
    }

    /** A page's next cursor when so many of its items are told; null at the end. */
    static @Nullable String cursor(String question, SearchLeg.Pulled<?> pulled, int told) {
        var next = pulled.next(told);
        return next == null ? null : new SearchCursor(question, List.of(next)).print();
    }
}
