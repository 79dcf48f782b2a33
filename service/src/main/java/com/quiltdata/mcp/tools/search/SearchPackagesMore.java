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

/** The next page of packages. */
final class SearchPackagesMore implements Tool<SearchPackagesMore.Input, PackagesFound> {
    record Input(
            @Doc("next_cursor of search_packages") String cursor,

            @Doc("Hits a page") @Default("30") @Min(1) @Max(Asked.MOST)
            int pageSize) {}

    private static final Spec<Input, PackagesFound> SPEC = new Spec<>(
            "search_packages_more",
            "Search packages, next page",
            Effect.READ,
            "Goes on with a search_packages whose answer had a next_cursor; search_packages does the same with `cursor`.",
            Input.class,
            PackagesFound.class);

    private final SearchReader reader;

    SearchPackagesMore(SearchReader reader) {
        this.reader = reader;
    }

    @Override
    public Spec<Input, PackagesFound> spec() {
        return SPEC;
    }

    @Override
    public PackagesFound call(Input in, Call call) {
        var cursor = Argument.parse("cursor", in.cursor(), SearchCursor::parse);
        var leg = Asked.more(cursor, Asked.PACKAGES, in.pageSize(), Search.Packages.class::isInstance);
        return PackagesFound.of(cursor.asked(), SearchPackages.pull(reader, leg, call), null);
    }
}
