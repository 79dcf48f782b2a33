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

    private ObjectListResult list(BucketObjectsList.Input input) {
        return new BucketObjectsList(new ObjectLister(objects, objects)).call(input, Calls.any());
    }

    private ObjectListResult list(String bucket, String prefix, int maxKeys, String token, boolean links) {
        return list(new BucketObjectsList.Input(bucket, prefix, maxKeys, token, links, false, null, false));
    }

    private ObjectListResult level(String prefix, int maxKeys, String token) {
        return list(new BucketObjectsList.Input("bucket-1", prefix, maxKeys, token, false, false, "/", false));
    }

    private ObjectListResult detailed(boolean details) {
        return list(new BucketObjectsList.Input("bucket-1", "", 100, "", false, false, null, details));
    }

    private BucketObjectsListTest with(String... keys) {
        for (var key : keys) {
            objects.with("bucket-1", key, "12345");
        }
        return this;
    }

    private static List<String> keys(ObjectListResult result) {
        return result.objects().stream().map(ObjectListItem::key).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x#y.csv", "a?b", "100%", "a%20b", "a b+c", "é😀", "/lead//ing/"})
    void listsUrisThatOtherToolsAccept(String key) {
        objects.with("bucket-1", key, "text");

        var item = list("bucket-1", "", 100, "", false).objects().getFirst();
        var uri = item.s3Uri() == null ? "s3://bucket-1/" + item.key() : item.s3Uri();
        var info = new BucketObjectInfo(objects).call(new BucketObjectInfo.Input(uri), Calls.any());

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
        return list(new BucketObjectsList.Input("bucket-1", "", maxKeys, token, true, true, null, false));
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

    @Test
    void returnsKeyAndSizeUnlessDetailsAreAskedFor() {
        with("a.csv");

        var brief = detailed(false).objects().getFirst();
        var full = detailed(true).objects().getFirst();

        assertThat(brief).hasAllNullFieldsOrPropertiesExcept("key", "size");
        assertThat(brief.size()).isEqualTo(5);
        assertThat(full.s3Uri()).isEqualTo("s3://bucket-1/a.csv");
        assertThat(full.lastModified()).isEqualTo(MemoryObjects.NOW);
        assertThat(full.etag()).isEqualTo(objects.etag);
        assertThat(full.storageClass()).isEqualTo("STANDARD");
    }

    @Test
    void listsOneLevelWithFoldersAndTheirCounts() {
        with("a.csv", "raw/1", "raw/2/x", "raw.txt", "z/1");

        var level = level("", 100, "");

        assertThat(keys(level)).containsExactly("a.csv", "raw.txt", "raw/", "z/");
        var raw = level.objects().get(2);
        assertThat(raw.isFolder()).isTrue();
        assertThat(raw.objectCount()).isEqualTo(2);
        assertThat(raw.size()).isEqualTo(10);
        assertThat(raw.s3Uri()).isNull();
        assertThat(level.count()).isEqualTo(4);
        assertThat(keys(level("raw/", 100, ""))).containsExactly("raw/1", "raw/2/");
    }

    @Test
    void leavesOutTheCountOfAFolderThatIsNotKnown() {
        with("a/1", "z/1");
        for (int i = 0; i < 1000; i++) {
            with("b/%04d".formatted(i));
        }

        var level = level("", 100, "");

        assertThat(keys(level)).containsExactly("a/", "b/", "z/");
        assertThat(level.objects()).extracting(ObjectListItem::objectCount).containsExactly(1L, null, null);
        assertThat(level.objects()).extracting(ObjectListItem::size).containsExactly(5L, null, null);
    }

    @Test
    void listsFoldersWithoutCountsWhenOnlyTheCountFails() {
        with("a/1", "b");
        objects.faults.put("list all bucket-1", new Failure.Denied("no"));

        var level = level("", 100, "");

        assertThat(keys(level)).containsExactly("a/", "b");
        assertThat(level.objects().getFirst().objectCount()).isNull();
        assertThat(level.objects().getFirst().size()).isNull();
        assertThat(level.isTruncated()).isFalse();
    }

    @Test
    void failsWhenTheTokenIsRefusedForTheCount() {
        with("a/1");
        objects.faults.put("list all bucket-1", new UnauthenticatedException());

        assertThatExceptionOfType(UnauthenticatedException.class).isThrownBy(() -> level("", 100, ""));
    }

    @Test
    void visitsEachFolderOncePageByPage() {
        with("a/1", "a/2", "b", "c/1", "c/2", "d");

        var first = level("", 1, "");
        var second = level("", 2, String.valueOf(first.nextContinuationToken()));
        var cut = level("", 4, "").first(3);
        var rest = level("", 4, String.valueOf(cut.nextContinuationToken()));

        assertThat(keys(first)).containsExactly("a/");
        assertThat(keys(second)).containsExactly("b", "c/");
        assertThat(second.objects().getLast().objectCount()).isEqualTo(2);
        assertThat(keys(cut)).containsExactly("a/", "b", "c/");
        assertThat(keys(rest)).containsExactly("d");
        assertThat(rest.truncated()).isFalse();
    }

    @Test
    void refusesATokenOfAnotherDelimiter() {
        with("a/1", "b");
        var token = String.valueOf(level("", 1, "").nextContinuationToken());

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> list("bucket-1", "", 1, token, false))
                .withMessageContaining("delimiter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw/", "raw/2024/x", ""})
    void refusesATokenOfAnotherPrefix(String prefix) {
        with("raw/2024/x1", "raw/2024/x2", "raw/2024/x3");
        var token = String.valueOf(level("raw/2024/", 1, "").nextContinuationToken());

        assertThat(keys(level("raw/2024/", 1, token))).containsExactly("raw/2024/x2");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> level(prefix, 1, token))
                .withMessageStartingWith("`continuation_token`: belongs to a listing with another prefix");
    }

    @Test
    void refusesFoldersOfVersions() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> list(new BucketObjectsList.Input("bucket-1", "", 1, "", false, true, "/", false)))
                .withMessageContaining("`delimiter`");
        assertThat(objects.asked).isEmpty();
    }

    @Test
    void leavesOutInternalObjectsAndSaysHowMany() {
        with(".quilt/a", ".quilt/b", "!first", "x");

        var all = list("bucket-1", "", 100, "", false);
        var level = level("", 100, "");

        assertThat(keys(all)).containsExactly("!first", "x");
        assertThat(keys(level)).containsExactly("!first", "x");
        for (var result : List.of(all, level)) {
            assertThat(result.internalOmitted()).isEqualTo(2);
            assertThat(result.note()).contains("left out (2)", "prefix=\".quilt/\"");
        }
        assertThat(list("bucket-1", "x", 100, "", false).internalOmitted()).isNull();
        assertThat(list("bucket-1", "x", 100, "", false).note()).isNull();
    }

    @Test
    void listsInternalObjectsWhenThePrefixNamesThem() {
        with(".quilt/a", "x");

        assertThat(keys(list("bucket-1", ".quilt/", 100, "", false))).containsExactly(".quilt/a");
        assertThat(keys(level(".quilt", 100, ""))).containsExactly(".quilt/");
    }

    @Test
    void passesInternalObjectsWithoutListingThemAll() {
        for (int i = 0; i < 50; i++) {
            with(".quilt/%02d".formatted(i));
        }
        with("!first", "x", "y", "z");

        var page = list("bucket-1", "", 3, "", false);
        var rest = list("bucket-1", "", 3, String.valueOf(page.nextContinuationToken()), false);

        assertThat(keys(page)).containsExactly("!first", "x", "y");
        assertThat(page.internalOmitted()).isEqualTo(2);
        assertThat(page.note()).contains("at least 2");
        assertThat(keys(rest)).containsExactly("z");
        assertThat(objects.asked).hasSize(3);
    }

    @Test
    void countsFoldersBeforeAndAfterInternalObjects() {
        with("!a/1", "!a/2", "x/1");
        for (int i = 0; i < 1500; i++) {
            with(".quilt/%04d".formatted(i));
        }

        var level = level("", 100, "");

        assertThat(keys(level)).containsExactly("!a/", "x/");
        assertThat(level.objects()).extracting(ObjectListItem::objectCount).containsExactly(2L, 1L);
        assertThat(level.internalOmitted()).isEqualTo(998);
        assertThat(level.note()).contains("at least 998");
        assertThat(objects.asked).hasSize(3);
    }

    @Test
    void leavesOutTheCountOfAFolderThatHasInternalObjects() {
        with(".z");
        for (int i = 0; i < 1500; i++) {
            with(".quilt/%04d".formatted(i));
        }

        var level = list(new BucketObjectsList.Input("bucket-1", "", 100, "", false, false, ".", false));

        assertThat(keys(level)).containsExactly(".");
        assertThat(level.objects().getFirst().objectCount()).isNull();
    }

    @Test
    void leavesOutInternalVersions() {
        with(".quilt/a", ".quilt/b", "x").objects.deleted.add("x");

        assertThat(keys(versions(1, ""))).containsExactly("x");
        assertThat(versions(1, "").objects().getFirst().isDeleteMarker()).isTrue();
        assertThat(versions(100, "").internalOmitted()).isEqualTo(2);
    }

    @Test
    void takesTheUriOfAFolderForAPrefix() {
        objects.with("bucket-1", "a b/1", "1").with("bucket-1", "c", "2");

        assertThat(keys(list("bucket-1", "s3://bucket-1/a%20b/", 100, "", false)))
                .containsExactly("a b/1");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> list("bucket-1", "s3://bucket-2/a/", 100, "", false))
                .withMessageContaining("`prefix` is a URI of another bucket");
    }
}
