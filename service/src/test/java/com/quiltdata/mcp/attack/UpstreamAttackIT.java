package com.quiltdata.mcp.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.testing.RawHttp;
import com.quiltdata.mcp.testing.RawHttp.Answer;
import com.quiltdata.mcp.testing.ServerProcess;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads and upstreams that bring more than a server can hold: rows A5, A6 and A10. */
class UpstreamAttackIT extends AttackTestBase {
    private static final String README = "{\"s3_uri\":\"s3://quilt-example/README.md\"}";

    UpstreamAttackIT() {
        super(Map.of());
    }

    @ParameterizedTest
    @CsvSource({"bucket_object_fetch, 250, 3", "bucket_object_text, 60, 10"})
    void readsOfOneCallerShareTheBudget(String tool, int calls, int mebibytes) {
        var bytes = mebibytes << 20;
        var key = "attack/" + mebibytes + "MiB.txt";
        put(key, "a".repeat(bytes));
        var arguments = "{\"s3_uri\":\"s3://quilt-example/%s\",\"max_bytes\":%d}".formatted(key, bytes);
        var request = RawHttp.request(known().token(), AttackedServer.ATTACKER, RawHttp.call(tool, arguments));
        var answers = server.attack(calls, _ -> new byte[][] {request});
        assertThat(answers.stream().anyMatch(Answer::good))
                .as("any was read: %s", answers.getFirst())
                .isTrue();
        assertAllRefused(
                answers.stream().filter(answer -> answer.status() != 200).toList(), 429, 503);
        server.assertUnharmed();
    }

    @ParameterizedTest
    @CsvSource({
        "/graphql, header_line, 268435456, bucket_list",
        "/graphql, headers, 3600000, bucket_list",
        "/api/auth/get_credentials, header_line, 268435456, bucket_object_text",
        "/api/auth/get_credentials, headers, 3600000, bucket_object_text",
        "s3, header_line, 268435456, bucket_object_text",
        "s3, headers, 3600000, bucket_object_text",
    })
    void endsHugeHeadsOfUpstreams(String path, String kind, int bytes, String tool) {
        var person = known();
        sandbox.fault("{\"path\":\"%s\",\"token\":\"%s\",\"kind\":\"%s\",\"bytes\":%d}"
                .formatted(path, person.name(), kind, bytes));
        var call = RawHttp.call(tool, "bucket_list".equals(tool) ? "{}" : README);
        var request = RawHttp.request(person.token(), AttackedServer.ATTACKER, call);
        var answers = server.attack(8, _ -> new byte[][] {request});
        assertThat(answers).noneMatch(Answer::good).extracting(Answer::status).isSubsetOf(200, 503);
        server.assertUnharmed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"line break", "5 MB"})
    void sendsNoCredentialsToS3ThatItDidNotCheck(String what) {
        var session = "5 MB".equals(what) ? "x".repeat(5_000_000) : "abc\\\\r\\\\nX-Added: 1";
        var person = sandbox.people(1).getFirst();
        sandbox.fault("""
                {"path":"/api/auth/get_credentials","token":"%s","contentType":"application/json","body":"{\
                \\"AccessKeyId\\":\\"ASIAAAAAAAAAAAAAAAAA\\",\\"SecretAccessKey\\":\\"secret\\",\
                \\"SessionToken\\":\\"%s\\",\\"Expiration\\":\\"2099-01-01T00:00:00+00:00\\"}"}""".formatted(person.name(), session));
        sandbox.clearRequests();
        var answer = server.ask(person.token(), RawHttp.call("bucket_object_text", README));
        assertThat(answer.good()).isFalse();
        assertThat(sandbox.requests().findValuesAsText("plane")).doesNotContain("s3", "S3");
        server.assertUnharmed();
    }

    /** A page of a proxy is no empty bucket. */
    @Test
    void doesNotTreatAProxyPageAsAnEmptyBucket() {
        var person = known();
        sandbox.fault("""
                {"path":"s3","token":"%s","status":200,"contentType":"text/html","body":"<html>Sign in</html>"}""".formatted(person.name()));
        var list = RawHttp.call("bucket_objects_list", "{\"bucket\":\"quilt-example\"}");
        assertThat(server.ask(person.token(), list).good()).isFalse();
    }

    private void put(String key, String content) {
        var arguments =
                "{\"bucket\":\"quilt-example\",\"key\":\"%s\",\"content_type\":\"text/plain\",\"overwrite\":true}"
                        .formatted(key);
        var link = server.ask(sandbox.token("writer"), RawHttp.call("bucket_object_upload_link", arguments))
                .json()
                .findPath("upload_url")
                .asText();
        var put = HttpRequest.newBuilder(URI.create(link))
                .header("Content-Type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString(content))
                .build();
        assertThat(ServerProcess.send(put).statusCode()).isEqualTo(200);
    }
}
