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

/** Returns the next page of a package search. */
final class SearchPackagesMore implements Tool<SearchPackagesMore.Input, PackageSearchResult> {
    record Input(
            @Doc("next_cursor of a search_packages result") String cursor,

            @Doc("Hits per page") @Default("30") @Min(1) @Max(SearchInput.MOST)
            int pageSize) {}

    private static final Spec<Input, PackageSearchResult> SPEC = new Spec<>(
            "search_packages_more",
            "Search packages, next page",
            Effect.READ,
            "Returns the next page of a search_packages result, by its next_cursor. search_packages does the same "
                    + "with `cursor`.",
            Input.class,
            PackageSearchResult.class);

    private final SearchReader reader;

    SearchPackagesMore(SearchReader reader) {
        this.reader = reader;
    }

    @Override
    public Spec<Input, PackageSearchResult> spec() {
        return SPEC;
    }

    @Override
    public PackageSearchResult call(Input in, Call call) {
        var cursor = ArgumentParser.parse("cursor", in.cursor(), SearchCursor::decode);
        var leg = SearchInput.more(cursor, SearchInput.PACKAGES, in.pageSize(), Search.Packages.class::isInstance);
        return PackageSearchResult.of(cursor.question(), SearchPackages.pull(reader, leg, call), null);
    }
}
