package com.quiltdata.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.testing.SandboxProcess;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Each caller has exactly their own rights, and nothing of theirs reaches anybody else. */
@Tag("process")
final class IsolationTest {
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

    private static List<String> buckets(String name) {
        var names = new ArrayList<String>();
        server.ok(sandbox.token(name), "bucket_list", Map.of())
                .get("buckets")
                .forEach(bucket -> names.add(bucket.get("name").asText()));
        return names;
    }

    @Test
    void eachCallerSeesTheBucketsOfTheirRole() {
        assertThat(buckets("admin")).contains("quilt-example", "quilt-lab", "quilt-private");
        assertThat(buckets("writer")).containsExactlyInAnyOrder("quilt-example", "quilt-lab");
        assertThat(buckets("apikey")).containsExactlyInAnyOrder("quilt-example", "quilt-lab");
        assertThat(buckets("reader")).containsExactly("quilt-example");
        assertThat(buckets("nobody")).isEmpty();
    }

    @Test
    void adminListsOnlyBucketsOfItsRole() {
        assertThat(buckets("admin")).doesNotContain("quilt-archive");
    }

    @Test
    void refusesAPutOfAReaderAndWritesNothing() {
        var items = List.of(Map.of("key", "isolation/refused.txt", "text", "x"));
        assertThat(server.fails(
                        sandbox.token("reader"),
                        "bucket_objects_put",
                        Map.of("bucket", "quilt-example", "items", items)))
                .isEqualTo("Your role is not allowed to write the object `isolation/refused.txt` in bucket"
                        + " `quilt-example`. Nothing was written. Your active role is `ReadQuiltBucket`; the catalog lets"
                        + " you read bucket `quilt-example` but not write to it. You have no other role: ask an"
                        + " administrator of the catalog.");
        assertThat(server.fails(
                        sandbox.token("writer"),
                        "bucket_object_info",
                        Map.of("s3_uri", "s3://quilt-example/isolation/refused.txt")))
                .contains("No object");
    }

    @Test
    void refusesPackageChangesOfAReaderBeforeAskingTheUser() {
        var hurdat = Map.of("registry", "quilt-example", "package_name", "examples/hurdat");
        assertThat(server.fails(sandbox.token("reader"), "package_delete", hurdat))
                .startsWith(
                        "Your role may not write to bucket `quilt-example`. Nothing was changed. Your active role is")
                .doesNotContain("confirm=true");
        var item = Map.of("key", ".quilt/x", "text", "x");
        for (var write : Map.of(
                        "bucket_objects_put",
                        Map.of("bucket", "quilt-example", "items", List.of(item), "allow_internal", true),
                        "bucket_object_upload_link",
                        Map.of("bucket", "quilt-example", "key", ".quilt/x", "allow_internal", true))
                .entrySet()) {
            assertThat(server.fails(sandbox.token("reader"), write.getKey(), write.getValue()))
                    .startsWith(
                            "Your role may not write to bucket `quilt-example`. Nothing was changed. Your active role")
                    .doesNotContain("confirm=true");
        }
        var files = List.of("s3://quilt-example/data/storms.csv");
        var created = Map.of("registry", "quilt-example", "package_name", "isolation/no", "s3_uris", files);
        assertThat(server.fails(sandbox.token("reader"), "package_create", created))
                .contains("denied. Nothing was written. Your active role is `ReadQuiltBucket`;");
    }

    @Test
    void refusalNamesTheCallersOtherRoles() {
        var items = List.of(Map.of("key", "isolation/refused.txt", "text", "x"));
        assertThat(server.fails(
                        sandbox.token("switcher"),
                        "bucket_objects_put",
                        Map.of("bucket", "quilt-example", "items", items)))
                .endsWith("You also have `ReadWriteQuiltBucket`: switch roles in the catalog if another may, or ask an"
                        + " administrator of the catalog.");
        assertThat(server.fails(sandbox.token("reader"), "bucket_objects_list", Map.of("bucket", "quilt-lab")))
                .contains(
                        "Your active role is `ReadQuiltBucket`; the catalog does not list bucket `quilt-lab` for it.");
    }

