package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchPosition;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains how a query is interpreted, and counts the hits after each filter. */
record SearchExplain(SearchReader reader, InstantSource clock)
        implements Tool<SearchExplain.Input, SearchExplain.Output> {
    record Input(
            @Doc("The query to explain") @Size(max = SearchInput.MAX_QUERY_LENGTH)
            String query,

            @Doc("Scope to explain; search_catalog defaults to file") @Default("\"global\"")
            SearchScope scope,

            @Doc("Bucket name or s3://bucket. Default: all buckets") @Default("\"\"")
            String bucket) {}

    record Output(
            @Doc("Query as given") String query,
            @Doc("How the query was interpreted") String explanation,
            @Doc("Searches that the query runs") List<ExplainedSearch> searches) {}

    record ExplainedSearch(
            @Doc("Kind of hits: packages or objects") String of,
            @Doc("Query sent to the search backend") String querySent,
            @Doc("Filters sent with the query") @Nullable List<String> filters,
            @Doc("Search backend: graphql or elasticsearch") String backend,
            @Doc("Number of hits after each step") List<SearchSteps.Step> steps,

            @Doc("Buckets whose search failed") @Nullable List<String> incomplete) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "search_explain",
            "Explain a search",
            Effect.READ,
            "Returns how search_catalog interprets a query: the text and filters it sends, the backend, and how many "
                    + "hits each filter leaves. Use it when a search finds too little or too much.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var bucket = in.bucket().isBlank()
                ? List.<String>of()
                : List.of(ArgumentParser.parse("bucket", in.bucket(), NameSyntax::bucket));
        var query = ParsedQuery.of(SearchInput.query(in.query()), clock.instant());
        return new Output(
                in.query(),
                query.explanation(),
                in.scope().searches(query, bucket).stream()
                        .map(search -> explain(search, call))
                        .toList());
    }

    private ExplainedSearch explain(Search search, Call call) {
        var position = SearchPosition.of(search, 1);
        var page = position.pull(reader, call.caller(), (hit, _) -> Stream.of(hit), (hit, _) -> Stream.of(hit));
        return new ExplainedSearch(
                search instanceof Search.Packages ? SearchInput.PACKAGES : SearchInput.OBJECTS,
                QueryText.text(search),
                QueryText.filters(search),
                page.backend(),
                new SearchSteps(reader, call).of(search),
                page.incomplete().isEmpty() ? null : page.incomplete());
    }
}
