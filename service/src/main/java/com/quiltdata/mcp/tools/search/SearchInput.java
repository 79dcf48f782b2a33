package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchCursor;
import com.quiltdata.mcp.catalog.search.SearchPosition;
import com.quiltdata.mcp.tool.ArgumentParser;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks the arguments that the search tools share, before anything is sent. */
final class SearchInput {
    static final int MAX_PAGE_SIZE = 100;
    static final int MAX_QUERY_LENGTH = 2000;
    static final String PACKAGES = "packages";
    static final String OBJECTS = "objects";
    static final String VERSIONS = "%s also counts each old version of an object.";

    private SearchInput() {}

    /** Joins the sentences that apply; null if none does. */
    static @Nullable String note(@Nullable String... sentences) {
        var note = Stream.of(sentences).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return note.isEmpty() ? null : note;
    }

    /** Returns the bucket names; empty for all buckets. */
    static List<String> buckets(@Nullable List<String> names) {
        return names == null
                ? List.of()
                : names.stream()
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
     * @param question the kind of search and the query, on two lines
     * @param matches whether a search is of this kind
     */
    static SearchCursor cursor(String text, String question, Predicate<Search> matches) {
        var cursor = cursorOf(text, question.substring(0, question.indexOf('\n')), matches);
        if (!cursor.question().equals(question)) {
            throw new Failure.Invalid(
                    "`cursor` belongs to another query; send that query, or omit the cursor to start over.");
        }
        return cursor;
    }

    /** Returns a cursor if it continues a search of this kind. */
    static SearchCursor cursorOf(String text, String kind, Predicate<Search> matches) {
        var cursor = ArgumentParser.parse("cursor", text, SearchCursor::decode);
        if (!cursor.question().startsWith(kind + "\n")
                || !cursor.positions().stream().map(SearchPosition::search).allMatch(matches)) {
            throw new Failure.Invalid(
                    "`cursor` was not returned by search_%s; send it to the tool that returned it.".formatted(kind));
        }
        return cursor;
    }
}
