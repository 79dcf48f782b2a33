package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Found;
import com.quiltdata.mcp.catalog.Names;
import com.quiltdata.mcp.catalog.Search;
import com.quiltdata.mcp.catalog.SearchFilters;
import com.quiltdata.mcp.catalog.SearchReader;
import com.quiltdata.mcp.tool.Argument;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a query, tried out step by step. */
final class SearchExplain implements Tool<SearchExplain.Input, SearchExplain.Output> {
    record Input(
            @Doc("The query to explain") @Size(max = Asked.LONGEST)
            String query,

            @Doc("As in search_catalog") @Default("\"global\"")
            Scope scope,

            @Doc("Bucket name; empty for all") @Default("\"\"")
            String bucket) {}

    record Output(
            @Doc("The query as it was asked") String query,
            @Doc("How it was read") String explanation,
            @Doc("Each search that it makes") List<Made> searches) {}

    record Made(
            @Doc("packages or objects") String of,
            @Doc("What is sent as the query") String querySent,
            @Doc("Filters besides it") @Nullable List<String> filters,
            @Doc("What answers") String backend,
            @Doc("How many are left, step by step") List<Step> steps,

            @Doc("Buckets that gave no answer") @Nullable List<String> incomplete) {}

    record Step(
            @Doc("What was added") String added,
            @Doc("How many match then") @Nullable Integer total) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "search_explain",
            "Explain a search",
            Effect.READ,
            "Shows what search_catalog makes of a query: the text and filters really sent, what answers, and how many hits each"
                    + " filter leaves. Use it when a search finds too little or too much.",
            Input.class,
            Output.class);

    private final SearchReader reader;
    private final InstantSource clock;

    SearchExplain(SearchReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var bucket = in.bucket().isBlank()
                ? List.<String>of()
                : List.of(Argument.parse("bucket", in.bucket(), Names::bucket));
        var reading = Reading.of(Asked.query(in.query()), clock.instant());
        return new Output(
                in.query(),
                Explanation.of(reading),
                in.scope().searches(reading, bucket).stream()
                        .map(search -> made(search, call))
                        .toList());
    }

    private Made made(Search search, Call call) {
        var packages = search instanceof Search.Packages;
        var terms = search.terms();
        var steps = new ArrayList<Step>();
        var filters = SearchFilters.NONE;
        var found = found(search, filters, call);
        steps.add(new Step(terms.text().isEmpty() ? "everything" : terms.text(), found.total()));
        for (var filter : terms.filters().each()) {
            filters = filters.and(filter);
            found = found(search, filters, call);
            steps.add(new Step(String.join(" ", Wording.filters(filter, packages)), found.total()));
        }
        return new Made(
                packages ? Asked.PACKAGES : Asked.OBJECTS,
                Wording.text(search),
                Wording.filters(search),
                found.backend(),
                List.copyOf(steps),
                found.incomplete().isEmpty() ? null : found.incomplete());
    }

    private Found<?> found(Search search, SearchFilters filters, Call call) {
        var terms = new Search.Terms(search.terms().text(), search.terms().buckets(), filters);
        return switch (search) {
            case Search.Packages it ->
                reader.packages(
                        call.caller(),
                        new Search.Packages(terms, it.order(), it.latestOnly(), it.meta()),
                        Found.Page.first(1));
            case Search.Objects it ->
                reader.objects(call.caller(), new Search.Objects(terms, it.order()), Found.Page.first(1));
        };
    }
}
