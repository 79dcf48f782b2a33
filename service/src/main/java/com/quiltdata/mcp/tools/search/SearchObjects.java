package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Search;
import com.quiltdata.mcp.catalog.SearchLeg;
import com.quiltdata.mcp.catalog.SearchReader;
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

/** Objects that match. */
final class SearchObjects implements Tool<SearchObjects.Input, ObjectsFound> {
    record Input(
            @Doc("Plain words, or Elasticsearch query syntax; * for all") @Size(max = Asked.LONGEST)
            String query,

            @Doc("Bucket names; absent for all you may see") @Nullable
            List<String> buckets,

            @Doc("Order of the hits") @Default("\"BEST_MATCH\"")
            Order order,

            @Doc("Hits a page") @Default("30") @Min(1) @Max(Asked.MOST)
            int pageSize,

            @Doc("next_cursor of the answer before; send the same query") @Nullable
            String cursor,

            @Doc("Whether to tell what the hits can be narrowed by") @Default("false")
            boolean facets) {}

    private static final Spec<Input, ObjectsFound> SPEC = new Spec<>(
            "search_objects",
            "Search objects",
            Effect.READ,
            "Finds S3 objects by key, text, extension (ext:.csv), size and date, in all buckets you may see or in some. "
                    + "Give s3_uri to bucket_object_text.",
            Input.class,
            ObjectsFound.class);

    private final SearchReader reader;
    private final InstantSource clock;

    SearchObjects(SearchReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public Spec<Input, ObjectsFound> spec() {
        return SPEC;
    }

    @Override
    public ObjectsFound call(Input in, Call call) {
        var question = Asked.OBJECTS + "\n" + in.query();
        var leg = in.cursor() == null
                ? SearchLeg.of(search(in), in.pageSize())
                : Asked.checked(in.cursor(), question, SPEC.name(), Search.Objects.class::isInstance)
                        .legs()
                        .getFirst();
        var pulled = pull(reader, leg, call);
        return ObjectsFound.of(
                question,
                pulled,
                in.facets() ? reader.facets(call.caller(), leg.search()).orElse(null) : null);
    }

    static SearchLeg.Pulled<ObjectItem> pull(SearchReader reader, SearchLeg leg, Call call) {
        return leg.pull(reader, call.caller(), _ -> Stream.empty(), hit -> Stream.of(ObjectItem.of(hit)));
    }

    private Search search(Input in) {
        var reading = Reading.of(Asked.query(in.query()), clock.instant());
        return new Search.Objects(
                reading.terms(Asked.buckets(in.buckets())), in.order().order());
    }
}
