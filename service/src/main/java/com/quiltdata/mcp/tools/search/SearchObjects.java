package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchPosition;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Searches objects. */
final class SearchObjects implements Tool<SearchObjects.Input, ObjectSearchResult> {
    record Input(
            @Doc("Plain words or Elasticsearch query syntax; \"*\" for all") @Size(max = SearchInput.LONGEST)
            String query,

            @Doc("Bucket names. Optional. Default: all you can see") @Nullable
            List<String> buckets,

            @Doc("Sort order of the hits") @Default("\"BEST_MATCH\"")
            SortOrder order,

            @Doc("Hits per page") @Default("30") @Min(1) @Max(SearchInput.MOST)
            int pageSize,

            @Doc("next_cursor of the previous page; send the same query") @Nullable
            String cursor,

            @Doc("Also return facets: values to filter by") @Default("false")
            boolean facets) {}

    private static final Spec<Input, ObjectSearchResult> SPEC = new Spec<>(
            "search_objects",
            "Search objects",
            Effect.READ,
            "Finds S3 objects by key, text, extension (ext:.csv), size and date, in some or all buckets. Use it "
                    + "instead of search_catalog to sort or get facets; read hits by s3_uri.",
            Input.class,
            ObjectSearchResult.class);

    private final SearchReader reader;
    private final InstantSource clock;

    SearchObjects(SearchReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public Spec<Input, ObjectSearchResult> spec() {
        return SPEC;
    }

    @Override
    public ObjectSearchResult call(Input in, Call call) {
        var question = SearchInput.OBJECTS + "\n" + in.query();
        var leg = in.cursor() == null
                ? SearchPosition.of(search(in), in.pageSize())
                : SearchInput.checked(in.cursor(), question, SPEC.name(), Search.Objects.class::isInstance)
                        .positions()
                        .getFirst();
        var pulled = pull(reader, leg, call);
        return ObjectSearchResult.of(
                question,
                pulled,
                in.facets() ? reader.facets(call.caller(), leg.search()).orElse(null) : null);
    }

    static SearchPosition.RemainingItems<ObjectItem> pull(SearchReader reader, SearchPosition leg, Call call) {
        return leg.pull(reader, call.caller(), _ -> Stream.empty(), hit -> Stream.of(ObjectItem.of(hit)));
    }

    private Search search(Input in) {
        var reading = ParsedQuery.of(SearchInput.query(in.query()), clock.instant());
        return new Search.Objects(
                reading.terms(SearchInput.buckets(in.buckets())), in.order().order());
    }
}
