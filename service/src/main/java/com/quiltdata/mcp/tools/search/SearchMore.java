package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Returns the next page of a search for packages or objects. */
record SearchMore<I extends Record & SearchMore.PageInput, O extends Record>(Spec<I, O> spec, PagedSearch<?, O> pages)
        implements Tool<I, O> {
    /** The arguments. */
    interface PageInput {
        String cursor();

        int pageSize();
    }

    record PackagesInput(
            @Doc("next_cursor of a search_packages result") String cursor,

            @Doc("Hits per page") @Default("30") @Min(1) @Max(SearchInput.MAX_PAGE_SIZE)
            int pageSize)
            implements PageInput {}

    record ObjectsInput(
            @Doc("next_cursor of a search_objects result") String cursor,

            @Doc("Hits per page") @Default("30") @Min(1) @Max(SearchInput.MAX_PAGE_SIZE)
            int pageSize)
            implements PageInput {}

    private static final Spec<PackagesInput, PackageSearchResult> PACKAGES = new Spec<>(
            "search_packages_more",
            "Search packages, next page",
            Effect.READ,
            "Returns the next page of a search_packages result, by its next_cursor. search_packages does the same "
                    + "with `cursor`.",
            PackagesInput.class,
            PackageSearchResult.class);

    private static final Spec<ObjectsInput, ObjectSearchResult> OBJECTS = new Spec<>(
            "search_objects_more",
            "Search objects, next page",
            Effect.READ,
            "Returns the next page of a search_objects result, by its next_cursor. search_objects does the same with "
                    + "`cursor`.",
            ObjectsInput.class,
            ObjectSearchResult.class);

    static SearchMore<PackagesInput, PackageSearchResult> packages(SearchReader reader) {
        return new SearchMore<>(PACKAGES, PagedSearch.packages(reader));
    }

    static SearchMore<ObjectsInput, ObjectSearchResult> objects(SearchReader reader) {
        return new SearchMore<>(OBJECTS, PagedSearch.objects(reader));
    }

    @Override
    public O call(I in, Call call) {
        return pages.next(in.cursor(), in.pageSize(), call);
    }
}
