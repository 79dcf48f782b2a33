package com.quiltdata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.sandbox.json.Json;
import com.quiltdata.sandbox.packages.ChunkedHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Promotion to another bucket, as permitted by the source bucket's configuration. */
final class PromoteTest {
    private static final TestSandbox SANDBOX = new TestSandbox();
    private static final PushClient PUSH = new PushClient(SANDBOX);
    private static final S3Client S3 = SANDBOX.s3("admin");

    @AfterAll
    static void close() {
        S3.close();
        SANDBOX.close();
    }

    @Test
    void promoteCopiesObjects() {
        String source = pushed("promote/bytes", "some bytes");
        String answer = PUSH.promote("writer", PushClient.to("quilt-example", "promoted/bytes"), lab(source), null);
        assertThat(answer)
                .contains("PackagePushSuccess", "s3://quilt-example/promoted/bytes/dir/x.txt?versionId=")
                .contains(ChunkedHash.of("some bytes".getBytes(StandardCharsets.UTF_8))
                        .value());
        assertThat(S3.getObjectAsBytes(
                                request -> request.bucket("quilt-example").key("promoted/bytes/dir/x.txt"))
                        .asUtf8String())
                .isEqualTo("some bytes");
    }

    @Test
    void promotePrependsPrefix() {
        String source = pushed("promote/prefix", "x");
        assertThat(PUSH.promote("writer", PushClient.to("quilt-example", "promoted/prefix"), lab(source), "in/here"))
                .contains("s3://quilt-example/in/here/promoted/prefix/dir/x.txt?versionId=");
    }

    @Test
    void promoteKeepsObjectsAlreadyInDestination() {
        String source = PushClient.hash(PUSH.construct(
                "writer", PushClient.to("quilt-lab", "promote/there"), "README.md", "s3://quilt-example/README.md"));
        assertThat(PUSH.promote("writer", PushClient.to("quilt-example", "promoted/there"), lab(source), null))
                .contains("\"physicalKey\":\"s3://quilt-example/README.md?versionId=");
    }

    @Test
    void promoteKeepsPhysicalKeysWithoutCopyData() {
        String source = pushed("promote/stay", "x");
        assertThat(PUSH.promote("admin", PushClient.to("quilt-private", "promoted/stay"), lab(source), null))
                .contains("PackagePushSuccess", "\"physicalKey\":\"s3://quilt-lab/promote/stay?versionId=");
    }

    /** Metadata and message come only from the request, and the source's workflow is not the destination's. */
    @Test
    void promoteDropsSourceHeader() {
        String source = pushed("promote/header", "x");
        var params = Json.of("bucket", "quilt-example", "name", "promoted/header");
        assertThat(PUSH.promote("writer", params, lab(source), null))
                .contains("\"message\":null", "\"userMeta\":null", "\"workflow\":null");
        params.put("userMeta", Json.of("b", 2));
        assertThat(PUSH.promote("writer", params, lab(source), null)).contains("\"userMeta\":{\"b\":2}");
    }

    @ParameterizedTest
    @CsvSource({"quilt-lab, quilt-lab", "quilt-example, quilt-lab", "quilt-private, quilt-example"})
    void refusesPromotionToNonSuccessor(String from, String to) {
        var src = Json.of("bucket", from, "name", "lab/assay", "hash", "0".repeat(64));
        assertThat(PUSH.promote("admin", PushClient.to(to, "promoted/no"), src, null))
                .contains(
                        "OperationError",
                        "\"name\":\"InvalidSuccessor\"",
                        "\"context\":{\"successor\":\"s3://" + to + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "8c42a0", "BBBFAFC7C720E0140BCF7790FC2CCE4DA82F4CD1706AD07593DED37545E99568"})
    void refusesAbbreviatedHash(String hash) {
        assertThat(PUSH.promote("writer", PushClient.to("quilt-example", "promoted/no"), lab(hash), null))
                .contains("InvalidInput", "\"path\":\"src.hash\"");
    }

    @Test
    void refusesToPromoteMissingRevision() {
        assertThat(PUSH.promote("writer", PushClient.to("quilt-example", "promoted/no"), lab("0".repeat(64)), null))
                .contains("OperationError", "AWSError", "\"status_code\":404");
    }

    @ParameterizedTest
    @CsvSource({"reader, quilt-example", "switcher, quilt-example", "writer, quilt-private", "nobody, quilt-example"})
    void promoteNeedsAccessToBothBuckets(String who, String to) {
        assertThat(PUSH.promote(who, PushClient.to(to, "promoted/no"), lab("0".repeat(64)), null))
                .contains("OperationError", "\"name\":\"Forbidden\"");
    }

    @Test
    void promoteDoesNotCopyUnreadableObjects() {
        String hash = PushClient.hash(PUSH.construct(
                "admin", PushClient.to("quilt-lab", "promote/secret"), "plan", "s3://quilt-private/secret/plan.txt"));
        assertThat(PUSH.promote("writer", PushClient.to("quilt-example", "promoted/secret"), lab(hash), null))
                .contains("OperationError", "\"name\":\"Forbidden\"");
        assertThat(SANDBOX.data("writer", "{package(bucket:\"quilt-example\",name:\"promoted/secret\"){name}}"))
                .isEqualTo("{\"package\":null}");
    }

    private static String pushed(String name, String content) {
        var _ = S3.putObject(request -> request.bucket("quilt-lab").key(name), RequestBody.fromString(content));
        var params = PushClient.to("quilt-lab", name);
        params.put("userMeta", Json.of("a", 1));
        return PushClient.hash(
                PUSH.construct("writer", params, List.of(PushClient.entry("dir/x.txt", "s3://quilt-lab/" + name))));
    }

    private static Map<String, @Nullable Object> lab(String hash) {
        return Json.of("bucket", "quilt-lab", "name", "lab/assay", "hash", hash);
    }
}