    @Test
    void refusedResourcesAreExplainedLikeRefusedTools() {
        var readings = new ResourceClient(server, sandbox);
        var object = "s3://quilt-lab/lab/assay/plate.csv";
        assertThat(readings.refusal("reader", object))
                .endsWith("Your active role is `ReadQuiltBucket`; the catalog does not list bucket `quilt-lab` for it."
                        + " You have no other role: ask an administrator of the catalog.")
                .isEqualTo(server.fails(sandbox.token("reader"), "bucket_object_text", Map.of("s3_uri", object)));
        var packaged = "quilt+s3://quilt-lab#package=lab/assay";
        assertThat(missing(readings, "reader", packaged))
                .startsWith(
                        "No package `lab/assay` in bucket `quilt-lab`, or you may not see it; check both names. Your"
                                + " active role is `ReadQuiltBucket`; the catalog does not list bucket `quilt-lab` for it."
                                + " You")
                .isEqualTo(server.fails(sandbox.token("reader"), "package_browse", Map.of("uri", packaged)));
        assertThat(missing(readings, "switcher", packaged)).contains("You also have `ReadWriteQuiltBucket`");
        assertThat(missing(readings, "reader", "quilt+s3://quilt-example#package=no/such"))
                .endsWith("check both names.");
    }

    @Test
    void refusedPackageListNamesTheRoleAndTheHiddenBucket() {
        assertThat(server.fails(sandbox.token("reader"), "packages_list", Map.of("registry", "quilt-lab")))
                .contains(
                        "Your active role is `ReadQuiltBucket`; the catalog does not list bucket `quilt-lab` for it.");
    }

    private static String missing(ResourceClient readings, String who, String uri) {
        return readings.ask(who, "resources/read", Map.of("uri", uri), uri)
                .at("/error/message")
                .asText();
    }

    @Test
    void readerReadsWhatAWriterPut() {
        var items = List.of(Map.of("key", "isolation/shared.txt", "text", "for all"));
        var put = server.ok(
                sandbox.token("writer"), "bucket_objects_put", Map.of("bucket", "quilt-example", "items", items));
        assertThat(put.get("uploaded").asInt()).isEqualTo(1);
        var read = server.ok(
                sandbox.token("reader"),
                "bucket_object_text",
                Map.of("s3_uri", "s3://quilt-example/isolation/shared.txt"));
        assertThat(read.get("text").asText()).isEqualTo("for all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quilt-lab", "quilt-private", "no-such-bucket"})
    void hiddenAndMissingBucketsAreRefusedAlike(String bucket) {
        assertThat(server.fails(sandbox.token("reader"), "bucket_objects_list", Map.of("bucket", bucket)))
                .contains("bucket_list");
        assertThat(server.fails(
                        sandbox.token("reader"),
                        "package_browse",
                        Map.of("package_name", "lab/assay", "registry", bucket)))
                .isNotBlank();
    }

