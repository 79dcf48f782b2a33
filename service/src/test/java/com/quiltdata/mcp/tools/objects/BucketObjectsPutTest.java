package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Effect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketObjectsPutTest {
    private final MemoryObjects objects = new MemoryObjects();

    private BucketObjectsPut.Output put(ObjectPutInput... items) {
        return new BucketObjectsPut(_ -> List.of(), objects)
                .call(new BucketObjectsPut.Input("s3://bucket-1", List.of(items), false, false), Calls.any());
    }

    private static ObjectPutInput text(String key, String text) {
        return upload(key, text, null, "utf-8");
    }

    private static ObjectPutInput upload(String key, @Nullable String text, @Nullable String data, String encoding) {
        return new ObjectPutInput(key, text, data, null, encoding, null);
    }

    @Test
    void hasTheEffectOverwrite() {
        assertThat(new BucketObjectsPut(_ -> List.of(), objects).spec().effect())
                .isEqualTo(Effect.OVERWRITE);
    }

    @Test
    void putsTextAndBase64() {
        var answer = put(text("a.txt", "é"), upload("b.bin", null, "AP8=", "utf-8"));

        assertThat(answer.uploaded()).isEqualTo(2);
        assertThat(answer.failed()).isZero();
        assertThat(answer.note()).isNull();
        assertThat(answer.results())
                .extracting(BucketObjectsPut.PutResult::versionId)
                .containsOnly("v1");
        assertThat(objects.content("bucket-1", "a.txt")).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
        assertThat(objects.content("bucket-1", "b.bin")).isEqualTo(new byte[] {0, (byte) 0xFF});
    }

    @Test
    void prefersTheContentThatIsNotEmpty() {
        put(upload("a", "", "AP8=", "utf-8"), upload("b", "é", "", "utf-8"), upload("c", "", null, "utf-8"));

        assertThat(objects.content("bucket-1", "a")).isEqualTo(new byte[] {0, (byte) 0xFF});
        assertThat(objects.content("bucket-1", "b")).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
        assertThat(objects.content("bucket-1", "c")).isEmpty();
    }

    @Test
    void storesMetadataAsTextAndLeavesOutNull() throws IOException {
        var metadata = new ObjectMapper()
                .readValue(
                        "{\"n\": 1, \"b\": true, \"s\": \"\", \"none\": null}",
                        new TypeReference<Map<String, Object>>() {});
        assertThat(new ObjectPutInput("k", "a", null, null, "utf-8", metadata)
                        .item("items[0]", false)
                        .metadata())
                .isEqualTo(Map.of("n", "1", "b", "true", "s", ""));
    }

    @Test
    void reportsProgressAfterEachObject() {
        var reports = new ArrayList<String>();
        var any = Calls.any();
        var call = new Call(
                any.caller(),
                any.requestId(),
                any.deadline(),
                (progress, total, message) -> reports.add(progress + " " + total + " " + message),
                any.inputs());
        new BucketObjectsPut(_ -> List.of(), objects)
                .call(
                        new BucketObjectsPut.Input(
                                "s3://bucket-1", List.of(text("a", "1"), text("b", "2")), false, false),
                        call);

        assertThat(reports).containsExactly("1.0 2.0 1 of 2 objects done", "2.0 2.0 2 of 2 objects done");
    }

    @Test
    void putsNothingMoreAfterCancellation() {
        var any = Calls.any();
        var call = new Call(
                any.caller(),
                any.requestId(),
                any.deadline(),
                (_, _, _) -> Thread.currentThread().interrupt(),
                any.inputs());
        var answer = new BucketObjectsPut(_ -> List.of(), objects)
                .call(
                        new BucketObjectsPut.Input(
                                "s3://bucket-1", List.of(text("a", "1"), text("b", "2")), false, false),
                        call);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer.results())
                .extracting(BucketObjectsPut.PutResult::error)
                .containsExactly(null, "The call was cancelled before this object was put.");
    }

    @Test
    void storesTextInTheGivenEncoding() {
        put(upload("a.txt", "é", null, "latin-1"));

        assertThat(objects.content("bucket-1", "a.txt")).isEqualTo(new byte[] {(byte) 0xE9});
    }

    @Test
    void leavesTheMediaTypeToTheCatalogByDefault() {
        var answer =
                put(text("a.png", ""), new ObjectPutInput("b.png", "", null, "image/x-own", "utf-8", Map.of("n", 1)));

        assertThat(answer.results())
                .extracting(BucketObjectsPut.PutResult::contentType)
                .containsExactly(null, "image/x-own");
    }

    @Test
    void overwritesOnlyOnRequest() {
        objects.with("bucket-1", "a", "before");

        var answer = put(text("a", "1"), text("b", "2"));

        assertThat(answer.results())
                .extracting(BucketObjectsPut.PutResult::error)
                .containsExactly("It exists already.", null);
        assertThat(objects.content("bucket-1", "a")).isEqualTo("before".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void returnsTheReplacedVersion() {
        objects.with("bucket-1", "a", "before");

        var answer = new BucketObjectsPut(_ -> List.of(), objects)
                .call(
                        new BucketObjectsPut.Input("bucket-1", List.of(text("a", "1"), text("b", "2")), true, false),
                        Calls.any());

        assertThat(answer.results())
                .extracting(BucketObjectsPut.PutResult::replaced)
                .containsExactly(true, false);
        assertThat(answer.results())
                .extracting(BucketObjectsPut.PutResult::replacedVersionId)
                .containsExactly("v1", null);
        assertThat(answer.note()).isNull();
    }

    @Test
    void refusesTooLargeItemBeforeAnythingIsPut() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> put(text("first", "a"), text("k", "x".repeat((16 << 20) + 1))))
                .withMessageContaining("bucket_object_upload_link");
        assertThat(objects.asked).isEmpty();
    }

    /** D3: the server we replace uploaded the bytes of the word None. */
    @Test
    void putsNothingForAnItemWithoutContent() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> put(text("first", "a"), upload("k", null, null, "utf-8")))
                .withMessage("`items[1]` has neither of `text` and `data`; send exactly one.");
        assertThat(objects.asked).isEmpty();
    }

    /** One put of .quilt/workflows/config.yml stops every push of a bucket. */
    @Test
    void refusesKeysInternalToQuilt() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> put(text("first", "a"), text(".quilt/workflows/config.yml", "x")))
                .withMessageStartingWith("`items[1].key`: keys below .quilt/ are internal to Quilt")
                .withMessageContaining("Nothing was written.")
                .withMessageContaining("allow_internal=true");
        assertThat(objects.asked).isEmpty();
        assertThat(put(text(".quilted", "x"), text("data/.quilt/x", "x")).uploaded())
                .isEqualTo(2);
    }

    @Test
    void asksTheUserBeforeItWritesKeysInternalToQuilt() {
        var tool = new BucketObjectsPut(_ -> List.of(), objects);
        var config = List.of(text("a", "x"), text(".quilt/workflows/config.yml", "x"));
        var internal = new BucketObjectsPut.Input("bucket-1", config, false, true);

        assertThat(tool.needsConfirmation(internal)).isTrue();
        assertThat(tool.confirmation(internal, Calls.any()))
                .startsWith("Write below .quilt/ in bucket bucket-1 (.quilt/workflows/config.yml)?");
        assertThat(tool.call(internal, Calls.any()).uploaded()).isEqualTo(2);
        assertThat(tool.needsConfirmation(new BucketObjectsPut.Input("bucket-1", config, false, false)))
                .isFalse();
        assertThat(tool.needsConfirmation(new BucketObjectsPut.Input("bucket-1", List.of(text("a", "x")), true, true)))
                .isFalse();
        assertThat(tool.spec().mayConfirm()).isTrue();
    }

    @Test
    void looksAtTheRightsBeforeItAsksTheUser() {
        var readers = new BucketReader() {
            @Override
            public List<Bucket> list(Caller caller) {
                return List.of();
            }

            @Override
            public BucketRights rights(Caller caller, String bucket) {
                return new BucketRights("Reader", List.of(), BucketRights.Level.READ);
            }
        };
        var internal =
                new BucketObjectsPut.Input("bucket-1", List.of(text(".quilt/workflows/config.yml", "x")), false, true);

        assertThatExceptionOfType(Failure.Denied.class)
                .isThrownBy(() -> new BucketObjectsPut(readers, objects).confirmation(internal, Calls.any()))
                .withMessage("Your role may not write to bucket `bucket-1`. Nothing was changed.");
        assertThat(objects.asked).isEmpty();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(upload("k", null, null, "utf-8"), "neither"),
                Arguments.of(upload("k", "a", "YQ==", "utf-8"), "both"),
                Arguments.of(upload("k", null, "not base64!", "utf-8"), "must be base64"),
                Arguments.of(upload("k", "a", null, "klingon"), "unknown encoding"),
                Arguments.of(upload("k", "€", null, "latin-1"), "cannot encode"),
                Arguments.of(text("", "a"), "1 to 1024 bytes"),
                Arguments.of(text("é".repeat(513), "a"), "1 to 1024 bytes"),
                Arguments.of(text("a\nb", "a"), "control character"),
                Arguments.of(text("\ud83d", "a"), "control character"),
                Arguments.of(text("first", "a"), "same key"),
                Arguments.of(text("s3://bucket-1/x", "a"), "not a URI"),
                Arguments.of(text("S3://bucket-2/x", "a"), "not a URI"),
                Arguments.of(text("s3a://bucket-1/x", "a"), "not a URI"),
                Arguments.of(text("quilt+s3://bucket-1#package=n/p&path=x", "a"), "not a URI"),
                Arguments.of(text("arn:aws:s3:::bucket-1/x", "a"), "not a URI"),
                Arguments.of(text("https://bucket-1.s3.us-east-1.amazonaws.com/x", "a"), "not a URI"),
                Arguments.of(text("https://open.quiltdata.com/b/bucket-1/tree/x", "a"), "not a URI"),
                Arguments.of(text("http://localhost:3000/b/bucket-1?x=1", "a"), "not a URI"),
                Arguments.of(
                        new ObjectPutInput("k", "a", null, "text/plain\r\nx: y", "utf-8", null),
                        "must be a media type"),
                Arguments.of(new ObjectPutInput("k", "a", null, null, "utf-8", Map.of("n", "é")), "metadata"),
                Arguments.of(
                        new ObjectPutInput("k", "a", null, null, "utf-8", Map.of("n", Map.of("b", 1))),
                        "values must be strings, numbers or booleans"),
                Arguments.of(
                        new ObjectPutInput("k", "a", null, null, "utf-8", Map.of("n", List.of(1))),
                        "Nothing was written"),
                Arguments.of(new ObjectPutInput("k", "a", null, "csv", "utf-8", null), "must be a media type"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void putsNothingWhenAnItemIsMalformed(ObjectPutInput item, String sentence) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> put(text("first", "a"), item))
                .withMessageContaining("items[1]")
                .withMessageContaining(sentence);
        assertThat(objects.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crawl/s3://b/x", "https://example.com/page", "s3/x", "arn:x"})
    void putsKeysThatOnlyResembleAUri(String key) {
        assertThat(put(text(key, "a")).uploaded()).isEqualTo(1);
    }

    @Test
    void reportsAFailureWithItsItem() {
        objects.faults.put("b", new Failure.Denied("You may not write there."));

        var answer = put(text("a", "1"), text("b", "2"), text("c", "3"));

        assertThat(answer.uploaded()).isEqualTo(2);
        assertThat(answer.failed()).isEqualTo(1);
        assertThat(answer.results())
                .extracting(BucketObjectsPut.PutResult::error)
                .containsExactly(null, "You may not write there.", null);
        assertThat(answer.note()).startsWith("1 of 3");
    }

    @Test
    void failsWhenNoObjectWasPut() {
        objects.faults.put("*", new Failure.Denied("You may not write there."));

        assertThatExceptionOfType(Failure.Denied.class)
                .isThrownBy(() -> put(text("a", "1"), text("b", "2")))
                .withMessage("None of the 2 objects was written to bucket-1: You may not write there.");
    }

    @Test
    void failsWithTheCauseForASingleObject() {
        objects.faults.put("*", new Failure.Denied("You may not write there."));

        assertThatExceptionOfType(Failure.Denied.class)
                .isThrownBy(() -> put(text("a", "1")))
                .withMessage("You may not write there. Nothing was written.");
    }

    @Test
    void failsWhenTheTokenIsRefused() {
        objects.faults.put("b", new UnauthenticatedException());

        assertThatExceptionOfType(UnauthenticatedException.class)
                .isThrownBy(() -> put(text("a", "1"), text("b", "2"), text("c", "3")));
    }
}
