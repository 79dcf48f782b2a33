package com.quiltdata.mcp.tools.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketObjectsListTest {
    private final MemoryObjects objects = new MemoryObjects();

    private ObjectListResult list(String bucket, String prefix, int maxKeys, String token, boolean links) {
        return new BucketObjectsList(objects, objects)
                .call(new BucketObjectsList.Input(bucket, prefix, maxKeys, token, links, false), Calls.any());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x#y.csv", "a?b", "100%", "a%20b", "a b+c", "é😀", "/lead//ing/"})
    void listsUrisThatOtherToolsAccept(String key) {
        objects.with("bucket-1", key, "text");

        var item = list("bucket-1", "", 100, "", false).objects().getFirst();
        var info = new BucketObjectInfo(objects).call(new BucketObjectInfo.Input(item.s3Uri()), Calls.any());

        assertThat(item.key()).isEqualTo(key);
        assertThat(info.object().key()).isEqualTo(key);
    }

    @Test
    void returnsATokenForTheNextPage() {
        objects.with("bucket-1", "a", "1").with("bucket-1", "b", "2").with("bucket-1", "c", "3");

        var first = list("bucket-1", "", 2, "", false);
        var second = list("bucket-1", "", 2, String.valueOf(first.nextContinuationToken()), false);

        assertThat(first.isTruncated()).isTrue();
        assertThat(first.note()).contains("continuation_token");
        assertThat(second.objects()).extracting(ObjectListItem::key).containsExactly("c");
        assertThat(second.isTruncated()).isFalse();
        assertThat(second.nextContinuationToken()).isNull();
        assertThat(second.note()).isNull();
    }

    private ObjectListResult versions(int maxKeys, String token) {
        return new BucketObjectsList(objects, objects)
                .call(new BucketObjectsList.Input("bucket-1", "", maxKeys, token, true, true), Calls.any());
    }

    @Test
    void listsDeleteMarkersWithoutSizeAndLink() {
        objects.with("bucket-1", "a b", "1").with("bucket-1", "c", "2").deleted.add("a b");

        var items = versions(100, "").objects();

        assertThat(items).extracting(ObjectListItem::versionId).containsExactly("m1", "v1", "v1");
        assertThat(items).extracting(ObjectListItem::isLatest).containsExactly(true, false, true);
        assertThat(items).extracting(ObjectListItem::isDeleteMarker).containsExactly(true, null, null);
        assertThat(items.getFirst().size()).isNull();
        assertThat(items.getFirst().signedUrl()).isNull();
        assertThat(items.get(1).s3Uri()).isEqualTo("s3://bucket-1/a%20b?versionId=v1");
        assertThat(items.get(1).signedUrl()).endsWith("?versionId=v1");
    }

    @Test
    void continuesBetweenTwoVersionsOfAKey() {
        objects.with("bucket-1", "a", "1").with("bucket-1", "b", "2").deleted.add("a");

        var first = versions(1, "");
        var second = versions(1, String.valueOf(first.nextContinuationToken()));
        var third = versions(1, String.valueOf(second.nextContinuationToken()));

        assertThat(first.objects()).extracting(ObjectListItem::versionId).containsExactly("m1");
        assertThat(second.objects()).extracting(ObjectListItem::key).containsExactly("a");
        assertThat(third.objects()).extracting(ObjectListItem::key).containsExactly("b");
        assertThat(third.nextContinuationToken()).isNull();
    }

    @Test
    void refusesATokenOfVersionsForObjects() {
        objects.with("bucket-1", "a", "1").deleted.add("a");
        var token = String.valueOf(versions(1, "").nextContinuationToken());

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> list("bucket-1", "", 1, token, false))
                .withMessageContaining("include_versions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0\n\u007f", "\"\\", "é😀"})
    void continuesAfterKeysWithAnyCharacter(String key) {
        objects.with("bucket-1", key, "1").with("bucket-1", "\uffff", "2");

        var first = list("bucket-1", "", 1, "", false);
        var second = list("bucket-1", "", 1, String.valueOf(first.nextContinuationToken()), false);

        assertThat(first.objects()).extracting(ObjectListItem::key).containsExactly(key);
        assertThat(second.objects()).extracting(ObjectListItem::key).containsExactly("\uffff");
    }

    @Test
    void refusesAnAlteredToken() {
        objects.with("bucket-1", "a", "1").with("bucket-1", "b", "2");
        var token = String.valueOf(list("bucket-1", "", 1, "", false).nextContinuationToken());

        for (var altered :
                List.of(token + "A", token.substring(1), token.substring(0, 10) + "x" + token.substring(11))) {
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> list("bucket-1", "", 1, altered, false))
                    .withMessageStartingWith("`continuation_token`: must be the unchanged next_continuation_token")
                    .withMessageContaining("leave it out to start from the beginning");
        }
    }

    @Test
    void continuesATruncatedListingAfterItsLastVersion() {
        for (int i = 0; i < 5; i++) {
            objects.with("bucket-1", "k" + i, "x").deleted.add("k" + i);
        }

        var cut = versions(100, "").first(3);

        assertThat(cut.objects()).extracting(ObjectListItem::versionId).containsExactly("m1", "v1", "m1");
        assertThat(cut.truncated()).isTrue();
        assertThat(versions(1, String.valueOf(cut.nextContinuationToken())).objects())
                .extracting(ObjectListItem::s3Uri)
                .containsExactly("s3://bucket-1/k1?versionId=v1");
    }

    @Test
    void acceptsAPrefixInTheUri() {
        objects.with("bucket-1", "a b/1", "1").with("bucket-1", "c", "2");

        var answer = list("s3://bucket-1/a%20b/", "", 100, "", false);

        assertThat(answer.bucket()).isEqualTo("bucket-1");
        assertThat(answer.prefix()).isEqualTo("a b/");
        assertThat(answer.count()).isEqualTo(1);
    }

    @Test
    void refusesTwoPrefixes() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> list("s3://bucket-1/a/", "b", 100, "", false))
                .withMessageContaining("both contain a prefix");
    }

    @Test
    void refusesMalformedBucketWithoutAnyRequest() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> list("No_Bucket", "", 100, "", true))
                .withMessageStartingWith("`bucket`");
        assertThat(objects.asked).isEmpty();
    }

    @Test
    void returnsTheExpiryOfLinks() {
        objects.with("bucket-1", "a", "1");

        var item = list("bucket-1", "", 100, "", true).objects().getFirst();

        assertThat(item.signedUrl()).startsWith("https://signed/");
        assertThat(item.signedUrlExpiry()).isEqualTo(MemoryObjects.NOW.plusSeconds(3600));
    }

    @Test
    void listsTheBucketOnceForAllLinks() {
        objects.with("bucket-1", "a", "1").with("bucket-1", "b", "2");

        list("bucket-1", "", 100, "", true);

        assertThat(objects.asked).containsExactly("list bucket-1/", "link s3://bucket-1/a", "link s3://bucket-1/b");
    }

    @Test
    void omitsLinksAfterTheHundredthWithANote() {
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
    void listsObjectsThatHaveNoLink() {
        objects.with("bucket-1", "a", "1").with("bucket-1", "b", "2");
        objects.faults.put("a", new Failure.Denied("no"));

        var answer = list("bucket-1", "", 100, "", true);

        assertThat(answer.objects())
                .extracting(ObjectListItem::signedUrl)
                .containsExactly(null, "https://signed/s3://bucket-1/b");
        assertThat(answer.note()).contains("1 objects");
    }

    @Test
    void failsWhenTheTokenIsRefused() {
        objects.with("bucket-1", "a", "1");
        objects.faults.put("a", new UnauthenticatedException());

        assertThatExceptionOfType(UnauthenticatedException.class).isThrownBy(() -> list("bucket-1", "", 100, "", true));
    }
}
