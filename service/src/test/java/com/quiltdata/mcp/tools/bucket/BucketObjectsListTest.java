package com.quiltdata.mcp.tools.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.tool.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketObjectsListTest {
    private final MemoryObjects objects = new MemoryObjects();

    private BucketObjectsList.Output list(String bucket, String prefix, int maxKeys, String token, boolean links) {
        return new BucketObjectsList(objects)
                .call(new BucketObjectsList.Input(bucket, prefix, maxKeys, token, links), Calls.any());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x#y.csv", "a?b", "100%", "a%20b", "a b+c", "é😀", "/lead//ing/"})
    void everyListedUriCanBeFedBack(String key) {
        objects.with("bucket-1", key, "text");

        var item = list("bucket-1", "", 100, "", false).objects().getFirst();
        var info = new BucketObjectInfo(objects).call(new BucketObjectInfo.Input(item.s3Uri()), Calls.any());

        assertThat(item.key()).isEqualTo(key);
        assertThat(info.object().key()).isEqualTo(key);
    }

    @Test
    void aPageThatIsNotTheLastSaysHowToGoOn() {
        objects.with("bucket-1", "a", "1").with("bucket-1", "b", "2").with("bucket-1", "c", "3");

        var first = list("bucket-1", "", 2, "", false);
        var second = list("bucket-1", "", 2, String.valueOf(first.nextContinuationToken()), false);

        assertThat(first.isTruncated()).isTrue();
        assertThat(first.note()).contains("continuation_token");
        assertThat(second.objects()).extracting(BucketObjectsList.Item::key).containsExactly("c");
        assertThat(second.isTruncated()).isFalse();
        assertThat(second.nextContinuationToken()).isNull();
        assertThat(second.note()).isNull();
    }

    @Test
    void aPrefixMayStandInTheUri() {
        objects.with("bucket-1", "a b/1", "1").with("bucket-1", "c", "2");

        var answer = list("s3://bucket-1/a%20b/", "", 100, "", false);

        assertThat(answer.bucket()).isEqualTo("bucket-1");
        assertThat(answer.prefix()).isEqualTo("a b/");
        assertThat(answer.count()).isEqualTo(1);
    }

    @Test
    void aPrefixGivenTwiceIsRefused() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> list("s3://bucket-1/a/", "b", 100, "", false))
                .withMessageContaining("twice");
    }

    @Test
    void aMalformedBucketIsRefusedBeforeAnythingIsAsked() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> list("No_Bucket", "", 100, "", true))
                .withMessageStartingWith("`bucket`");
        assertThat(objects.asked).isEmpty();
    }

    @Test
    void linksSayWhenTheyEnd() {
        objects.with("bucket-1", "a", "1");

        var item = list("bucket-1", "", 100, "", true).objects().getFirst();

        assertThat(item.signedUrl()).startsWith("https://signed/");
        assertThat(item.signedUrlExpiry()).isEqualTo(MemoryObjects.NOW.plusSeconds(3600));
    }

    @Test
    void theBucketIsListedOnceHoweverManyLinksAreSigned() {
        objects.with("bucket-1", "a", "1").with("bucket-1", "b", "2");

        list("bucket-1", "", 100, "", true);

        assertThat(objects.asked).containsExactly("list bucket-1/", "link s3://bucket-1/a", "link s3://bucket-1/b");
    }

    @Test
    void linksBeyondTheHundredthAreLeftOutAndSaidToBe() {
        for (int i = 0; i < 103; i++) {
            objects.with("bucket-1", "k%03d".formatted(i), "x");
        }

        var answer = list("bucket-1", "", 1000, "", true);

        assertThat(answer.objects())
                .filteredOn(item -> item.signedUrl() != null)
                .hasSize(100);
        assertThat(answer.note()).contains("3 objects have no signed_url", "bucket_object_link");
    }

    @Test
    void anObjectWithoutALinkDoesNotSpoilTheListing() {
        objects.with("bucket-1", "a", "1").with("bucket-1", "b", "2");
        objects.faults.put("a", new CatalogException.Denied("no"));

        var answer = list("bucket-1", "", 100, "", true);

        assertThat(answer.objects())
                .extracting(BucketObjectsList.Item::signedUrl)
                .containsExactly(null, "https://signed/s3://bucket-1/b");
        assertThat(answer.note()).contains("1 objects");
    }

    @Test
    void aRefusedTokenIsNotAMissingLink() {
        objects.with("bucket-1", "a", "1");
        objects.faults.put("a", new CatalogException.Unauthenticated());

        assertThatExceptionOfType(CatalogException.Unauthenticated.class)
                .isThrownBy(() -> list("bucket-1", "", 100, "", true));
    }
}
