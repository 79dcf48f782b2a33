package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.Search;
import com.quiltdata.mcp.catalog.SearchLeg;
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
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whatever matches, in one place or in all. */
final class SearchCatalog implements Tool<SearchCatalog.Input, CatalogFound> {
    private static final String KIND = "catalog";

    record Input(
            @Doc("Plain words (csv files larger than 10 MB), or Elasticsearch query syntax (ext:.csv AND size:>1000)")
            @Size(max = Asked.LONGEST)
            String query,

            @Doc("Objects (file), packages, entries of packages, or objects and packages (global)") @Default("\"file\"")
            Scope scope,

            @Doc("Bucket name or s3://bucket; empty for all you may see") @Default("\"\"")
            String bucket,

            @Doc("Has no effect: the catalog's own search is used") @Default("\"elasticsearch\"")
            String backend,

            @Doc("Most hits; the rest by cursor") @Default("50") @Min(1) @Max(1000)
            int limit,

            @Doc("Whether to add snippets and metadata") @Default("true")
            boolean includeMetadata,

            @Doc("Whether to tell how the query was read") @Default("false")
            boolean explainQuery,

            @Doc("Whether to tell the number of hits only") @Default("false")
            boolean countOnly,

            @Doc("next_cursor of the answer before, to go on") @Nullable
            String cursor) {}

    private static final Spec<Input, CatalogFound> SPEC = new Spec<>(
            "search_catalog",
            "Search the catalog",
            Effect.READ,
            "Searches the catalog: files by default, packages by scope. Reads extension, size and date in plain words and shows"
                    + " the query that was sent. Start here to find data; read on with bucket_object_text (s3_uri) or"
                    + " package_browse (quilt_uri).",
            Input.class,
            CatalogFound.class);

    private final SearchReader reader;
    private final InstantSource clock;

    SearchCatalog(SearchReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public Spec<Input, CatalogFound> spec() {
        return SPEC;
    }

    @Override
    public CatalogFound call(Input in, Call call) {
        var bucket = in.bucket().isBlank() ? "" : Argument.parse("bucket", in.bucket(), Names::bucket);
        var reading = Reading.of(Asked.query(in.query()), clock.instant());
        var question = String.join("\n", KIND, in.scope().name(), bucket, in.query());
        var size = in.countOnly() ? 1 : Math.min(in.limit(), Asked.MOST);
        var searches = in.scope().searches(reading, bucket.isEmpty() ? List.of() : List.of(bucket));
        var legs = in.cursor() == null
                ? searches.stream().map(search -> SearchLeg.of(search, size)).toList()
                : Asked.checked(in.cursor(), question, SPEC.name(), search -> among(searches.stream(), search))
                        .legs();
        var lists = legs.stream().map(leg -> pull(leg, in, call)).toList();
        return CatalogFound.of(new CatalogFound.Told(
                in.query(),
                in.scope(),
                bucket,
                question,
                Interleaved.of(lists, in.limit(), ended(searches, legs, call)),
                in.explainQuery() ? Explanation.of(reading) : null,
                in.countOnly()));
    }

    /** The number of hits of the searches that the cursor has left behind; null where the registry does not say. */
    private @Nullable Integer ended(List<Search> searches, List<SearchLeg> legs, Call call) {
        var total = 0;
        for (var search : searches) {
            if (!among(legs.stream().map(SearchLeg::search), search)) {
                var count = SearchLeg.count(reader, call.caller(), search);
                if (count == null) {
                    return null;
                }
                total += count;
            }
        }
        return total;
    }

    private static boolean among(Stream<Search> searches, Search search) {
        return searches.anyMatch(other -> other.getClass() == search.getClass());
    }

    private SearchLeg.Pulled<CatalogHit> pull(SearchLeg leg, Input in, Call call) {
        return leg.pull(
                reader,
                call.caller(),
                hit -> in.scope() == Scope.PACKAGE_ENTRY
                        ? CatalogHit.entries(hit)
                        : Stream.of(CatalogHit.of(hit, in.includeMetadata())),
                hit -> Stream.of(CatalogHit.of(hit, in.includeMetadata())));
    }
}
