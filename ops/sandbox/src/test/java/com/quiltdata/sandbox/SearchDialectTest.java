package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The registry generations that the sandbox can simulate, and the faults of their search. */
final class SearchDialectTest {
    private static final World WORLD = new World();
    private static final String NEW = """
            {searchPackages(latestOnly:true){__typename ...on PackagesSearchResultSet{firstPage(ordering:"sys:name:asc"){
             ...on PackagesSearchResultSetPage{hits{name}}}} ...on OperationError{name message}}}""";
    private static final String OLD = """
            {searchPackages(latestOnly:true){__typename
             ...on PackagesSearchResultSet{firstPage(order:LEX_ASC){hits{name}}}}}""";

    @AfterEach
    void restore() {
        search("{\"dialect\":\"new\",\"delays\":{},\"failures\":{},\"missing\":[],\"refusalStatus\":200}");
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private static void search(String settings) {
        WORLD.control("POST", "/settings", "{\"search\":" + settings + "}");
    }

    private static String answer(String query) {
        return WORLD.graphql("writer", query).body();
    }

    @Test
    void theNewDialectRefusesTheOld() {
        assertThat(Answers.one(answer(NEW), "name")).isEqualTo("examples/awkward");
        assertThat(answer(OLD))
                .contains(
                        "\"errors\"",
                        "Unknown argument 'order' on field 'firstPage'.",
                        "Cannot query field 'hits' on type 'PackagesFirstPageResult'.")
                .doesNotContain("extensions", "\"data\"");
    }

    @Test
    void theOldDialectRefusesTheNew() {
        search("{\"dialect\":\"old\"}");
        assertThat(Answers.one(answer(OLD), "name")).isEqualTo("examples/awkward");
        assertThat(answer(NEW))
                .contains("Unknown argument 'ordering' on field 'firstPage'.")
                .doesNotContain("awkward");
        assertThat(answer("{searchObjects{...on OperationError{name}}}"))
                .contains("Fragment cannot be spread here as objects of type");
        assertThat(answer("{buckets{name}}")).contains("Cannot query field 'buckets' on type 'Query'.");
        assertThat(answer("{bucketConfigs{name}}")).contains("quilt-lab").doesNotContain("errors");
        assertThat(answer("{package(bucket:\"quilt-lab\",name:\"lab/raw\"){revision{message}}}"))
                .contains("Unprocessed");
    }

    @Test
    void aThirdRegistryRefusesBoth() {
        search("{\"dialect\":\"none\"}");
        assertThat(answer(OLD)).contains("Cannot query field 'searchPackages' on type 'Query'.");
        assertThat(answer(NEW)).contains("Cannot query field 'searchPackages' on type 'Query'.");
        assertThat(answer("{buckets{name}}")).contains("quilt-lab");
    }

    @Test
    void aRefusalIsA200OrA400() {
        assertThat(WORLD.graphql("writer", OLD).statusCode()).isEqualTo(200);
        search("{\"refusalStatus\":400}");
        assertThat(WORLD.graphql("writer", OLD).statusCode()).isEqualTo(400);
        assertThat(WORLD.graphql("writer", NEW).statusCode()).isEqualTo(200);
    }

    @Test
    void theOldOrdersAreTheNewOnes() {
        search("{\"dialect\":\"old\"}");
        assertThat(Answers.one(answer(OLD.replace("LEX_ASC", "NEWEST")), "name"))
                .isEqualTo("lab/raw");
        assertThat(Answers.one(answer(OLD.replace("LEX_ASC", "OLDEST")), "name"))
                .isEqualTo("examples/hurdat");
        assertThat(Answers.one(answer(OLD.replace("LEX_ASC", "LEX_DESC")), "name"))
                .isEqualTo("lab/raw");
        assertThat(Answers.all(answer(OLD.replace("LEX_ASC", "BEST_MATCH")), "name"))
                .hasSize(6);
    }

    @Test
    void aFailureIsAnOperationErrorWhereThereIsOne() {
        search("{\"failures\":{\"*\":\"Timeout\"}}");
        assertThat(answer(NEW)).contains("\"__typename\":\"OperationError\",\"name\":\"Timeout\"");
        search("{\"dialect\":\"old\"}");
        assertThat(answer(OLD)).contains("\"errors\"", "Internal Server Error");
        assertThat(api("quilt-lab").statusCode()).isEqualTo(500);
    }

    @Test
    void oneBucketAloneMayFail() {
        search("{\"failures\":{\"quilt-lab\":\"Timeout\"}}");
        assertThat(answer(NEW)).contains("OperationError");
        assertThat(answer(NEW.replace("latestOnly:true", "latestOnly:true,buckets:[\"quilt-example\"]")))
                .contains("examples/awkward");
        assertThat(api("quilt-example").statusCode()).isEqualTo(200);
    }

    @Test
    void oneBucketMayLackItsIndex() {
        search("{\"missing\":[\"quilt-lab\"]}");
        assertThat(answer(NEW)).contains("IndexNotFound", "quilt-lab");
        assertThat(api("quilt-example,quilt-lab").statusCode()).isEqualTo(404);
        assertThat(api("quilt-example,quilt-lab").body()).contains("index_not_found_exception", "[quilt-lab]");
        assertThat(api("quilt-example").statusCode()).isEqualTo(200);
    }

    @Test
    void oneBucketMayBeSlow() {
        search("{\"delays\":{\"quilt-lab\":300}}");
        long start = System.nanoTime();
        assertThat(api("quilt-lab").statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000);
    }

    private static HttpResponse<String> api(String index) {
        return WORLD.send("GET", "/api/search?action=search&query=*&index=" + index, null, WORLD.bearer("writer"));
    }
}
