package com.quiltdata.sandbox.graphql;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.search.Facet;
import com.quiltdata.sandbox.search.Found;
import com.quiltdata.sandbox.search.IndexName;
import com.quiltdata.sandbox.search.ObjectDoc;
import com.quiltdata.sandbox.search.Order;
import com.quiltdata.sandbox.search.Ordering;
import com.quiltdata.sandbox.search.Question;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The search for objects. */
final class ObjectsSearchPart implements Part {
    private static final int EXTENSIONS = 100;

    private final Searching searching;

    ObjectsSearchPart(Searching searching) {
        this.searching = searching;
    }

    /** A search result that can be paged. */
    public record ObjectsSearchResultSet(Question question, long total) {}

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
                type -> type.dataFetcher("searchObjects", env -> Searching.orArm(env, () -> search(env)))
                        .dataFetcher("searchMoreObjects", env -> Searching.orArm(env, () -> more(env))));
        wiring.type(
                "ObjectsSearchResultSet",
                type -> type.dataFetcher("firstPage", this::firstPage).dataFetcher("stats", this::stats));
        List.of("ObjectsSearchResult", "ObjectsSearchMoreResult")
                .forEach(union -> wiring.type(union, type -> type.typeResolver(Outcomes.BY_NAME)));
    }

    private Object search(DataFetchingEnvironment env) {
        var question = new Question(IndexName.Kind.OBJECTS, Json.asObject(env.getArguments()), null);
        searching.trouble(env, question);
        long total = searching.page(env, question, Order.RELEVANCE, null).total();
        return total == 0 ? new Searching.EmptySearchResultSet() : new ObjectsSearchResultSet(question, total);
    }

    private Object firstPage(DataFetchingEnvironment env) {
        return page(env, source(env).question().ordered(env.getArgument("order")), null);
    }

    private Object more(DataFetchingEnvironment env) {
        var continued = Question.continued(IndexName.Kind.OBJECTS, Arguments.string(env, "after"));
        searching.trouble(env, continued.question());
        return page(env, continued.question(), continued.position());
    }

    private ObjectsSearchResultSetPage page(
            DataFetchingEnvironment env, Question question, @Nullable List<@Nullable Object> after) {
        Found found =
                searching.page(env, question, Ordering.ofObjects(Objects.toString(question.order(), null)), after);
        List<Hit> hits = found.hits().stream()
                .map(hit -> new Hit((ObjectDoc) hit.doc(), hit.score()))
                .toList();
        return new ObjectsSearchResultSetPage(Searching.cursor(found, question), hits);
    }

    private Map<String, @Nullable Object> stats(DataFetchingEnvironment env) {
        Question question = source(env).question();
        List<ObjectDoc> all = searching.search().all(searching.indexes(env, question), question.query()).stream()
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
