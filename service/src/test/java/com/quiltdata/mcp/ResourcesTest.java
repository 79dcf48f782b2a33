package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects and packages read by URI, through the whole server. */
@Tag("process")
final class ResourcesTest {
    private static final String HURDAT = "quilt+s3://quilt-example#package=examples/hurdat";

    private static TestServer server;
    private static SandboxProcess sandbox;
    private static ResourceClient readings;

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.shared();
        server = TestServer.onSandbox(Map.of());
        readings = new ResourceClient(server, sandbox);
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

    private static String object(String key) {
        return "s3://quilt-example/"
                + URLEncoder.encode(key, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
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
    void readsAnAwkwardKeyByItsEncodedUri(String name) {
        var item = readings.read("reader", object("awkward/" + name));
        assertThat(item.get("text").asText()).isEqualTo("I am " + name + "\n");
        assertThat(item.get("mimeType").asText()).startsWith("text/plain");
    }

    @Test
    void returnsBytesAsBlobWithTheirMediaType() {
        var item = readings.read("reader", "s3://quilt-example/images/gradient.png");
        assertThat(item.get("mimeType").asText()).isEqualTo("image/png");
        assertThat(Base64.getDecoder().decode(item.get("blob").asText())).startsWith(0x89, 'P', 'N', 'G');
        assertThat(item.has("text")).isFalse();
    }

    @Test
    void returnsTextInAnotherEncodingAsBlobWithItsCharset() {
        var item = readings.read("reader", "s3://quilt-example/text/latin1.txt");
        assertThat(item.get("mimeType").asText()).contains("iso-8859-1");
        assertThat(Base64.getDecoder().decode(item.get("blob").asText()))
                .isEqualTo("naïve café\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void readsAnEmptyObjectAsEmptyText() {
        assertThat(readings.read("reader", "s3://quilt-example/text/empty.txt")
                        .get("text")
                        .asText())
                .isEmpty();
    }

    @Test
    void refusesAnObjectAboveTheMaximumSize() {
        assertThat(readings.refusal("reader", "s3://quilt-example/binary/three-mib.bin"))
                .contains("3,145,728", "1,048,576", "object_read", "bucket_object_link");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3://quilt-example/no/such/key | No object",
                "quilt+s3://quilt-example#package=no/such | No package",
                "quilt+s3://quilt-example#package=examples/hurdat&path=none | No file or folder",
                "quilt+s3://quilt-private#package=secret/plans | may not see it",
                "auth://nothing | not found",
                "s3://quilt-private/a | not",
                "s3:/quilt-example/a | not an S3 URI",
                "s3://Quilt_Example/a | not a bucket name",
                "s3://quilt-example/a?x=1 | versionId",
                "s3://quilt-example/%zz | percent",
                "s3://quilt-example | has no key",
                "quilt+s3://quilt-example | missing \"package=\"",
                "quilt+s3://quilt-example#package=a/b@beef | 64 hexadecimal digits",
            })
    void refusesUnreadableUrisInOneSentence(String uri, String words) {
        assertThat(readings.refusal("reader", uri)).contains(words);
    }

    @Test
    void sendsNoRequestForAMalformedUri() {
        readings.refusal("reader", "s3://Quilt_Example/a");
        readings.refusal("reader", "quilt+s3://quilt-example#package=x");
        readings.refusal("reader", "s3://quilt-example/" + "x".repeat(9000));
        assertThat(sandbox.callRequests()).isEmpty();
    }

    @Test
    void returnsTheOlderCodeForAMissingResourceToOlderClients() {
        var body = TestServer.json(server.post(
                        sandbox.token("reader"),
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"s3://quilt-example/no\"}}")
                .body());
        assertThat(body.at("/error/code").asInt()).isEqualTo(-32002);
        assertThat(body.at("/error/data/uri").asText()).isEqualTo("s3://quilt-example/no");
    }

    @Test
    void getResourceReturnsTheSameContent() {
        var text = server.ok(sandbox.token("reader"), "get_resource", Map.of("uri", object("awkward/hash#tag.txt")));
        assertThat(text.get("data").asText()).isEqualTo("I am hash#tag.txt\n");
        var page = server.ok(sandbox.token("reader"), "get_resource", Map.of("uri", HURDAT));
        assertThat(page.at("/data/package_name").asText()).isEqualTo("examples/hurdat");
        assertThat(page.get("mime_type").asText()).isEqualTo("application/json");
    }

    @Test
    void readsAddressesOfS3AndOfTheCatalogsPages() {
        var key = "awkward/hash%23tag.txt";
        for (var uri : List.of(
                "https://quilt-example.s3.us-east-1.amazonaws.com/" + key,
                sandbox.catalogUrl() + "/b/quilt-example/tree/" + key)) {
            var item = readings.read("reader", uri);
            assertThat(item.get("uri").asText()).isEqualTo(uri);
            assertThat(item.get("text").asText()).isEqualTo("I am hash#tag.txt\n");
            assertThat(server.ok(sandbox.token("reader"), "get_resource", Map.of("uri", uri))
                            .get("data")
                            .asText())
                    .isEqualTo("I am hash#tag.txt\n");
        }
        var page = sandbox.catalogUrl() + "/b/quilt-example/packages/examples/hurdat";
        assertThat(readings.json("reader", page).get("package_name").asText()).isEqualTo("examples/hurdat");
        assertThat(readings.refusal("reader", sandbox.catalogUrl() + "/b/quilt-example"))
                .contains("has no key");
        assertThat(readings.refusal("reader", "https://x.s3-website-us-east-1.amazonaws.com/a"))
                .contains("send s3://bucket/key");
    }

    @Test
    void namesTheObjectOfAKeyThatIsNotEncoded() {
        var raw = "s3://quilt-example/awkward/50%25 done.txt";
        var hint = "an object with the key `awkward/50%25 done.txt` exists; its URI is"
                + " s3://quilt-example/awkward/50%2525%20done.txt.";
        assertThat(readings.refusal("reader", raw)).contains(hint);
        assertThat(server.fails(sandbox.token("reader"), "get_resource", Map.of("uri", raw)))
                .contains(hint);
    }

    @Test
    void listsTheTemplates() {
        var templates =
                readings.ask("reader", "resources/templates/list", Map.of(), "").at("/result/resourceTemplates");
        assertThat(templates.findValuesAsText("uriTemplate")).hasSize(4).contains("s3://{bucket}/{+key}{?versionId}");
        templates.forEach(template -> {
            assertThat(template.get("name").asText()).isNotBlank();
            assertThat(template.get("description").asText()).isNotBlank();
        });
    }
}
