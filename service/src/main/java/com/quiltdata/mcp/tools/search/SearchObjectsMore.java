package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchCursor;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Returns the next page of an object search. */
final class SearchObjectsMore implements Tool<SearchObjectsMore.Input, ObjectSearchResult> {
    record Input(
            @Doc("next_cursor of a search_objects result") String cursor,

            @Doc("Hits per page") @Default("30") @Min(1) @Max(SearchInput.MOST)
            int pageSize) {}

    private static final Spec<Input, ObjectSearchResult> SPEC = new Spec<>(
            "search_objects_more",
            "Search objects, next page",
            Effect.READ,
            "Returns the next page of a search_objects result, by its next_cursor. search_objects does the same with "
                    + "`cursor`.",
            Input.class,
            ObjectSearchResult.class);

    private final SearchReader reader;

    SearchObjectsMore(SearchReader reader) {
        this.reader = reader;
    }

    @Override
    public Spec<Input, ObjectSearchResult> spec() {
        return SPEC;
    }

    @Override
    public ObjectSearchResult call(Input in, Call call) {
        var cursor = ArgumentParser.parse("cursor", in.cursor(), SearchCursor::decode);
        var leg = SearchInput.more(cursor, SearchInput.OBJECTS, in.pageSize(), Search.Objects.class::isInstance);
        return ObjectSearchResult.of(cursor.question(), SearchObjects.pull(reader, leg, call), null);
    }
}
