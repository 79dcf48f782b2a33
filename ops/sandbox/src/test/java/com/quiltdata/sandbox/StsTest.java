package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What STS says about a caller, and the properties of buckets in S3. */
final class StsTest {
    private static final TestSandbox SANDBOX = new TestSandbox();

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void namesTheRoleAndTheUserOfASession() {
        assertThat(ask(SANDBOX.credentials("writer"), "GetCallerIdentity").body())
                .contains("<Arn>arn:aws:sts::123456789012:assumed-role/ReadWriteQuiltBucket/writer</Arn>")
                .contains("<Account>123456789012</Account>");
        assertThat(ask(SANDBOX.credentials("nobody"), "GetCallerIdentity").body())
                .contains("assumed-role/NoBucket/nobody");
    }

    @Test
    void refusesForeignKeysTokensSignaturesAndActions() {
        var good = SANDBOX.credentials("writer");
        var key = good.accessKeyId();
        var secret = good.secretAccessKey();
        assertRefused(403, "InvalidClientTokenId", session("ASIAOTHER", secret, good.sessionToken()));
        assertRefused(403, "InvalidClientTokenId", session(key, secret, "other"));
        assertRefused(403, "SignatureDoesNotMatch", session(key, "other", good.sessionToken()));
        assertThat(ask(good, "AssumeRole").body()).contains("<Code>InvalidAction</Code>");
        var unsigned = HttpRequest.newBuilder(URI.create(SANDBOX.sandbox().stsEndpoint()))
                .POST(HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity"))
                .build();
        assertThat(SANDBOX.send(unsigned).body()).contains("<Code>MissingAuthenticationToken</Code>");
    }

    @Test
    void recordsTheActionAndAppliesFaultsToIt() throws Exception {
        try (var own = new TestSandbox()) {
            own.control("POST", "/faults", "{\"path\":\"sts\",\"status\":503,\"times\":1}");
            var credentials = own.credentials("reader");
            assertThat(ask(own, credentials, "GetCallerIdentity").statusCode()).isEqualTo(503);
            assertThat(ask(own, credentials, "GetCallerIdentity").statusCode()).isEqualTo(200);
            assertThat(own.send("GET", "/sandbox/requests", null, null).body())
                    .contains("\"plane\":\"sts\"", "\"operationName\":\"GetCallerIdentity\"", "\"user\":\"reader\"");
        }
    }

    @Test
    void appliesThePropertiesOfABucket() throws Exception {
        try (var own = new TestSandbox()) {
            S3Client writer = own.s3("writer");
            own.control(
                    "POST",
                    "/bucket-properties",
                    "{\"bucket\":\"quilt-lab\",\"kmsKey\":\"arn:aws:kms:us-east-1:123456789012:key/k\","
                            + "\"versioning\":\"Suspended\",\"refused\":[\"s3:ListBucket\"]}");
            var head = writer.headObject(r -> r.bucket("quilt-lab").key("lab/assay/plate.csv"));
            assertThat(head.serverSideEncryptionAsString()).isEqualTo("aws:kms");
            assertThat(head.ssekmsKeyId()).endsWith("key/k");
            assertThat(writer.getBucketVersioning(r -> r.bucket("quilt-lab")).statusAsString())
                    .isEqualTo("Suspended");
            assertThat(writer.listObjectVersions(r -> r.bucket("quilt-lab").maxKeys(1))
                            .versions())
                    .hasSize(1);
            assertThatThrownBy(() -> writer.listObjectsV2(r -> r.bucket("quilt-lab")))
                    .isInstanceOf(S3Exception.class)
                    .hasMessageContaining("Access Denied");
            own.control("POST", "/bucket-properties", "{\"bucket\":\"quilt-example\",\"requesterPays\":true}");
            assertThatThrownBy(() -> writer.listObjectsV2(r -> r.bucket("quilt-example")))
                    .hasMessageContaining("Requester Pays");
        }
    }

    private static void assertRefused(int status, String code, AwsSessionCredentials credentials) {
        var response = ask(credentials, "GetCallerIdentity");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("<Code>" + code + "</Code>");
    }

    private static AwsSessionCredentials session(String key, String secret, String token) {
        return AwsSessionCredentials.create(key, secret, token);
    }

    private static HttpResponse<String> ask(AwsSessionCredentials credentials, String action) {
        return ask(SANDBOX, credentials, action);
    }

    private static HttpResponse<String> ask(TestSandbox sandbox, AwsSessionCredentials credentials, String action) {
        var body = "Action=" + action + "&Version=2011-06-15";
        var signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(credentials)
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.POST)
                                .uri(URI.create(sandbox.sandbox().stsEndpoint() + "/"))
                                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                                .build())
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        var request = HttpRequest.newBuilder(signed.request().getUri())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
        for (var header : signed.request().headers().entrySet()) {
            if (!List.of("Host", "Content-Length").contains(header.getKey())) {
                header.getValue().forEach(value -> request.header(header.getKey(), value));
            }
        }
        return sandbox.send(request.build());
    }
}
