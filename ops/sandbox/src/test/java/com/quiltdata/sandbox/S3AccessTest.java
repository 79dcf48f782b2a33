package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Refusals by signatures, sessions and roles. */
final class S3AccessTest {
    private static final TestSandbox SANDBOX = new TestSandbox();

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void listsBucketsOfRole() {
        assertThat(SANDBOX.s3("admin").listBuckets().buckets())
                .extracting(Bucket::name)
                .containsExactly("quilt-example", "quilt-lab", "quilt-private");
        assertThat(SANDBOX.s3("apikey").listBuckets().buckets())
                .extracting(Bucket::name)
                .containsExactly("quilt-example", "quilt-lab");
        assertThat(SANDBOX.s3("reader").listBuckets().buckets())
                .extracting(Bucket::name)
                .containsExactly("quilt-example");
        assertThat(SANDBOX.s3("nobody").listBuckets().buckets()).isEmpty();
    }

    @Test
    void refusesWritesOfReader() {
        S3Client reader = SANDBOX.s3("reader");
        refused(
                "AccessDenied",
                403,
                () -> reader.putObject(
                        request -> request.bucket("quilt-example").key("x"),
                        RequestBody.fromString("x".repeat(100_000))));
        refused(
                "AccessDenied",
                403,
                () -> reader.deleteObject(
                        request -> request.bucket("quilt-example").key("README.md")));
        refused(
                "AccessDenied",
                403,
                () -> reader.deleteObjects(
                        request -> request.bucket("quilt-example").delete(all -> all.objects(object("README.md")))));
        refused(
                "AccessDenied",
                403,
                () -> reader.createMultipartUpload(
                        request -> request.bucket("quilt-example").key("x")));
    }

    @Test
    void refusesBucketsOutsideRole() {
        S3Client reader = SANDBOX.s3("reader");
        refused(
                "AccessDenied",
                403,
                () -> reader.getObjectAsBytes(
                        request -> request.bucket("quilt-lab").key("lab/assay/plate.csv")));
        refused("AccessDenied", 403, () -> reader.listObjectsV2(request -> request.bucket("quilt-lab")));
        refused(
                "AccessDenied",
                403,
                () -> SANDBOX.s3("nobody").listObjectsV2(request -> request.bucket("quilt-example")));
        refused(
                "AccessDenied",
                403,
                () -> SANDBOX.s3("admin").listObjectsV2(request -> request.bucket("quilt-archive")));
        refused("NoSuchBucket", 404, () -> reader.listObjectsV2(request -> request.bucket("quilt-absent")));
        refused(
                "AccessDenied",
                403,
                () -> SANDBOX.s3("writer")
                        .copyObject(request -> request.sourceBucket("quilt-private")
                                .sourceKey("secret/plan.txt")
                                .destinationBucket("quilt-example")
                                .destinationKey("stolen.txt")));
        refused("AccessDenied", 403, () -> SANDBOX.s3("admin").createBucket(request -> request.bucket("quilt-new")));
    }

    @Test
    void refusesWrongSignature() {
        AwsSessionCredentials good = SANDBOX.credentials("writer");
        refused("SignatureDoesNotMatch", 403, () -> get(session(good.accessKeyId(), "wrong", good.sessionToken())));
        refused(
                "InvalidAccessKeyId",
                403,
                () -> get(session("ASIAAAAAAAAAAAAAAAAA", good.secretAccessKey(), good.sessionToken())));
        refused("InvalidToken", 400, () -> get(session(good.accessKeyId(), good.secretAccessKey(), "another")));
        var unsigned = URI.create(SANDBOX.sandbox().s3Endpoint() + "/quilt-example/README.md");
        assertThat(SANDBOX.send(HttpRequest.newBuilder(unsigned).build()).statusCode())
                .isEqualTo(403);
    }

    @Test
    @Timeout(60)
    void credentialsExpire() throws Exception {
        try (var own = new TestSandbox()) {
            own.control("POST", "/settings", "{\"credentialsSeconds\":1}");
            S3Client writer = own.s3("writer");
            while (lists(writer)) {
                Thread.onSpinWait();
            }
            refused("ExpiredToken", 400, () -> writer.listObjectsV2(request -> request.bucket("quilt-example")));
        }
    }

    @Test
    @Timeout(60)
    void refusesTamperedAndExpiredPresignedUrls() throws Exception {
        String url = presigned("text/utf8.txt", Duration.ofMinutes(5));
        assertThat(status(url)).isEqualTo(200);
        assertThat(status(presigned("awkward/50%25 done.txt", Duration.ofMinutes(5))))
                .isEqualTo(200);
        assertThat(status(url.replace("utf8.txt", "latin1.txt"))).isEqualTo(403);
        assertThat(status(url.replace("X-Amz-Expires=300", "X-Amz-Expires=301")))
                .isEqualTo(403);
        assertThat(status(url.replaceAll("X-Amz-Security-Token=[^&]*", "X-Amz-Security-Token=x")))
                .isEqualTo(400);
        String brief = presigned("text/utf8.txt", Duration.ofSeconds(1));
        while (status(brief) == 200) {
            Thread.onSpinWait();
        }
        assertThat(status(brief)).isEqualTo(403);
    }

    private static boolean lists(S3Client client) {
        try {
            return client.listObjectsV2(
                            request -> request.bucket("quilt-example").maxKeys(1))
                    .hasContents();
        } catch (S3Exception e) {
            return false;
        }
    }

    private static String presigned(String key, Duration life) {
        try (var presigner = SANDBOX.presigner("reader")) {
            return presigner
                    .presignGetObject(request -> request.signatureDuration(life)
                            .getObjectRequest(get -> get.bucket("quilt-example").key(key)))
                    .url()
                    .toString();
        }
    }

    private static int status(String url) {
        return SANDBOX.send(HttpRequest.newBuilder(URI.create(url)).build()).statusCode();
    }

    private static AwsSessionCredentials session(String key, String secret, String token) {
        return AwsSessionCredentials.create(key, secret, token);
    }

    private static void get(AwsSessionCredentials credentials) {
        var _ = SANDBOX.s3(credentials)
                .getObjectAsBytes(request -> request.bucket("quilt-example").key("README.md"));
    }

    private static void refused(String code, int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
        });
    }

    private static ObjectIdentifier object(String key) {
        return ObjectIdentifier.builder().key(key).build();
    }
}
