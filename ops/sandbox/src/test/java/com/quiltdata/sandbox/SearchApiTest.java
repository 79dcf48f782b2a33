package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/search}, which responds like Elasticsearch. */
final class SearchApiTest {
    private static final TestSandbox SANDBOX = new TestSandbox();

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    private static HttpResponse<String> send(String who, String parameters) {
        return SANDBOX.send("GET", "/api/search?" + parameters, null, SANDBOX.bearer(who));
    }

    private static HttpResponse<String> freeform(String index, String body, String more) {
        return send(
                "writer",
                "action=freeform&index=" + index + "&body=" + URLEncoder.encode(body, StandardCharsets.UTF_8) + more);
    }

    private static String found(String index, String query) {
        HttpResponse<String> answer = freeform(index, "{\"query\":" + query + "}", "&size=20");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void returnsElasticsearchResponse() {
        HttpResponse<String> answer = send("reader", "action=search&index=quilt-example&query=key:data*settings.json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"took\":1,\"timed_out\":false,\"_shards\":{")
                .contains(
                        "\"total\":{\"value\":1,\"relation\":\"eq\"}",
                        "\"_index\":\"quilt-example\",\"_type\":\"_doc\"")
                .containsPattern("\"_id\":\"data/settings.json:v\\d+\",\"_score\":[0-9.]+,\"_source\":\\{\"etag\":")
                .contains("\"ext\":\".json\"", "\"delete_marker\":false", "\"content\":\"{");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"query_string\":{\"query\":\"ext:.jsonl\"}}|1",
                "{\"query_string\":{\"query\":\"data settings\",\"default_operator\":\"AND\",\"fields\":[\"key_text\"]}}|1",
                "{\"term\":{\"ext\":\".jsonl\"}}|1",
                "{\"term\":{\"ext\":{\"value\":\".jsonl\"}}}|1",
                "{\"terms\":{\"ext\":[\".jsonl\",\".json\"]}}|3",
                "{\"range\":{\"size\":{\"gte\":3145728}}}|1",
                "{\"range\":{\"size\":{\"gt\":3145728}}}|0",
                "{\"range\":{\"last_modified\":{\"gte\":\"now-1d\",\"lt\":\"now-12h\"}}}|0",
                "{\"prefix\":{\"key\":\"data/s\"}}|2",
                "{\"wildcard\":{\"key\":{\"value\":\"*settings*\"}}}|1",
                "{\"match\":{\"key_text\":\"settings nosuch\"}}|1",
                "{\"match_phrase\":{\"content\":\"every role\"}}|1",
                "{\"match_none\":{}}|0",
                "{\"bool\":{\"must\":[{\"exists\":{\"field\":\"content\"}}],\"filter\":{\"term\":{\"ext\":\".md\"}}}}|2",
                "{\"bool\":{\"must\":{\"prefix\":{\"key\":\"data/\"}},\"must_not\":[{\"term\":{\"ext\":\".csv\"}}]}}|2",
                "{\"bool\":{\"should\":[{\"term\":{\"ext\":\".jsonl\"}},{\"term\":{\"key\":\"README.md\"}}],\"minimum_should_match\":1}}|2"
            })
    void supportsQueryType(String query, String total) {
        assertThat(found("quilt-example", query)).contains("\"value\":" + total + ",");
    }

    @Test
    void indexesPackagesAsThreeDocumentTypes() {
        String pointers = found("quilt-lab_packages", "{\"exists\":{\"field\":\"ptr_name\"}}");
        assertThat(JsonFields.all(pointers, "ptr_tag"))
                .containsExactlyInAnyOrder("latest", "1719835200", "1719921600", "latest", "1720008000");
        String manifests = found("quilt-lab_packages", "{\"term\":{\"mnfst_workflow.id\":\"assay\"}}");
        assertThat(JsonFields.all(manifests, "mnfst_message")).containsExactlyInAnyOrder("Plate 1", "With reference");
        assertThat(manifests)
                .contains("\"json_pointer\":\"/od\",\"type\":\"double\",\"text\":\"0.57\",\"double\":0.57");
        String entries = found("quilt-lab_packages", "{\"query_string\":{\"query\":\"entry_lk:reference*\"}}");
        assertThat(entries).contains("\"entry_pk\":\"s3://quilt-example/reference/storms.csv?versionId=");
        assertThat(JsonFields.all(found("quilt-lab,quilt-lab_packages", "{\"match_all\":{}}"), "_index"))
                .contains("quilt-lab", "quilt-lab_packages");
    }

    @Test
    void ordersAndCountsHits() {
        String body = """
                {"query":{"prefix":{"key":"many/"}},"size":3,"from":1,"sort":[{"key":{"order":"desc"}}],"_source":["key"]}""";
        String answer = freeform("quilt-example", body, "").body();
        assertThat(answer)
                .contains("\"value\":1200", "\"max_score\":null", "\"_score\":null", "\"sort\":[\"many/1199.txt\"]");
        assertThat(JsonFields.all(answer, "key")).containsExactly("many/1199.txt", "many/1198.txt", "many/1197.txt");
        assertThat(freeform("quilt-example", body, "&size=0&from=0").body()).contains("\"value\":1200", "\"hits\":[]");
        assertThat(freeform("quilt-example", body, "&size=1&_source=false").body())
                .doesNotContain("_source");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"query\":{\"fancy\":{}}}",
                "{\"query\":{}}",
                "{\"query\":{\"query_string\":{\"query\":\"(\"}}}",
                "{\"query\":{\"range\":{\"size\":{\"gte\":\"big\"}}}}",
                "{\"size\":10001}",
                "{\"size\":-1}",
                "{\"sort\":\"content\"}",
                "no json"
            })
    void refusesInvalidBody(String body) {
        assertThat(freeform("quilt-example", body, "").statusCode()).isEqualTo(400);
    }

    @Test
    void requiresToken() {
        assertThat(SANDBOX.send("GET", "/api/search?index=quilt-example&action=search&query=*", null, null)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void namesMissingIndex() {
        assertThat(List.of(
                        send("reader", "action=search&query=x").statusCode(),
                        send("reader", "action=wipe&index=quilt-example").statusCode()))
                .containsOnly(400);
    }
}
