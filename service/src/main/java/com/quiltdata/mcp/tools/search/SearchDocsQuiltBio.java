package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

/** Searches the pages of Quilt's documentation. */
record SearchDocsQuiltBio(DocsReader docs) implements Tool<SearchDocsQuiltBio.Input, DocsSearchResult> {
    private static final int MAX_QUERY_LENGTH = 300;

    record Input(
            @Doc("A few words, or a phrase in quotes") @Size(max = MAX_QUERY_LENGTH)
            String query,

            @Doc("Maximum number of pages") @Default("8") @Min(1) @Max(25)
            int limit,

            @Doc("Include pages of earlier versions") @Default("false")
            boolean includeVersionedDocs) {}

    private static final Spec<Input, DocsSearchResult> SPEC = new Spec<>(
            "search_docs_quilt_bio",
            "Search Quilt's documentation",
            Effect.READ,
            "Returns pages of docs.quilt.bio on how Quilt works: installation, the Python API, the catalog, workflows,"
                    + " administration. To find data use search_objects or search_packages.",
            Input.class,
            DocsSearchResult.class);

    @Override
    public Spec<Input, DocsSearchResult> spec() {
        return SPEC;
    }

    @Override
    public DocsSearchResult call(Input in, Call call) {
        var query = SearchInput.query(in.query());
        if (query.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new Failure.Invalid(
                    "`query` must contain a letter or a digit; send a few words, for example \"push a package\".");
        }
        return DocsSearchResult.of(
                in.query(), in.includeVersionedDocs(), docs.search(query, in.limit(), in.includeVersionedDocs()));
    }
}
