package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.tool.Effect;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketObjectUploadLinkTest {
    private final MemoryObjects objects = new MemoryObjects();
    private final BucketObjectUploadLink tool =
            new BucketObjectUploadLink(objects, InstantSource.fixed(MemoryObjects.NOW));

    private BucketObjectUploadLink.Output link(String key, @Nullable String type, int expiration, boolean overwrite) {
        return tool.call(
                new BucketObjectUploadLink.Input("s3://bucket-1", key, type, expiration, overwrite), Calls.any());
    }

    @Test
    void hasTheEffectWrite() {
        assertThat(tool.spec().effect()).isEqualTo(Effect.WRITE);
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

        var answer = link("k", null, 3600, false);

        assertThat(answer.expirationSeconds()).isEqualTo(600);
        assertThat(answer.expiresAt()).isEqualTo(MemoryObjects.NOW.plusSeconds(600));
        assertThat(answer.note()).contains("expires earlier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb"})
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