    @Test
    void callerWithoutBucketsListsNoObjects() {
        assertThat(server.fails(sandbox.token("nobody"), "bucket_objects_list", Map.of("bucket", "quilt-example")))
                .isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"expired,bucket_list", "revoked,bucket_list", "expired,bucket_objects_list", "revoked,package_browse"})
    void returns401WithAChallengeAndWithoutAnS3RequestForARefusedToken(String token, String tool) {
        Map<String, String> arguments = switch (tool) {
            case "bucket_objects_list" -> Map.of("bucket", "quilt-example");
            case "package_browse" -> Map.of("package_name", "examples/hurdat", "registry", "quilt-example");
            default -> Map.of();
        };
        var response = server.callRaw(sandbox.token(token), tool, arguments);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer")
                .contains("error=\"invalid_token\"");
        assertThat(TestServer.json(response.body()).at("/error/message").asText())
                .startsWith("JWT token invalid or expired. Please re-authenticate.");
        assertThat(planes()).doesNotContain("s3");
    }

    @Test
    void asksTheCatalogAboutATokenThatIsNotAJwt() {
        assertThat(server.callRaw("not.a.jwt", "bucket_list", Map.of()).statusCode())
                .isEqualTo(401);
        assertThat(planes()).contains("catalog").doesNotContain("s3");
    }

    @Test
    void returns401WhenAResourceIsReadWithARefusedToken() {
        var response = server.post(
                sandbox.token("expired"),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"auth://status\"}}");
        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void statusResourceNamesTheCaller() {
        for (var name : List.of("admin", "reader")) {
            var response = server.post(
                    sandbox.token(name),
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"auth://status\"}}");
            var text = TestServer.json(response.body())
                    .at("/result/contents/0/text")
                    .asText();
            assertThat(TestServer.json(text).at("/user_info/username").asText()).isEqualTo(name);
        }
    }

    @Test
    void concurrentCallersSeeOnlyTheirOwnBuckets() throws Exception {
        record Role(String name, int buckets) {}

        var roles = List.of(new Role("admin", 3), new Role("writer", 2), new Role("reader", 1), new Role("nobody", 0));
        var calls = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 200; i++) {
            var role = roles.get(i % roles.size());
            calls.add(() -> buckets(role.name()).size() == role.buckets());
        }
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : pool.invokeAll(calls)) {
                assertThat(outcome.get()).isTrue();
            }
        }
    }

    @Test
    void exchangesCredentialsOnceForManyCalls() {
        var token = sandbox.people(1).getFirst().token();
        for (int i = 0; i < 5; i++) {
            server.ok(token, "bucket_objects_list", Map.of("bucket", "quilt-example", "max_keys", 20));
        }
        long exchanges = 0;
        for (var request : sandbox.requests()) {
            exchanges += request.get("path").asText().equals("/api/auth/get_credentials") ? 1 : 0;
        }
        assertThat(exchanges).isEqualTo(1);
    }

    @Test
    void sendsTheBearerToTheCatalogOnly() {
        server.ok(sandbox.token("reader"), "bucket_objects_list", Map.of("bucket", "quilt-example"));
        for (var request : sandbox.requests()) {
            assertThat(request.toString()).doesNotContain(sandbox.token("reader"));
            if (request.get("plane").asText().equals("s3")) {
                assertThat(request.toString()).doesNotContain("Bearer");
            }
        }
    }

    @Test
    void tokensAppearInNoLogAndOnNoAdminPage() {
        var root = (Logger) LoggerFactory.getLogger("com.quiltdata.mcp");
        var before = root.getLevel();
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.TRACE);
        try {
            for (var name : List.of("reader", "expired", "apikey")) {
                var _ = server.callRaw(sandbox.token(name), "bucket_objects_list", Map.of("bucket", "quilt-example"));
                var _ = server.callRaw(sandbox.token(name), "bucket_list", Map.of("bad", 1));
                var _ = server.post(sandbox.token(name), "{broken");
            }
        } finally {
            root.setLevel(before);
            root.detachAppender(lines);
        }
        assertThat(lines.list).isNotEmpty();
        var admin = new StringBuilder();
        for (var path : List.of("/metrics", "/threads", "/healthcheck")) {
            admin.append(server.send(HttpRequest.newBuilder(
                            java.net.URI.create("http://127.0.0.1:" + server.adminPort() + path)))
                    .body());
        }
        for (var name : List.of("reader", "expired", "apikey")) {
            var token = sandbox.token(name);
            assertThat(admin).doesNotContain(token);
            for (var event : lines.list) {
                var trace =
                        event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
                assertThat(event.getFormattedMessage() + trace).doesNotContain(token);
            }
        }
    }

    private static List<String> planes() {
        var planes = new ArrayList<String>();
        for (JsonNode request : sandbox.requests()) {
            planes.add(request.get("plane").asText());
        }
        return planes;
    }
}
