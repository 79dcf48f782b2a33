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
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Searches packages. */
final class SearchPackages implements Tool<SearchPackages.Input, PackageSearchResult> {
    record Input(
            @Doc("Plain words or Elasticsearch query syntax; \"*\" for all") @Size(max = SearchInput.LONGEST)
            String query,

            @Doc("Bucket names. Optional. Default: all you can see") @Nullable
            List<String> buckets,

            @Doc("Only the latest revision of each package; false searches all revisions") @Default("true")
            boolean latestOnly,

            @Doc("Metadata filters; all must match") @Nullable
            List<@Valid MetaFilterInput> userMetaFilters,

            @Doc("Sort order of the hits") @Default("\"BEST_MATCH\"")
            SortOrder order,

            @Doc("Hits per page") @Default("30") @Min(1) @Max(SearchInput.MOST)
            int pageSize,

            @Doc("next_cursor of the previous page; send the same query") @Nullable
            String cursor,

            @Doc("Also return facets: values to filter by") @Default("false")
            boolean facets) {}

    private static final Spec<Input, PackageSearchResult> SPEC = new Spec<>(
            "search_packages",
            "Search packages",
            Effect.READ,
            "Finds Quilt packages by name, message, metadata and entries, in some or all buckets. Use it instead of "
                    + "search_catalog to filter on metadata, sort or get facets; read hits by uri.",
            Input.class,
            PackageSearchResult.class);

    private final SearchReader reader;
    private final InstantSource clock;

    SearchPackages(SearchReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public Spec<Input, PackageSearchResult> spec() {
        return SPEC;
    }

    @Override
    public PackageSearchResult call(Input in, Call call) {
        var question = SearchInput.PACKAGES + "\n" + in.query();
        var leg = in.cursor() == null
                ? SearchPosition.of(search(in), in.pageSize())
                : SearchInput.checked(in.cursor(), question, SPEC.name(), Search.Packages.class::isInstance)
                        .positions()
                        .getFirst();
        var pulled = pull(reader, leg, call);
        return PackageSearchResult.of(
                question,
                pulled,
                in.facets() ? reader.facets(call.caller(), leg.search()).orElse(null) : null);
    }

    static SearchPosition.RemainingItems<PackageItem> pull(SearchReader reader, SearchPosition leg, Call call) {
        return leg.pull(reader, call.caller(), hit -> Stream.of(PackageItem.of(hit)), _ -> Stream.empty());
    }

    private Search search(Input in) {
        var reading =
                ParsedQuery.of(SearchInput.query(in.query()), clock.instant()).ofPackages();
        var meta = Objects.requireNonNullElse(in.userMetaFilters(), List.<MetaFilterInput>of());
        return new Search.Packages(
                reading.terms(SearchInput.buckets(in.buckets())),
                in.order().order(),
                in.latestOnly(),
                meta.stream().map(MetaFilterInput::filter).toList());
    }
}
