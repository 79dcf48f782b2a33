package com.quiltdata.mcp.tools.search;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.search.Facets;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchFilters;
import com.quiltdata.mcp.catalog.search.SearchOrder;
import com.quiltdata.mcp.catalog.search.SearchPage;
import com.quiltdata.mcp.catalog.search.SearchReader;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Suggests completions of a query from names and keys that exist. */
record SearchSuggest(SearchReader reader, BucketReader buckets)
        implements Tool<SearchSuggest.Input, SearchSuggest.Output> {
    private static final List<String> TYPES = List.of("buckets", "packages", "metadata", "extensions");

    private static final Search.Terms EVERYTHING = new Search.Terms("", List.of(), SearchFilters.NONE);
    private static final Search.Terms OBJECTS =
            ParsedQuery.of("*", Instant.EPOCH).ofObjects().terms(List.of());

    record Input(
            @Doc("Text typed so far, e.g. \"hurr\"") @Size(max = 200)
            String partialQuery,

            @Doc("Any of buckets, packages, metadata, extensions; auto (default) for all") @Nullable
            List<String> suggestionTypes,

            @Doc("Maximum number of suggestions") @Default("10") @Min(1) @Max(100)
            int limit) {}

    record Output(
            @Doc("Text as given") String partialQuery,
            @Doc("Suggestions of all types, in turn") List<Suggestion> suggestions,
            @Doc("Number of suggestions") int totalSuggestions) {}

    record Suggestion(
            @Doc("Name, key or extension that exists") String text,

            @Doc("buckets, packages, metadata or extensions")
            String type,

            @Doc("Query for search_catalog that uses it") String query) {}

    private static final Spec<Input, Output> SPEC = new Spec<>(
            "search_suggest",
            "Suggest searches",
            Effect.READ,
            "Returns completions of a word that exist in this catalog: buckets, packages, metadata keys and file "
                    + "extensions that contain it, each with a query for search_catalog.",
            Input.class,
            Output.class);

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var types = types(in.suggestionTypes());
        var typed = SearchInput.query(in.partialQuery()).strip();
        var lists = TYPES.stream()
                .filter(types::contains)
                .map(type -> suggestions(type, typed, in.limit(), call))
                .toList();
        var inTurn = IntStream.range(0, in.limit())
                .boxed()
                .flatMap(turn ->
                        lists.stream().flatMap(list -> list.stream().skip(turn).limit(1)))
                .limit(in.limit())
                .toList();
        return new Output(in.partialQuery(), inTurn, inTurn.size());
    }

    private static List<String> types(@Nullable List<String> types) {
        if (types == null || types.isEmpty() || types.contains("auto")) {
            return TYPES;
        }
        if (!TYPES.containsAll(types)) {
            throw new Failure.Invalid(
                    "`suggestion_types` may contain %s, or auto for all.".formatted(String.join(", ", TYPES)));
        }
        return types;
    }

    private List<Suggestion> suggestions(String type, String typed, int limit, Call call) {
        var candidates = switch (type) {
            case "buckets" ->
                buckets.list(call.caller()).stream().map(Bucket::name).map(name -> new Suggestion(name, type, "*"));
            case "packages" ->
                packages(typed, call).map(name -> new Suggestion(name, type, "ptr_name:" + QuerySyntax.escaped(name)));
            case "metadata" ->
                facets(new Search.Packages(EVERYTHING, SearchOrder.BEST_MATCH, true, List.of()), call)
                        .flatMap(facets -> facets.meta().stream())
                        .map(meta -> new Suggestion(meta.path(), type, metadata(meta)));
            default ->
                facets(new Search.Objects(OBJECTS, SearchOrder.BEST_MATCH), call)
                        .flatMap(facets -> facets.extensions().stream())
                        .filter(extension -> !extension.isEmpty())
                        .map(extension -> new Suggestion(extension, type, "ext:" + extension));
        };
        var part = typed.toLowerCase(Locale.ROOT);
        return candidates
                .filter(it -> it.text().toLowerCase(Locale.ROOT).contains(part))
                .limit(limit)
                .toList();
    }

    private Stream<String> packages(String typed, Call call) {
        var text =
                typed.isEmpty() ? "" : "ptr_name:*" + QuerySyntax.escaped(typed).replace(" ", "\\ ") + "*";
        var search = new Search.Packages(
                new Search.Terms(text, List.of(), SearchFilters.NONE), SearchOrder.LEX_ASC, true, List.of());
        return reader
                .packages(call.caller(), search, SearchPage.PageQuery.first(SearchInput.MAX_PAGE_SIZE))
                .hits()
                .stream()
                .map(hit -> hit.name().name())
                .distinct();
    }

    private Stream<Facets> facets(Search search, Call call) {
        return reader.facets(call.caller(), search).stream();
    }

    private static String metadata(Facets.MetadataFacet meta) {
        var words = meta.path().substring(meta.path().lastIndexOf('/') + 1);
        return "mnfst_metadata:" + QuerySyntax.escaped(words).replace(" ", "\\ ");
    }
}
