package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.objects.RequestedObject;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code s3_object} tools, which Quilt's Platform MCP Server has too. */
final class PlatformObjectsTest {
    private final MemoryObjects objects = new MemoryObjects();

    private static RequestedObject parse(
            @Nullable String uri, @Nullable String bucket, @Nullable String key, @Nullable String version) {
        return new ObjectArguments(uri, bucket, key, version).parse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "s3://bucket-1/a%20b, -, -, -",
                "-, bucket-1, a b, -",
                "-, s3://bucket-1, a b, -",
                "s3://bucket-1/a%20b, bucket-1, a b, -",
                "s3://bucket-1/a%20b, bucket-1, -, -",
                "s3://bucket-1/a%20b, -, -, v1",
                "s3://bucket-1/a%20b?versionId=v1, -, -, v1",
                "s3://bucket-1/a%20b?versionId=v1, -, -, -",
                "-, bucket-1, a b, v1"
            })
    void acceptsAnObjectByUriOrByBucketAndKey(String uri, String bucket, String key, String version) {
        var location = parse(uri, bucket, key, version).location();

        assertThat(location.bucket()).isEqualTo("bucket-1");
        assertThat(location.key()).isEqualTo("a b");
        assertThat(location.versionId()).isIn(null, "v1");
        assertThat(location.versionId() != null)
                .isEqualTo(version != null || (uri != null && uri.contains("versionId")));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, -, Name the object",
                "-, bucket-1, -, -, Name the object",
                "-, -, k, -, Name the object",
                "s3://bucket-1/a, bucket-2, -, -, names another object",
                "s3://bucket-1/a, -, b, -, names another object",
                "s3://bucket-1/a?versionId=v1, -, -, v2, different versions",
                "-, bucket-1, s3://bucket-1/a, -, not a URI",
                "-, No_Bucket, a, -, `bucket`"
            })
    void refusesAnObjectThatIsNotClear(String uri, String bucket, String key, String version, String sentence) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> parse(uri, bucket, key, version))
                .withMessageContaining(sentence);
    }

    @Test
    void readsAKeyAsItIsWritten() {
        objects.with("bucket-1", "100%20?", "x");

        var described = new S3ObjectInfo(new BucketObjectInfo(objects))
                .call(new S3ObjectInfo.Input(null, "bucket-1", "100%20?", null), Calls.any());

        assertThat(described.object().key()).isEqualTo("100%20?");
        assertThat(described.object().s3Uri()).isEqualTo("s3://bucket-1/100%2520%3F");
    }

    private S3ObjectPut puts() {
        return new S3ObjectPut(new BucketObjectsPut(_ -> List.of(), objects));
    }

    private static S3ObjectPut.Input input(String key, String content, String encoding, boolean internal) {
        return new S3ObjectPut.Input("bucket-1", key, content, encoding, null, false, internal);
    }

    @Test
    void putsTextAndBase64() {
        puts().call(input("a", "\u00e9", "utf-8", false), Calls.any());
        puts().call(input("b", "AP8=", "base64", false), Calls.any());

        assertThat(objects.content("bucket-1", "a")).isEqualTo("\u00e9".getBytes(StandardCharsets.UTF_8));
        assertThat(objects.content("bucket-1", "b")).isEqualTo(new byte[] {0, (byte) 0xFF});
    }

    @ParameterizedTest
    @CsvSource({
        "a, not base64, base64, `content`: must be base64",
        "s3://b/k, x, utf-8, `key`",
        ".quilt/x, x, utf-8, allow_internal=true"
    })
    void refusesAPutBeforeAnythingIsSent(String key, String content, String encoding, String sentence) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> puts().call(input(key, content, encoding, false), Calls.any()))
                .withMessageContaining(sentence);
        assertThat(objects.asked).isEmpty();
    }

    @Test
    void asksBeforeItWritesBelowQuilt() {
        var internal = input(".quilt/x", "x", "utf-8", true);

        assertThat(puts().needsConfirmation(internal)).isTrue();
        assertThat(puts().confirmation(internal, Calls.any())).contains(".quilt/x", "bucket-1");
        assertThat(puts().needsConfirmation(input("x", "x", "utf-8", true))).isFalse();
    }
}
