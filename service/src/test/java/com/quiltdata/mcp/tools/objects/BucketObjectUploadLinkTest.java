package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.tool.Effect;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketObjectUploadLinkTest {
    private static final BucketReader READERS = new BucketReader() {
        @Override
        public List<Bucket> list(Caller caller) {
            return List.of();
        }

        @Override
        public BucketRights rights(Caller caller, String bucket) {
            return new BucketRights("Reader", List.of(), BucketRights.Level.READ);
        }
    };

    private final MemoryObjects objects = new MemoryObjects();
    private final BucketObjectUploadLink tool = new BucketObjectUploadLink(
            _ -> List.of(bucket("bucket-1")), objects, objects, InstantSource.fixed(MemoryObjects.NOW));

    private BucketObjectUploadLink.Output link(String key, @Nullable String type, int expiration, boolean overwrite) {
        return tool.call(
                new BucketObjectUploadLink.Input("s3://bucket-1", key, type, expiration, overwrite, false),
                Calls.any());
    }

    private static Bucket bucket(String name) {
        return new Bucket(name, name, null, null, 0, true, List.of());
    }

    private BucketObjectUploadLink.Output linkTo(String bucket) {
        return tool.call(new BucketObjectUploadLink.Input(bucket, "k", null, 60, false, false), Calls.any());
    }

    @Test
    void refusesABucketThatNeitherCatalogNorS3Opens() {
        objects.faults.put("list bucket-2", new Failure.Denied("Your role is not allowed to do this."));

        assertThatExceptionOfType(Failure.Denied.class).isThrownBy(() -> linkTo("bucket-2"));
        assertThat(objects.asked).noneMatch(asked -> asked.startsWith("upload"));
    }

    @Test
    void saysThatTheCatalogDoesNotListTheBucket() {
        assertThat(linkTo("bucket-2").note()).contains("does not list bucket bucket-2 for your role");
        assertThat(linkTo("bucket-1").note()).doesNotContain("does not list");
    }

    @Test
    void needsAFlagAndTheUsersConsentForKeysInternalToQuilt() {
        var key = ".quilt/workflows/config.yml";
        var internal = new BucketObjectUploadLink.Input("bucket-1", key, null, 60, false, true);

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> link(key, null, 60, false))
                .withMessageStartingWith("`key`: keys below .quilt/")
                .withMessageContaining("allow_internal=true");
        assertThat(objects.asked).isEmpty();
        assertThat(tool.needsConfirmation(internal)).isTrue();
        assertThat(tool.confirmation(internal, Calls.any())).contains(key, "bucket-1");
        assertThat(tool.call(internal, Calls.any()).key()).isEqualTo(key);
        assertThat(tool.spec().mayConfirm()).isTrue();
    }

    @Test
    void looksAtTheRightsBeforeItAsksTheUser() {
        var internal = new BucketObjectUploadLink.Input("bucket-1", ".quilt/x", null, 60, false, true);

        assertThatExceptionOfType(Failure.Denied.class)
                .isThrownBy(() -> new BucketObjectUploadLink(
                                READERS, objects, objects, InstantSource.fixed(MemoryObjects.NOW))
                        .confirmation(internal, Calls.any()))
                .withMessage("Your role may not write to bucket `bucket-1`. Nothing was changed.");
        assertThat(objects.asked).isEmpty();
    }

    @Test
    void refusesALinkForABucketThatTheRoleMayOnlyRead() {
        var plain = new BucketObjectUploadLink.Input("bucket-1", "k", null, 60, false, false);

        assertThatExceptionOfType(Failure.Denied.class)
                .isThrownBy(() -> new BucketObjectUploadLink(READERS, objects, objects, InstantSource.system())
                        .call(plain, Calls.any()))
                .withMessage("Your role may not write to bucket `bucket-1`. Nothing was changed.");
        assertThat(objects.asked).isEmpty();
    }

    @Test
    void hasTheEffectOverwrite() {
        assertThat(tool.spec().effect()).isEqualTo(Effect.OVERWRITE);
    }

    @Test
    void returnsMethodUrlAndHeaders() {
        var answer = link("big #1.tar", "application/x-tar", 600, false);

        assertThat(answer.method()).isEqualTo("PUT");
        assertThat(answer.headers()).isEqualTo(Map.of("Content-Type", "application/x-tar", "If-None-Match", "*"));
        assertThat(answer.s3Uri()).isEqualTo("s3://bucket-1/big%20%231.tar");
        assertThat(answer.maxBytes()).isEqualTo(5_368_709_120L);
        assertThat(answer.expirationSeconds()).isEqualTo(600);
        assertThat(answer.note()).contains("Nothing is uploaded yet", "HTTP 412");
    }

    @Test
    void notesThatTheUploadMayOverwrite() {
        var answer = link("k", null, 600, true);

        assertThat(answer.headers()).isEmpty();
        assertThat(answer.note()).contains("replaces any object that has this key");
    }

    @Test
    void notesThatTheLinkExpiresWithTheCredentials() {
        objects.credentials = Duration.ofMinutes(10);

        var answer = link("k", null, 7200, false);

        assertThat(answer.expirationSeconds()).isEqualTo(600);
        assertThat(answer.expiresAt()).isEqualTo(MemoryObjects.NOW.plusSeconds(600));
        assertThat(answer.note()).contains("expires earlier");
        assertThat(link("k", null, 3600, false).note()).as("default lifetime").doesNotContain("expires earlier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "s3://bucket-1/k"})
    void refusesInvalidKeyWithoutAnyRequest(String key) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> link(key, null, 60, false))
                .withMessageStartingWith("`key`");
        assertThat(objects.asked).isEmpty();
    }

    @Test
    void refusesInvalidMediaType() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> link("k", "text/csv\r\nx: y", 60, false))
                .withMessageStartingWith("`content_type`");
    }
}
