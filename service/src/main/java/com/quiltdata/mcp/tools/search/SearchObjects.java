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
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches objects. */
record SearchObjects(PagedSearch<ObjectItem, ObjectSearchResult> pages, BucketPhrase buckets, InstantSource clock)
        implements Tool<SearchObjects.Input, ObjectSearchResult> {
    record Input(
            @Doc("Plain words, like \"csv files larger than 10 MB\", or Elasticsearch query syntax, like "
                    + "\"ext:csv AND key:raw/*\"; \"*\" for all")
            @Size(max = SearchInput.MAX_QUERY_LENGTH)
            String query,

            @Doc("Buckets to search, like [\"quilt-example\"]. Default: all") @Nullable
            List<String> buckets,

            @Doc("Sort order; LEX_ASC and LEX_DESC sort by key") @Default("\"BEST_MATCH\"")
            SortOrder order,

            @Doc("Hits per page") @Default("30") @Min(1) @Max(SearchInput.MAX_PAGE_SIZE)
            int pageSize,

            @Doc("next_cursor of the previous page; send the same query") @Nullable
            String cursor,

            @Doc("Also return facets: values to filter by, with counts") @Default("false")
            boolean facets) {}

    private static final Spec<Input, ObjectSearchResult> SPEC = new Spec<>(
                    "search_objects",
                    "Search objects",
                    Effect.READ,
                    "Finds S3 objects by key, text, extension, size and date. Use it to find files anywhere in the catalog; "
                            + "search_packages finds packages. Read a hit by its s3_uri with object_read.",
                    Input.class,
                    ObjectSearchResult.class)
            .shownIn(AppView.TABLE);

    @Override
    public Spec<Input, ObjectSearchResult> spec() {
        return SPEC;
    }

    @Override
    public ObjectSearchResult call(Input in, Call call) {
        return pages.page(in.query(), () -> first(in, call), in.cursor(), in.facets(), call);
    }

    private SearchPosition first(Input in, Call call) {
        var query = buckets.parse(SearchInput.query(in.query()), in.buckets(), clock.instant(), call)
                .ofObjects();
        var search = new Search.Objects(
                query.terms(SearchInput.buckets(in.buckets())), in.order().order());
        return SearchPosition.of(search, in.pageSize());
    }
}
