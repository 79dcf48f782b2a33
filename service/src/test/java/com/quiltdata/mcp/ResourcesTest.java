package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects and packages read by URI, through the whole server. */
final class ResourcesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HURDAT = "quilt+s3://quilt-example#package=examples/hurdat";

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

    @BeforeEach
    void forget() {
        sandbox.clearFaults();
        sandbox.clearRequests();
    }

    /** The paths that were asked for, but for what health checks ask. */
    private static List<String> asked() {
        var paths = new ArrayList<String>();
        sandbox.requests().forEach(request -> paths.add(request.get("path").asText()));
        paths.removeIf("/config.json"::equals);
        return paths;
    }

    private static JsonNode modern(String who, String method, Map<String, ?> params, String name) {
        var body = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        var all = body.putObject("params");
        all.setAll(JSON.<com.fasterxml.jackson.databind.node.ObjectNode>valueToTree(params));
        all.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .putObject("io.modelcontextprotocol/clientCapabilities");
        var encoded = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
        var request = server.mcp(sandbox.token(who))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .header("Mcp-Name", "=?base64?" + encoded + "?=")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body.toString()));
        return TestServer.json(server.send(request).body());
    }

    private static JsonNode answer(String who, String uri) {
        return modern(who, "resources/read", Map.of("uri", uri), uri);
    }

    private static JsonNode read(String who, String uri) {
        var answer = answer(who, uri);
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        return answer.at("/result/contents/0");
    }

    private static String refusal(String who, String uri) {
        var answer = answer(who, uri);
        assertThat(answer.at("/error/code").asInt()).as(answer.toString()).isEqualTo(-32602);
        assertThat(answer.at("/error/data/uri").asText()).isEqualTo(uri);
        return answer.at("/error/message").asText();
    }

    private static String object(String key) {
        return "s3://quilt-example/"
                + URLEncoder.encode(key, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
    }

    /** The revisions of examples/hurdat, newest first. */
    private static List<String> revisions() {
        var template = "quilt+s3://{bucket}#package={+package}@{revision}";
        var chosen = Map.of("bucket", "quilt-example", "package", "examples/hurdat");
        var params = Map.of(
                "ref", Map.of("type", "ref/resource", "uri", template),
                "argument", Map.of("name", "revision", "value", ""),
                "context", Map.of("arguments", chosen));
        var values = new ArrayList<String>();
        modern("reader", "completion/complete", params, "")
                .at("/result/completion/values")
                .forEach(value -> values.add(value.asText()));
        values.remove("latest");
        return values;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with spaces.txt",
                "hash#tag.txt",
                "question?.txt",
                "100%.txt",
                "50%25 done.txt",
                "a+b.txt",
                "this&that=other.txt",
                "'single' \"double\".txt",
                "café.txt",
                "日本.txt",
                "😀.txt",
                "semi;colon,comma:@$!*()~.txt",
            })
    void anAwkwardKeyIsReadByItsEncodedUri(String name) {
        var item = read("reader", object("awkward/" + name));
        assertThat(item.get("text").asText()).isEqualTo("I am " + name + "\n");
        assertThat(item.get("mimeType").asText()).startsWith("text/plain");
    }

    @Test
    void bytesAreABlobWithTheirType() {
        var item = read("reader", "s3://quilt-example/images/gradient.png");
        assertThat(item.get("mimeType").asText()).isEqualTo("image/png");
        assertThat(Base64.getDecoder().decode(item.get("blob").asText())).startsWith(0x89, 'P', 'N', 'G');
        assertThat(item.has("text")).isFalse();
    }

    @Test
    void textInAnotherEncodingIsABlobThatKeepsItsCharset() {
        var item = read("reader", "s3://quilt-example/text/latin1.txt");
        assertThat(item.get("mimeType").asText()).contains("iso-8859-1");
        assertThat(Base64.getDecoder().decode(item.get("blob").asText()))
                .isEqualTo("naïve café\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void anEmptyObjectIsEmptyText() {
        assertThat(read("reader", "s3://quilt-example/text/empty.txt")
                        .get("text")
                        .asText())
                .isEmpty();
    }

    @Test
    void anObjectIsReadAtTheVersionThatIsNamed() {
        var first = TestServer.json(
                read("reader", HURDAT + "@" + revisions().getLast()).get("text").asText());
        var pinned = first.findValuesAsText("physical_key").stream()
                .filter(key -> key.contains("storms.csv?versionId="))
                .findFirst()
                .orElseThrow();
        var current = pinned.substring(0, pinned.indexOf('?'));
        assertThat(read("reader", current).get("text").asText()).contains("Milton,2024");
        assertThat(read("reader", pinned).get("text").asText()).isNotEmpty().doesNotContain("Milton,2024");
        assertThat(refusal("reader", current + "?versionId=none")).isNotBlank();
    }

    @Test
    void anObjectAboveTheCapIsRefusedAndNotCut() {
        assertThat(refusal("reader", "s3://quilt-example/binary/three-mib.bin"))
                .contains("3,145,728", "1,048,576", "bucket_object_text", "bucket_object_link");
    }

    @Test
    void aPackageReadsAsItsRevisionAndEntries() {
        var page = TestServer.json(read("reader", HURDAT).get("text").asText());
        assertThat(page.get("package_name").asText()).isEqualTo("examples/hurdat");
        assertThat(page.get("revision").asText()).matches("[0-9a-f]{64}");
        assertThat(page.get("truncated").asBoolean()).isFalse();
        assertThat(page.findValuesAsText("logical_key")).contains("README.md", "data/storms.csv");
        assertThat(read("reader", page.get("uri").asText()).get("text").asText())
                .isEqualTo(page.toString());
    }

    @Test
    void aPackageTooWideToListSaysThatOneLevelIsListed() {
        var page = TestServer.json(read("reader", "quilt+s3://quilt-example#package=examples/wide")
                .get("text")
                .asText());
        assertThat(page.get("truncated").asBoolean()).isTrue();
        assertThat(page.get("recursive").asBoolean()).isFalse();
        assertThat(page.get("entries")).hasSize(12);
        assertThat(page.get("note").asText()).contains("one level");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes", "notes/", "notes/2024"})
    void aFolderReadsAsWhatIsBelowIt(String path) {
        var page = TestServer.json(
                read("reader", HURDAT + "&path=" + path).get("text").asText());
        assertThat(page.findValuesAsText("logical_key")).containsExactly("notes/2024/summary.txt");
    }

    @Test
    void aFileIsReadAsItsRevisionPinsIt() {
        assertThat(revisions()).hasSize(3);
        var latest = read("reader", HURDAT + "&path=data%2Fstorms.csv");
        var first = read("reader", HURDAT + "@" + revisions().getLast() + "&path=data%2Fstorms.csv");
        assertThat(latest.get("text").asText()).contains("Milton,2024");
        assertThat(first.get("text").asText()).isNotEmpty().doesNotContain("Milton,2024");
        assertThat(first.get("mimeType").asText()).startsWith("text/csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://quilt-example/no/such/key | No object",
                "quilt+s3://quilt-example#package=no/such | No package",
                "quilt+s3://quilt-example#package=examples/hurdat&path=none | Nothing stands",
                "quilt+s3://quilt-private#package=secret/plans | may not see it",
                "auth://nothing | not found",
                "s3://quilt-private/a | not",
                "s3:/quilt-example/a | not an S3 URI",
                "s3://Quilt_Example/a | not a bucket name",
                "s3://quilt-example/a?x=1 | versionId",
                "s3://quilt-example/%zz | percent",
                "s3://quilt-example | no object",
                "quilt+s3://quilt-example | missing \"package=\"",
                "quilt+s3://quilt-example#package=a/b@beef | 64 hexadecimal digits",
            })
    void whatCannotBeReadIsRefusedInOneSentence(String uri, String words) {
        assertThat(refusal("reader", uri)).contains(words);
    }

    @Test
    void aMalformedUriIsNotSentUpstream() {
        refusal("reader", "s3://Quilt_Example/a");
        refusal("reader", "quilt+s3://quilt-example#package=x");
        assertThat(asked()).isEmpty();
    }

    @Test
    void olderClientsGetTheOlderCodeForWhatIsNotThere() {
        var body = TestServer.json(server.post(
                        sandbox.token("reader"),
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"s3://quilt-example/no\"}}")
                .body());
        assertThat(body.at("/error/code").asInt()).isEqualTo(-32002);
        assertThat(body.at("/error/data/uri").asText()).isEqualTo("s3://quilt-example/no");
    }

    @Test
    void getResourceReadsTheSame() {
        var text = server.ok(sandbox.token("reader"), "get_resource", Map.of("uri", object("awkward/hash#tag.txt")));
        assertThat(text.get("data").asText()).isEqualTo("I am hash#tag.txt\n");
        var page = server.ok(sandbox.token("reader"), "get_resource", Map.of("uri", HURDAT));
        assertThat(page.at("/data/package_name").asText()).isEqualTo("examples/hurdat");
        assertThat(page.get("mime_type").asText()).isEqualTo("application/json");
    }

    @Test
    void theTemplatesAreListed() {
        var templates =
                modern("reader", "resources/templates/list", Map.of(), "").at("/result/resourceTemplates");
        assertThat(templates.findValuesAsText("uriTemplate")).hasSize(4).contains("s3://{bucket}/{+key}{?versionId}");
        templates.forEach(template -> {
            assertThat(template.get("name").asText()).isNotBlank();
            assertThat(template.get("description").asText()).isNotBlank();
        });
    }
}
