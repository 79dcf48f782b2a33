package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchPosition;
import com.quiltdata.mcp.tool.AppView;
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
import org.jspecify.annotations.Nullable;

/** Searches packages. */
record SearchPackages(PagedSearch<PackageItem, PackageSearchResult> pages, BucketPhrase buckets, InstantSource clock)
        implements Tool<SearchPackages.Input, PackageSearchResult> {
    record Input(
            @Doc("Plain words, like \"hurricane tracks\", or Elasticsearch query syntax; \"*\" for all")
            @Size(max = SearchInput.MAX_QUERY_LENGTH)
            String query,

            @Doc("Buckets to search, like [\"quilt-example\"]. Default: all") @Nullable
            List<String> buckets,

            @Doc("Only the latest revision of each package; false searches all revisions") @Default("true")
            boolean latestOnly,

            @Doc("Metadata filters, each a path and one predicate, like [{\"path\": \"/year\", \"number\": "
                    + "{\"gte\": 2020}}]; all must match")
            @Nullable
            List<@Valid MetaFilterInput> userMetaFilters,

            @Doc("Sort order; LEX_ASC and LEX_DESC sort by name") @Default("\"BEST_MATCH\"")
            SortOrder order,

            @Doc("Hits per page") @Default("30") @Min(1) @Max(SearchInput.MAX_PAGE_SIZE)
            int pageSize,

            @Doc("next_cursor of the previous page; send the same query") @Nullable
            String cursor,

            @Doc("Also return facets: values to filter by, with counts") @Default("false")
            boolean facets) {}

    private static final Spec<Input, PackageSearchResult> SPEC = new Spec<>(
                    "search_packages",
                    "Search packages",
                    Effect.READ,
                    "Finds Quilt packages by name, message, metadata and entries. Use it to find curated data; search_objects "
                            + "finds single files. Open a hit by its uri with package_browse.",
                    Input.class,
                    PackageSearchResult.class)
            .shownIn(AppView.PACKAGE);

    @Override
    public Spec<Input, PackageSearchResult> spec() {
        return SPEC;
    }

    @Override
    public PackageSearchResult call(Input in, Call call) {
        return pages.page(in.query(), () -> first(in, call), in.cursor(), in.facets(), call);
    }

    private SearchPosition first(Input in, Call call) {
        var query = buckets.parse(SearchInput.query(in.query()), in.buckets(), clock.instant(), call)
                .ofPackages();
        var filters = Objects.requireNonNullElse(in.userMetaFilters(), List.<MetaFilterInput>of());
        var search = new Search.Packages(
                query.terms(SearchInput.buckets(in.buckets())),
                in.order().order(),
                in.latestOnly(),
                filters.stream().map(MetaFilterInput::filter).toList());
        return SearchPosition.of(search, in.pageSize());
    }
}
