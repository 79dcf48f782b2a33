package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

/** Pages of Quilt's documentation. */
final class SearchDocsQuiltBio implements Tool<SearchDocsQuiltBio.Input, DocsPages> {
    private static final int LONGEST = 300;

    record Input(
            @Doc("A few words, or \"a phrase\"") @Size(max = LONGEST)
            String query,

            @Doc("Most pages") @Default("8") @Min(1) @Max(25)
            int limit,

            @Doc("Take pages of earlier versions too") @Default("false")
            boolean includeVersionedDocs) {}

    private static final Spec<Input, DocsPages> SPEC = new Spec<>(
            "search_docs_quilt_bio",
            "Search Quilt's documentation",
            Effect.READ,
            "Finds pages of docs.quilt.bio on how Quilt works: installing, the Python API, the catalog, workflows,"
                    + " administration. Not for data: use search_catalog.",
            Input.class,
            DocsPages.class);

    private final DocsReader docs;

    SearchDocsQuiltBio(DocsReader docs) {
        this.docs = docs;
    }

    @Override
    public Spec<Input, DocsPages> spec() {
        return SPEC;
    }

    @Override
    public DocsPages call(Input in, Call call) {
        var query = Asked.query(in.query());
        if (query.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new Failure.Invalid(
                    "`query` must hold a letter or a digit; send a few words such as push a package.");
        }
        return DocsPages.of(
                in.query(), in.includeVersionedDocs(), docs.search(query, in.limit(), in.includeVersionedDocs()));
    }
}
