package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.control.Dialect;
import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.search.Facet;
import com.quiltdata.sandbox.search.Found;
import com.quiltdata.sandbox.search.IndexName;
import com.quiltdata.sandbox.search.Order;
import com.quiltdata.sandbox.search.Ordering;
import com.quiltdata.sandbox.search.PackageDoc;
import com.quiltdata.sandbox.search.Question;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The search for packages. */
final class PackagesSearchPart implements Part {
    private static final int WORKFLOWS = 100;
    private static final int FACETS = 500;

    private final Searching searching;

    PackagesSearchPart(Searching searching) {
        this.searching = searching;
    }

    /** A search result that can be paged. */
    public record PackagesSearchResultSet(Question question, long total) {}

    /** Some hits. */
    public record PackagesSearchResultSetPage(@Nullable String cursor, List<PackageHit> hits) {}

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                type -> type.dataFetcher("searchPackages", env -> Searching.orArm(env, () -> search(env)))
                        .dataFetcher("searchMorePackages", env -> Searching.orArm(env, () -> more(env))));
        wiring.type(
                "PackagesSearchResultSet",
                type -> type.dataFetcher("firstPage", this::firstPage)
                        .dataFetcher("stats", this::stats)
                        .dataFetcher("filteredUserMetaFacets", this::facets));
        List.of("PackagesSearchResult", "PackagesFirstPageResult", "PackagesSearchMoreResult")
                .forEach(union -> wiring.type(union, type -> type.typeResolver(Outcomes.BY_NAME)));
    }

    private Object search(DataFetchingEnvironment env) {
        var question = new Question(IndexName.Kind.PACKAGES, Json.asObject(env.getArguments()), null);
        searching.trouble(env, question);
        long total = searching.page(env, question, Order.RELEVANCE, null).total();
        return total == 0 ? new Searching.EmptySearchResultSet() : new PackagesSearchResultSet(question, total);
    }

    private Object firstPage(DataFetchingEnvironment env) {
        Question question = source(env).question();
        return Searching.settings(env).dialect() == Dialect.OLD
                ? page(env, question.ordered(Ordering.ofPackages(env.getArgument("order"))), null)
                : Searching.orArm(env, () -> page(env, question.ordered(env.getArgument("ordering")), null));
    }

    private Object more(DataFetchingEnvironment env) {
        var continued = Question.continued(IndexName.Kind.PACKAGES, Arguments.string(env, "after"));
        searching.trouble(env, continued.question());
        return page(env, continued.question(), continued.position());
    }

    private PackagesSearchResultSetPage page(
            DataFetchingEnvironment env, Question question, @Nullable List<@Nullable Object> after) {
        Order order = Ordering.parse(
                question.order(), field -> searching.search().has(searching.indexes(env, question), field));
        Found found = searching.page(env, question, order, after);
        List<PackageHit> hits = found.hits().stream()
                .map(hit -> new PackageHit((PackageDoc) hit.doc(), hit.score(), question))
                .toList();
        return new PackagesSearchResultSetPage(Searching.cursor(found, question), hits);
    }

    private List<PackageDoc> all(DataFetchingEnvironment env) {
        Question question = source(env).question();
        return searching.search().all(searching.indexes(env, question), question.query()).stream()
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
                .filter(facet -> type == null || type.equals(facet.shown().name()))
                .map(FacetsPart::facet)
                .toList();
    }

    private static PackagesSearchResultSet source(DataFetchingEnvironment env) {
        return Arguments.source(env, PackagesSearchResultSet.class);
    }
}
