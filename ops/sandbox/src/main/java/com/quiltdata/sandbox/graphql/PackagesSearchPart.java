package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.control.Dialect;
import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.search.Facet;
import com.quiltdata.sandbox.search.IndexName;
import com.quiltdata.sandbox.search.PackageDoc;
import com.quiltdata.sandbox.search.SearchQuery;
import com.quiltdata.sandbox.search.SearchResult;
import com.quiltdata.sandbox.search.SortOrder;
import com.quiltdata.sandbox.search.SortOrderParser;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The search for packages. */
final class PackagesSearchPart implements SchemaPart {
    private static final int WORKFLOWS = 100;
    private static final int FACETS = 500;

    private final SearchRunner searching;

    PackagesSearchPart(SearchRunner searching) {
        this.searching = searching;
    }

    /** A search result that can be paged. */
    public record PackagesSearchResultSet(SearchQuery query, long total) {}

    /** Some hits. */
    public record PackagesSearchResultSetPage(@Nullable String cursor, List<PackageHit> hits) {}

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                type -> type.dataFetcher("searchPackages", env -> SearchRunner.resultOrError(env, () -> search(env)))
                        .dataFetcher("searchMorePackages", env -> SearchRunner.resultOrError(env, () -> more(env))));
        wiring.type(
                "PackagesSearchResultSet",
                type -> type.dataFetcher("firstPage", this::firstPage)
                        .dataFetcher("stats", this::stats)
                        .dataFetcher("filteredUserMetaFacets", this::facets));
        List.of("PackagesSearchResult", "PackagesFirstPageResult", "PackagesSearchMoreResult")
                .forEach(union -> wiring.type(union, type -> type.typeResolver(MutationResults.BY_NAME)));
    }

    private Object search(DataFetchingEnvironment env) {
        var query = new SearchQuery(IndexName.Kind.PACKAGES, Json.asObject(env.getArguments()), null);
        searching.throwIfConfigured(env, query);
        long total = searching.page(env, query, SortOrder.RELEVANCE, null).total();
        return total == 0 ? new SearchRunner.EmptySearchResultSet() : new PackagesSearchResultSet(query, total);
    }

    private Object firstPage(DataFetchingEnvironment env) {
        SearchQuery query = source(env).query();
        return SearchRunner.settings(env).dialect() == Dialect.OLD
                ? page(env, query.ordered(SortOrderParser.ofPackages(env.getArgument("order"))), null)
                : SearchRunner.resultOrError(env, () -> page(env, query.ordered(env.getArgument("ordering")), null));
    }

    private Object more(DataFetchingEnvironment env) {
        var continued = SearchQuery.continued(IndexName.Kind.PACKAGES, Arguments.string(env, "after"));
        searching.throwIfConfigured(env, continued.query());
        return page(env, continued.query(), continued.position());
    }

    private PackagesSearchResultSetPage page(
            DataFetchingEnvironment env, SearchQuery query, @Nullable List<@Nullable Object> after) {
        SortOrder order = SortOrderParser.parse(
                query.order(), field -> searching.search().has(searching.indexes(env, query), field));
        SearchResult found = searching.page(env, query, order, after);
        List<PackageHit> hits = found.hits().stream()
                .map(hit -> new PackageHit((PackageDoc) hit.doc(), hit.score(), query))
                .toList();
        return new PackagesSearchResultSetPage(SearchRunner.cursor(found, query), hits);
    }

    private List<PackageDoc> all(DataFetchingEnvironment env) {
        SearchQuery query = source(env).query();
        return searching.search().all(searching.indexes(env, query), SearchRunner.parsed(env, query)).stream()
                .map(PackageDoc.class::cast)
                .toList();
    }

    private Map<String, @Nullable Object> stats(DataFetchingEnvironment env) {
        List<PackageDoc> all = all(env);
        List<Facet> facets = Facet.of(all.stream());
        var workflows = all.stream().flatMap(found -> found.workflow().stream());
        return Map.of(
                "modified",
                        FacetsPart.extents(
                                all.stream().map(found -> found.pointer().modified())),
                "size",
                        FacetsPart.extents(all.stream()
                                .map(found -> (double) found.manifest().totalBytes())),
                "entries",
                        FacetsPart.extents(all.stream()
                                .map(found -> (double) found.manifest().totalFiles())),
                "workflow", Map.of("values", Facet.frequent(workflows, WORKFLOWS)),
                "userMeta", facets.stream().limit(FACETS).map(FacetsPart::facet).toList(),
                "userMetaTruncated", facets.size() > FACETS);
    }

    private List<Map<String, @Nullable Object>> facets(DataFetchingEnvironment env) {
        String path = Arguments.string(env, "path");
        String type = env.getArgument("type");
        return Facet.of(all(env).stream()).stream()
                .filter(facet -> facet.path().contains(path))
                .filter(facet ->
                        type == null || type.equals(facet.displayedType().name()))
                .map(FacetsPart::facet)
                .toList();
    }

    private static PackagesSearchResultSet source(DataFetchingEnvironment env) {
        return Arguments.source(env, PackagesSearchResultSet.class);
    }
}
