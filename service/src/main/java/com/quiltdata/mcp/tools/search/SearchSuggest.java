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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Suggests completions of a query from names and keys that exist. */
final class SearchSuggest implements Tool<SearchSuggest.Input, SearchSuggest.Output> {
    private static final List<String> TYPES = List.of("buckets", "packages", "metadata", "extensions");

    record Input(
            @Doc("Text typed so far, e.g. \"hurr\"") @Size(max = 200)
            String partialQuery,

            @Doc("Any of buckets, packages, metadata, extensions; auto for all. Optional. Default: all") @Nullable
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

    private final SearchReader reader;
    private final BucketReader buckets;

    SearchSuggest(SearchReader reader, BucketReader buckets) {
        this.reader = reader;
        this.buckets = buckets;
    }

    @Override
    public Spec<Input, Output> spec() {
        return SPEC;
    }

    @Override
    public Output call(Input in, Call call) {
        var wanted = wanted(in.suggestionTypes());
        var typed = SearchInput.query(in.partialQuery()).strip();
        var found = TYPES.stream()
                .filter(wanted::contains)
                .map(type -> suggestions(type, typed, in.limit(), call))
                .toList();
        var shown = new ArrayList<Suggestion>();
        for (int turn = 0; turn < in.limit() && shown.size() < in.limit(); turn++) {
            for (var list : found) {
                if (turn < list.size() && shown.size() < in.limit()) {
                    shown.add(list.get(turn));
                }
            }
        }
        return new Output(in.partialQuery(), List.copyOf(shown), shown.size());
    }

    private static Set<String> wanted(@Nullable List<String> types) {
        if (types == null || types.isEmpty() || types.contains("auto")) {
            return Set.copyOf(TYPES);
        }
        if (!TYPES.containsAll(types)) {
            throw new Failure.Invalid(
                    "`suggestion_types` may contain %s, or auto for all.".formatted(String.join(", ", TYPES)));
        }
        return Set.copyOf(types);
    }

    private List<Suggestion> suggestions(String type, String typed, int most, Call call) {
        var all = switch (type) {
            case "buckets" ->
                buckets.list(call.caller()).stream().map(Bucket::name).map(name -> new Suggestion(name, type, "*"));
            case "packages" ->
                packages(typed, call).map(name -> new Suggestion(name, type, escaped("ptr_name:", name)));
            case "metadata" ->
                facets(packages(), call)
                        .flatMap(facets -> facets.meta().stream())
                        .map(meta -> new Suggestion(meta.path(), type, metadata(meta)));
            default ->
                facets(new Search.Objects(everything(""), SearchOrder.BEST_MATCH), call)
                        .flatMap(facets -> facets.extensions().stream())
                        .filter(extension -> !extension.isEmpty())
                        .map(extension -> new Suggestion(extension, type, "ext:" + extension));
        };
        var part = typed.toLowerCase(Locale.ROOT);
        return all.filter(it -> it.text().toLowerCase(Locale.ROOT).contains(part))
                .limit(most)
                .toList();
    }

    private Stream<String> packages(String typed, Call call) {
        var text =
                typed.isEmpty() ? "" : "ptr_name:*" + QuerySyntax.escaped(typed).replace(" ", "\\ ") + "*";
        var search = new Search.Packages(everything(text), SearchOrder.LEX_ASC, true, List.of());
        return reader.packages(call.caller(), search, SearchPage.PageQuery.first(SearchInput.MOST)).hits().stream()
                .map(hit -> hit.name().name())
                .distinct();
    }

    private Stream<Facets> facets(Search search, Call call) {
        return reader.facets(call.caller(), search).stream();
    }

    private static Search.Packages packages() {
        return new Search.Packages(everything(""), SearchOrder.BEST_MATCH, true, List.of());
    }

    private static Search.Terms everything(String text) {
        return new Search.Terms(text, List.of(), SearchFilters.NONE);
    }

    private static String metadata(Facets.MetadataFacet meta) {
        var words = meta.path().substring(meta.path().lastIndexOf('/') + 1);
        return "mnfst_metadata:" + QuerySyntax.escaped(words).replace(" ", "\\ ");
    }

    private static String escaped(String field, String name) {
        return field + QuerySyntax.escaped(name);
    }
}
