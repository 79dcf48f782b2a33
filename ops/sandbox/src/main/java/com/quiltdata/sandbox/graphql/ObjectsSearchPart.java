package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.search.Facet;
import com.quiltdata.sandbox.search.IndexName;
import com.quiltdata.sandbox.search.ObjectDoc;
import com.quiltdata.sandbox.search.SearchQuery;
import com.quiltdata.sandbox.search.SearchResult;
import com.quiltdata.sandbox.search.SortOrder;
import com.quiltdata.sandbox.search.SortOrderParser;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The search for objects. */
final class ObjectsSearchPart implements SchemaPart {
    private static final int EXTENSIONS = 100;

    private final SearchRunner searching;

    ObjectsSearchPart(SearchRunner searching) {
        this.searching = searching;
    }

    /** A search result that can be paged. */
    public record ObjectsSearchResultSet(SearchQuery query, long total) {}

    /** Some hits. */
    public record ObjectsSearchResultSetPage(@Nullable String cursor, List<Hit> hits) {}

    /** A found object. */
    public record Hit(ObjectDoc object, float score) {
        public String id() {
            return object.bucket() + ":" + object.id();
        }

        public String bucket() {
            return object.bucket();
        }

        public String key() {
            return object.key();
        }

        public String version() {
            return object.version();
        }

        public double size() {
            return object.size();
        }

        public Instant modified() {
            return object.modified();
        }

        public boolean deleted() {
            return object.deleted();
        }

        public String indexedContent() {
            return object.content();
        }
    }

    @Override
    public void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Query",
                type -> type.dataFetcher("searchObjects", env -> SearchRunner.resultOrError(env, () -> search(env)))
                        .dataFetcher("searchMoreObjects", env -> SearchRunner.resultOrError(env, () -> more(env))));
        wiring.type(
                "ObjectsSearchResultSet",
                type -> type.dataFetcher("firstPage", this::firstPage).dataFetcher("stats", this::stats));
        List.of("ObjectsSearchResult", "ObjectsSearchMoreResult")
                .forEach(union -> wiring.type(union, type -> type.typeResolver(MutationResults.BY_NAME)));
    }

    private Object search(DataFetchingEnvironment env) {
        var query = new SearchQuery(IndexName.Kind.OBJECTS, Json.asObject(env.getArguments()), null);
        searching.throwIfConfigured(env, query);
        long total = searching.page(env, query, SortOrder.RELEVANCE, null).total();
        return total == 0 ? new SearchRunner.EmptySearchResultSet() : new ObjectsSearchResultSet(query, total);
    }

    private Object firstPage(DataFetchingEnvironment env) {
        return page(env, source(env).query().ordered(env.getArgument("order")), null);
    }

    private Object more(DataFetchingEnvironment env) {
        var continued = SearchQuery.continued(IndexName.Kind.OBJECTS, Arguments.string(env, "after"));
        searching.throwIfConfigured(env, continued.query());
        return page(env, continued.query(), continued.position());
    }

    private ObjectsSearchResultSetPage page(
            DataFetchingEnvironment env, SearchQuery query, @Nullable List<@Nullable Object> after) {
        SearchResult found =
                searching.page(env, query, SortOrderParser.ofObjects(Objects.toString(query.order(), null)), after);
        List<Hit> hits = found.hits().stream()
                .map(hit -> new Hit((ObjectDoc) hit.doc(), hit.score()))
                .toList();
        return new ObjectsSearchResultSetPage(SearchRunner.cursor(found, query), hits);
    }

    private Map<String, @Nullable Object> stats(DataFetchingEnvironment env) {
        SearchQuery query = source(env).query();
        List<ObjectDoc> all =
                searching.search().all(searching.indexes(env, query), SearchRunner.parsed(env, query)).stream()
                        .map(ObjectDoc.class::cast)
                        .toList();
        return Map.of(
                "modified", FacetsPart.extents(all.stream().map(ObjectDoc::modified)),
                "size", FacetsPart.extents(all.stream().map(object -> (double) object.size())),
                "ext", Map.of("values", Facet.frequent(all.stream().map(ObjectDoc::ext), EXTENSIONS)));
    }

    private static ObjectsSearchResultSet source(DataFetchingEnvironment env) {
        return Arguments.source(env, ObjectsSearchResultSet.class);
    }
}
