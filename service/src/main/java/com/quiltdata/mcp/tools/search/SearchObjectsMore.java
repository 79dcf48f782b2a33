package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Search;
import com.quiltdata.mcp.catalog.SearchCursor;
import com.quiltdata.mcp.catalog.SearchReader;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** The next page of objects. */
final class SearchObjectsMore implements Tool<SearchObjectsMore.Input, ObjectsFound> {
    record Input(
            @Doc("next_cursor of search_objects") String cursor,

            @Doc("Hits a page") @Default("30") @Min(1) @Max(Asked.MOST)
            int pageSize) {}

    private static final Spec<Input, ObjectsFound> SPEC = new Spec<>(
            "search_objects_more",
            "Search objects, next page",
            Effect.READ,
            "Goes on with a search_objects whose answer had a next_cursor; search_objects does the same with `cursor`.",
            Input.class,
            ObjectsFound.class);

    private final SearchReader reader;

    SearchObjectsMore(SearchReader reader) {
        this.reader = reader;
    }

    @Override
    public Spec<Input, ObjectsFound> spec() {
        return SPEC;
    }

    @Override
    public ObjectsFound call(Input in, Call call) {
        var cursor = Argument.parse("cursor", in.cursor(), SearchCursor::parse);
        var leg = Asked.more(cursor, Asked.OBJECTS, in.pageSize(), Search.Objects.class::isInstance);
        return ObjectsFound.of(cursor.asked(), SearchObjects.pull(reader, leg, call), null);
    }
}
