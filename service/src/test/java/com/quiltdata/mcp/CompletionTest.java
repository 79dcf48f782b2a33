package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments completed from the catalog with the caller's rights, through the whole server. */
@Tag("process")
final class CompletionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> PATH =
            Map.of("type", "ref/resource", "uri", "quilt+s3://{bucket}#package={+package}@{revision}&path={path}");
    private static final Map<String, String> OBJECT =
            Map.of("type", "ref/resource", "uri", "s3://{bucket}/{+key}{?versionId}");
    private static final Map<String, String> PROMPT = Map.of("type", "ref/prompt", "name", "import_prefix");
    private static final Map<String, String> HURDAT = Map.of("bucket", "quilt-example", "package", "examples/hurdat");

    private static TestServer server;
    private static SandboxProcess sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode answer(String who, Map<String, ?> params) {
        var body = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", "completion/complete");
        body.set("params", JSON.valueToTree(params));
        return TestServer.json(server.post(sandbox.token(who), body.toString()).body());
    }

    private static JsonNode complete(
            String who, Map<String, String> ref, String name, String value, Map<String, String> chosen) {
        var answer = answer(
                who,
                Map.of(
                        "ref", ref,
                        "argument", Map.of("name", name, "value", value),
                        "context", Map.of("arguments", chosen)));
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        return answer.at("/result/completion");
    }

    private static List<String> values(JsonNode completion) {
        return JSON.convertValue(
                completion.get("values"), JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    @Test
    void suggestsBucketsOfTheCallersRole() {
        assertThat(values(complete("writer", OBJECT, "bucket", "quilt", Map.of())))
                .containsExactly("quilt-example", "quilt-lab");
        assertThat(values(complete("reader", PROMPT, "bucket", "quilt-", Map.of())))
                .containsExactly("quilt-example");
        assertThat(values(complete("nobody", PROMPT, "bucket", "", Map.of()))).isEmpty();
    }

    @Test
    void suggestsPackagesOfTheBucketByPrefix() {
        var completion = complete("reader", PATH, "package", "examples/h", Map.of("bucket", "quilt-example"));
        assertThat(values(completion)).containsExactly("examples/hurdat");
        assertThat(completion.get("total").asInt()).isEqualTo(1);
        assertThat(completion.get("hasMore").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hurdat", "examples/*", "examples/?urdat", "none"})
    void suggestsNothingForUnknownPrefix(String typed) {
        assertThat(values(complete("reader", PATH, "package", typed, Map.of("bucket", "quilt-example"))))
                .isEmpty();
    }

    @Test
    void suggestsNothingBeforeABucketIsChosen() {
        assertThat(values(complete("reader", PATH, "package", "", Map.of()))).isEmpty();
        assertThat(values(complete("reader", OBJECT, "key", "", Map.of()))).isEmpty();
    }

    @Test
    void suggestsNothingOfHiddenBuckets() {
        for (var bucket : List.of("quilt-private", "no-such-bucket")) {
            assertThat(values(complete("reader", PATH, "package", "", Map.of("bucket", bucket))))
                    .isEmpty();
            assertThat(values(complete("reader", OBJECT, "key", "", Map.of("bucket", bucket))))
                    .isEmpty();
        }
    }

    @Test
    void suggestsLatestAndTopHashesAsRevisions() {
        var completion = complete("reader", PATH, "revision", "", HURDAT);
        assertThat(values(completion)).hasSize(4).startsWith("latest");
        assertThat(values(completion).subList(1, 4)).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(values(complete("reader", PATH, "revision", "lat", HURDAT))).containsExactly("latest");
    }

    @Test
    void suggestsPathsOneLevelAtATime() {
        assertThat(values(complete("reader", PATH, "path", "", HURDAT))).contains("README.md", "data/", "notes/");
        assertThat(values(complete("reader", PATH, "path", "data/storms.c", HURDAT)))
                .containsExactly("data/storms.csv");
        assertThat(values(complete("reader", PATH, "path", "no/such/", HURDAT))).isEmpty();
    }

    @Test
    void suggestsPathsOfAnAbbreviatedRevision() {
        var hash = values(complete("reader", PATH, "revision", "", HURDAT)).getLast();
        var full = complete("reader", PATH, "path", "", revision(hash));
        assertThat(values(full)).isNotEmpty();
        assertThat(complete("reader", PATH, "path", "", revision(hash.substring(0, 6))))
                .isEqualTo(full);
    }

    private static Map<String, String> revision(String revision) {
        var chosen = new HashMap<>(HURDAT);
        chosen.put("revision", revision);
        return chosen;
    }

    @Test
    void setsHasMoreAboveAHundredKeys() {
        var completion = complete("reader", OBJECT, "key", "many/", Map.of("bucket", "quilt-example"));
        assertThat(values(completion)).hasSize(100);
        assertThat(completion.get("hasMore").asBoolean()).isTrue();
        assertThat(completion.has("total")).isFalse();
    }

    @Test
    void suggestsFoldersAsPrefixes() {
        assertThat(values(complete("reader", PROMPT, "prefix", "aw", Map.of("bucket", "quilt-example"))))
                .containsExactly("awkward/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'ref/prompt','name':'none'}|{'name':'x','value':''}|Unknown prompt",
                "{'type':'ref/resource','uri':'x://{y}'}|{'name':'y','value':''}|Unknown resource",
                "{'type':'ref/other','name':'x'}|{'name':'x','value':''}|ref/prompt or ref/resource",
                "{'type':'ref/prompt'}|{'name':'x','value':''}|params.ref.name",
                "{'type':'ref/prompt','name':'chart_csv'}|{'name':'none','value':''}|Unknown argument",
                "{'type':'ref/prompt','name':'chart_csv'}|{'name':'bucket'}|params.argument.value",
                "{'type':'ref/prompt','name':'chart_csv'}|{'name':'bucket','value':7}|params.argument.value",
                "{'type':'ref/prompt','name':'chart_csv'}|{'name':'bucket','value':'\\u0001'}|control character",
            })
    void refusesInvalidParameters(String ref, String argument, String words) throws Exception {
        var error = answer(
                        "reader",
                        Map.of(
                                "ref", JSON.readTree(ref.replace('\'', '"')),
                                "argument", JSON.readTree(argument.replace('\'', '"'))))
                .get("error");
        assertThat(error.get("code").asInt()).isEqualTo(-32602);
        assertThat(error.get("message").asText()).contains(words);
    }

    @Test
    void suggestsNothingForTooLongKey() {
        assertThat(values(complete("reader", OBJECT, "key", "x".repeat(2000), Map.of("bucket", "quilt-example"))))
                .isEmpty();
    }

    @Test
    void returns401ForARefusedToken() {
        var body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"completion/complete\",\"params\":{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"chart_csv\"},\"argument\":{\"name\":\"bucket\",\"value\":\"\"}}}";
        assertThat(server.post(sandbox.token("expired"), body).statusCode()).isEqualTo(401);
    }
}
