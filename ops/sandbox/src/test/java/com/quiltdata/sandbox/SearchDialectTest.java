package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The registry generations that the sandbox can simulate, and the faults of their search. */
final class SearchDialectTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
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
        SANDBOX.close();
    }

    private static void search(String settings) {
        SANDBOX.control("POST", "/settings", "{\"search\":" + settings + "}");
    }

    private static String answer(String query) {
        return SANDBOX.graphql("writer", query).body();
    }

    @Test
    void newDialectRefusesOldQueries() {
        assertThat(JsonFields.one(answer(NEW), "name")).isEqualTo("examples/awkward");
        assertThat(answer(OLD))
                .contains(
                        "\"errors\"",
                        "Unknown argument 'order' on field 'firstPage'.",
                        "Cannot query field 'hits' on type 'PackagesFirstPageResult'.")
                .doesNotContain("extensions", "\"data\"");
    }

    @Test
    void oldDialectRefusesNewQueries() {
        search("{\"dialect\":\"old\"}");
        assertThat(JsonFields.one(answer(OLD), "name")).isEqualTo("examples/awkward");
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
    void upgradesSchemaWithoutRestart() {
        search("{\"dialect\":\"old\"}");
        assertThat(answer(NEW)).contains("Unknown argument 'ordering'");
        search("{\"dialect\":\"new\"}");
        assertThat(answer(NEW)).contains("examples/awkward").doesNotContain("errors");
        assertThat(answer(OLD)).contains("Unknown argument 'order'");
        assertThat(answer("{buckets{name}}")).contains("quilt-lab").doesNotContain("errors");
    }

    @Test
    void dialectWithoutSearchRefusesBoth() {
        search("{\"dialect\":\"none\"}");
        assertThat(answer(OLD)).contains("Cannot query field 'searchPackages' on type 'Query'.");
        assertThat(answer(NEW)).contains("Cannot query field 'searchPackages' on type 'Query'.");
        assertThat(answer("{buckets{name}}")).contains("quilt-lab");
    }

    @Test
    void reportsSchemaMismatchAs200Or400() {
        assertThat(SANDBOX.graphql("writer", OLD).statusCode()).isEqualTo(200);
        search("{\"refusalStatus\":400}");
        assertThat(SANDBOX.graphql("writer", OLD).statusCode()).isEqualTo(400);
        assertThat(SANDBOX.graphql("writer", NEW).statusCode()).isEqualTo(200);
    }

    @Test
    void oldDialectSupportsEnumOrders() {
        search("{\"dialect\":\"old\"}");
        assertThat(JsonFields.one(answer(OLD.replace("LEX_ASC", "NEWEST")), "name"))
                .isEqualTo("lab/raw");
        assertThat(JsonFields.one(answer(OLD.replace("LEX_ASC", "OLDEST")), "name"))
                .isEqualTo("examples/hurdat");
        assertThat(JsonFields.one(answer(OLD.replace("LEX_ASC", "LEX_DESC")), "name"))
                .isEqualTo("lab/raw");
        assertThat(JsonFields.all(answer(OLD.replace("LEX_ASC", "BEST_MATCH")), "name"))
                .hasSize(6);
    }

    @Test
    void reportsFailureAsOperationErrorOrInternalError() {
        search("{\"failures\":{\"*\":\"Timeout\"}}");
        assertThat(answer(NEW)).contains("\"__typename\":\"OperationError\",\"name\":\"Timeout\"");
        search("{\"dialect\":\"old\"}");
        assertThat(answer(OLD)).contains("\"errors\"", "Internal Server Error");
        assertThat(api("quilt-lab").statusCode()).isEqualTo(500);
    }

    @Test
    void failsSearchOfOneBucket() {
        search("{\"failures\":{\"quilt-lab\":\"Timeout\"}}");
        assertThat(answer(NEW)).contains("OperationError");
        assertThat(answer(NEW.replace("latestOnly:true", "latestOnly:true,buckets:[\"quilt-example\"]")))
                .contains("examples/awkward");
        assertThat(api("quilt-example").statusCode()).isEqualTo(200);
    }

    @Test
    void failsForBucketWithoutIndex() {
        search("{\"missing\":[\"quilt-lab\"]}");
        assertThat(answer(NEW)).contains("IndexNotFound", "quilt-lab");
        assertThat(api("quilt-example,quilt-lab").statusCode()).isEqualTo(404);
        assertThat(api("quilt-example,quilt-lab").body()).contains("index_not_found_exception", "[quilt-lab]");
        assertThat(api("quilt-example").statusCode()).isEqualTo(200);
    }

    @Test
    void delaysSearchOfOneBucket() {
        search("{\"delays\":{\"quilt-lab\":300}}");
        long start = System.nanoTime();
        assertThat(api("quilt-lab").statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000);
    }

    private static HttpResponse<String> api(String index) {
        return SANDBOX.send("GET", "/api/search?action=search&query=*&index=" + index, null, SANDBOX.bearer("writer"));
    }
}
