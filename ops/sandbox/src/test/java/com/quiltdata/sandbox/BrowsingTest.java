package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** Browsing sessions, from the mutation to the page. */
final class BrowsingTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final PushClient PUSH = new PushClient(SANDBOX);
    private static final String SCOPE = scope("<p>old</p>");

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void publishesProxyUrl() {
        assertThat(Json.object(SANDBOX.send("GET", "/config.json", null, null).body()))
                .containsEntry("s3Proxy", SANDBOX.sandbox().catalogUrl());
    }

    @Test
    void servesVersionOfRevision() {
        String session = session("writer", SCOPE);
        put("<p>new</p>");
        var page = browse(cookie("writer"), session, "sub%20dir/index.html");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEqualTo("<p>old</p>");
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html");
    }

    @Test
    void returns404ForMissingFile() {
        assertThat(browse(cookie("writer"), session("writer", SCOPE), "index.html")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void requiresCookie() {
        String session = session("writer", SCOPE);
        assertThat(browse("quilt_browse=made-up", session, "sub%20dir/index.html")
                        .statusCode())
                .isEqualTo(401);
        assertThat(SANDBOX.send("POST", "/browse/set_browse_cookie", "", SANDBOX.bearer("expired"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesSessionOfAnotherUser() {
        String session = session("writer", SCOPE);
        assertThat(browse(cookie("reader"), session, "sub%20dir/index.html").statusCode())
                .isEqualTo(403);
        assertThat(refresh("reader", session)).contains("OperationError", "OwnerMismatch");
        assertThat(dispose("reader", session)).contains("OperationError", "OwnerMismatch");
    }

    @Test
    void hidesObjectsOutsideRole() {
        String hash = PushClient.hash(PUSH.construct(
                "admin", PushClient.to("quilt-example", "browse/foreign"), "a", "s3://quilt-private/secret/plan.txt"));
        String session = session("reader", "quilt+s3://quilt-example#package=browse/foreign@" + hash);
        assertThat(browse(cookie("reader"), session, "a").statusCode()).isEqualTo(403);
    }

    @Test
    void disposedSessionIsGone() {
        String session = session("writer", SCOPE);
        assertThat(refresh("writer", session)).contains("\"__typename\":\"BrowsingSession\"");
        assertThat(dispose("writer", session)).contains("\"__typename\":\"Ok\"");
        assertThat(refresh("writer", session)).contains("SessionNotFound");
        assertThat(browse(cookie("writer"), session, "sub%20dir/index.html").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "admin, quilt-private, BucketNotBrowsable",
        "writer, quilt-private, BucketNotFound",
        "writer, no-such-bucket, BucketNotFound"
    })
    void refusesBucketThatIsNotBrowsable(String who, String bucket, String name) {
        assertThat(create(who, "quilt+s3://" + bucket + "#package=a/b@" + "0".repeat(64), 180))
                .contains("OperationError", "\"name\":\"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://quilt-example#package=a/b@0000000000000000000000000000000000000000000000000000000000000000",
                "quilt+s3://quilt-example#package=a/b&hash=0000",
                "quilt+s3://quilt-example#package=a/b@0000",
                "quilt+s3://quilt-example#package=a/b"
            })
    void refusesInvalidScope(String scope) {
        assertThat(create("writer", scope, 180)).contains("InvalidInput", "\"path\":\"scope\"");
    }

    @Test
    void refusesNonPositiveTtl() {
        assertThat(create("writer", SCOPE, 0)).contains("InvalidInput", "\"path\":\"ttl\"");
    }

    private static String scope(String html) {
        put(html);
        String hash = PushClient.hash(PUSH.construct(
                "writer",
                PushClient.to("quilt-example", "browse/pages"),
                "sub dir/index.html",
                "s3://quilt-example/browse/index.html"));
        return "quilt+s3://quilt-example#package=browse/pages@" + hash;
    }

    private static void put(String html) {
        try (var s3 = SANDBOX.s3("writer")) {
            var _ = s3.putObject(
                    request -> request.bucket("quilt-example")
                            .key("browse/index.html")
                            .contentType("text/html"),
                    RequestBody.fromString(html));
        }
    }

    private static String create(String who, String scope, int ttl) {
        return SANDBOX.data(who, """
                mutation($scope:String!,$ttl:Int!){browsingSessionCreate(scope:$scope,ttl:$ttl){__typename
                  ...on BrowsingSession{id expires} ...on InvalidInput{errors{path name}}
                  ...on OperationError{name message}}}""", Json.of("scope", scope, "ttl", ttl));
    }

    private static String session(String who, String scope) {
        String answer = create(who, scope, 180);
        var id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(answer);
        assertThat(id.find()).as(answer).isTrue();
        return id.group(1);
    }

    private static String refresh(String who, String id) {
        return SANDBOX.data(
                who,
                "mutation($id:ID!){browsingSessionRefresh(id:$id){__typename ...on OperationError{name}}}",
                Json.of("id", id));
    }

    private static String dispose(String who, String id) {
        return SANDBOX.data(
                who,
                "mutation($id:ID!){browsingSessionDispose(id:$id){__typename ...on OperationError{name}}}",
                Json.of("id", id));
    }

    private static String cookie(String who) {
        String set = SANDBOX.send("POST", "/browse/set_browse_cookie", "", SANDBOX.bearer(who))
                .headers()
                .firstValue("set-cookie")
                .orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    private static HttpResponse<String> browse(String cookie, String session, String path) {
        String uri = SANDBOX.sandbox().catalogUrl() + "/browse/" + session + "/" + path;
        return SANDBOX.send(
                HttpRequest.newBuilder(URI.create(uri)).header("Cookie", cookie).build());
    }
}
