package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class BucketObjectLinkTest {
    private final MemoryObjects objects = new MemoryObjects().with("bucket-1", "k", "text");

    private BucketObjectLink.Output link(String uri, int expiration) {
        return new BucketObjectLink(objects, InstantSource.fixed(MemoryObjects.NOW))
                .call(new BucketObjectLink.Input(uri, expiration), Calls.any());
    }

    @Test
    void linksToTheCurrentVersion() {
        var answer = link("s3://bucket-1/k", 3600);

        assertThat(answer.signedUrl()).endsWith("?versionId=v1");
        assertThat(answer.versionId()).isEqualTo("v1");
        assertThat(answer.s3Uri()).isEqualTo("s3://bucket-1/k");
    }

    @Test
    void omitsTheNoteForTheRequestedLifetime() {
        var answer = link("s3://bucket-1/k", 3600);

        assertThat(answer.expirationSeconds()).isEqualTo(3600);
        assertThat(answer.expiresAt()).isEqualTo(MemoryObjects.NOW.plusSeconds(3600));
        assertThat(answer.note()).isNull();
    }

    @Test
    void notesThatTheLinkExpiresWithTheCredentials() {
        objects.credentials = Duration.ofMinutes(50);

        var answer = link("s3://bucket-1/k", 604_800);

        assertThat(answer.expirationSeconds()).isEqualTo(3000);
        assertThat(answer.note()).contains("expires earlier");
        assertThat(link("s3://bucket-1/k", 3600).note()).as("default lifetime").isNull();
    }

    @Test
    void refusesLinkToMissingObject() {
        assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(() -> link("s3://bucket-1/none", 60));
        assertThat(objects.asked).containsExactly("info s3://bucket-1/none");
    }
}
