package com.quiltdata.mcp.tools.packages.read;

import static com.quiltdata.mcp.testing.PackageShelf.file;
import static com.quiltdata.mcp.testing.PackageShelf.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.PackageShelf;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackageDiffTest {
    private static final String A = "a1".repeat(32);
    private static final String B = "b2".repeat(32);
    private static final PackageName NAME = new PackageName("bucket-1", "n/p");

    private final PackageShelf shelf = new PackageShelf();

    private PackageDiffResult diff(PackageDiff.Input input) {
        return new PackageDiff(shelf, shelf).call(input, Calls.any());
    }

    private static PackageDiff.Input revisions(String first, String second) {
        return new PackageDiff.Input("n/p", "n/p", "bucket-1", first, second, null, null, null, 0);
    }

    private PackageDiffResult diff(Manifest before, Manifest after) {
        shelf.with(NAME, before).with(NAME, after);
        return diff(revisions(before.hash(), after.hash()));
    }

    private static Map<String, Integer> counts(
            int added, int deleted, int modified, int renamed, int relocated, int unchanged) {
        return Map.of(
                "added", added,
                "deleted", deleted,
                "modified", modified,
                "renamed", renamed,
                "relocated", relocated,
                "unchanged", unchanged);
    }

    private static PackageEntry.File at(PackageEntry.File file, String physicalKey) {
        return new PackageEntry.File(file.path(), file.size(), physicalKey, file.hash(), file.metadata());
    }

    private static PackageEntry.File hashed(
            PackageEntry.File file, PackageEntry.@Nullable Hash hash, @Nullable Map<String, Object> meta) {
        return new PackageEntry.File(file.path(), file.size(), file.physicalKey(), hash, meta);
    }

    @Test
    void reportsAddedDeletedAndModifiedFiles() {
        var answer = diff(
                manifest(A, file("gone", "g"), file("same", "s"), file("x", "old")),
                manifest(B, file("came", "c"), file("same", "s"), file("x", "new content")));

        assertThat(answer.diff().added()).containsExactly("came");
        assertThat(answer.diff().deleted()).containsExactly("gone");
        assertThat(answer.diff().modified())
                .containsExactly(new PackageDiffResult.ModifiedFile("x", List.of("content"), 3L, 11L));
        assertThat(answer.counts()).isEqualTo(counts(1, 1, 1, 0, 0, 1));
        assertThat(answer.same()).isFalse();
        assertThat(answer.truncated()).isFalse();
    }

    @Test
    void reportsTheSameContentUnderAnotherKeyAsRenamed() {
        var answer = diff(
                manifest(A, file("a/1", "one"), file("a/2", "one"), file("z", "zz")),
                manifest(B, file("b/1", "one"), file("b/2", "one"), file("b/3", "one")));

        assertThat(answer.diff().renamed())
                .extracting(PackageDiffResult.RenamedFile::from, PackageDiffResult.RenamedFile::to)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a/1", "b/1"),
                        org.assertj.core.groups.Tuple.tuple("a/2", "b/2"));
        assertThat(answer.diff().added()).containsExactly("b/3");
        assertThat(answer.diff().deleted()).containsExactly("z");
    }

    @Test
    void reportsTheSameContentElsewhereAsRelocated() {
        var was = file("x", "one");

        var answer = diff(manifest(A, was), manifest(B, at(was, "s3://data-2/x?versionId=v7")));

        assertThat(answer.diff().relocated()).containsExactly("x");
        assertThat(answer.diff().modified()).isEmpty();
        assertThat(answer.counts()).isEqualTo(counts(0, 0, 0, 0, 1, 0));
    }

    @Test
    void comparesFileMetadataAndTakesAbsentAsEmpty() {
        var plain = file("x", "one");

        var answer = diff(
                manifest(A, plain, file("y", "two")),
                manifest(
                        B,
                        hashed(plain, plain.hash(), Map.of("m", 1)),
                        hashed(file("y", "two"), file("y", "two").hash(), Map.of())));

        assertThat(answer.diff().modified())
                .containsExactly(new PackageDiffResult.ModifiedFile("x", List.of("meta"), 3L, 3L));
        assertThat(answer.counts().get("unchanged")).isEqualTo(1);
    }

    @Test
    void doesNotCompareHashesOfDifferentTypes() {
        var was = file("x", "one");
        var other = new PackageEntry.Hash("sha2-256-chunked", "zzz");
        var moved = at(hashed(file("y", "one"), other, null), "s3://data-1/y?versionId=v2");

        var answer = diff(manifest(A, was, file("y", "one")), manifest(B, hashed(was, other, null), moved));

        assertThat(answer.diff().modified())
                .containsExactly(
                        new PackageDiffResult.ModifiedFile("x", List.of("hash_type"), 3L, 3L),
                        new PackageDiffResult.ModifiedFile(
                                "y", List.of("content_unknown", "hash_type", "physical_key"), 3L, 3L));
        assertThat(answer.note()).contains("could not be compared");
    }

    @Test
    void comparesMetadataFoldersMessageAndWorkflow() {
        var before = new Manifest(A, "first", Map.of("gone", 1, "kept", 2, "other", 3), null, List.of(), Map.of());
        var after = new Manifest(
                B, "second", Map.of("kept", 2, "other", 4, "came", 5), "w", List.of(), Map.of("d/", Map.of("m", 1)));

        var header = diff(before, after).compared().header();

        assertThat(header.parts())
                .isEqualTo(Map.of(
                        "metadata",
                        new HeaderDiff.KeyChanges(List.of("came"), List.of("gone"), List.of("other")),
                        "folders",
                        List.of("d/"),
                        "message",
                        new HeaderDiff.TextChange("first", "second"),
                        "workflow",
                        new HeaderDiff.TextChange(null, "w")));
    }

    @Test
    void treatsRevisionsWithOtherMessagesAsTheSame() {
        var before = new Manifest(A, "first", null, null, List.of(file("x", "1")), Map.of());
        var after = new Manifest(B, "second", Map.of(), null, List.of(file("x", "1")), Map.of());

        assertThat(diff(before, after).same()).isTrue();
    }

    /** F8: more than 10,000 entries could not be compared. */
    @Test
    void comparesFiftyThousandFilesCompletely() {
        var files = IntStream.range(0, 50_000)
                .mapToObj(i -> file("d%03d/f%05d".formatted(i / 100, i), "content" + i))
                .toList();
        var changed = files.stream()
                .map(it -> it.path().endsWith("0") ? file(it.path(), "new" + it.path()) : it)
                .toList();
        var before = new Manifest(A, null, null, null, files, Map.of());
        var after = new Manifest(B, null, null, null, changed, Map.of());

        var answer = diff(before, after);

        assertThat(answer.counts()).isEqualTo(counts(0, 0, 5_000, 0, 0, 45_000));
        var cut = answer.first(10);
        assertThat(cut.counts()).isEqualTo(answer.counts());
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.nextOffset()).isEqualTo(10);
        assertThat(cut.note()).contains("10 of 5,000", "offset=10", "package1_hash=" + A, "package2_hash=" + B);
    }

    @Test
    void continuesFromTheNextOffset() {
        shelf.with(NAME, manifest(A)).with(NAME, manifest(B, file("a", "1"), file("b", "2"), file("c", "3")));
        var rest = new PackageDiff.Input("n/p", null, "bucket-1", A, B, null, null, null, 2);

        assertThat(diff(rest).diff().added()).containsExactly("c");
        assertThat(diff(rest).nextOffset()).isNull();
        var past = new PackageDiff.Input("n/p", null, "bucket-1", A, B, null, null, null, 9);
        assertThat(diff(past).diff().added()).isEmpty();
        assertThat(diff(past).truncated()).isFalse();
    }

    @Test
    void takesBucketAndNameOfTheSecondFromTheFirst() {
        shelf.with(NAME, manifest(A)).with(NAME, manifest(B));

        var answer = diff(new PackageDiff.Input("n/p", null, "s3://bucket-1", "a1a1a1", "", null, null, null, 0));

        assertThat(answer.package2()).isEqualTo("n/p");
        assertThat(answer.package1Hash()).isEqualTo(A);
        assertThat(answer.package2Hash()).isEqualTo(B);
    }

    @Test
    void comparesPackagesOfTwoBuckets() {
        shelf.with(NAME, manifest(A, file("x", "1")));
        shelf.with(new PackageName("bucket-2", "n/q"), manifest(B, file("x", "1")));

        var byName = diff(new PackageDiff.Input("n/p", "n/q", "bucket-1", "", "", "bucket-2", null, null, 0));
        var byUri = diff(new PackageDiff.Input(
                null,
                null,
                null,
                "",
                "",
                null,
                "quilt+s3://bucket-1#package=n/p@" + A,
                "quilt+s3://bucket-2#package=n/q",
                0));

        assertThat(byName.counts().get("unchanged")).isEqualTo(1);
        assertThat(byName.registry2()).isEqualTo("s3://bucket-2");
        assertThat(byUri.compared().second()).isEqualTo(byName.compared().second());
    }

    @Test
    void refusesAPackageNamedInTwoWays() {
        var nothing = new PackageDiff.Input(null, null, null, "", "", null, null, null, 0);
        var uri = "quilt+s3://bucket-1#package=n/p";
        var both = new PackageDiff.Input("n/p", null, "bucket-1", "", "", null, uri, null, 0);

        for (var input : List.of(nothing, both)) {
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> diff(input))
                    .withMessageContaining("`package1_name` and `registry` together, or `package1_uri` alone");
        }
        assertThat(shelf.asked).isEmpty();
    }

    @Test
    void refusesARevisionOfAnotherPackage() {
        shelf.with(NAME, manifest(A)).with(new PackageName("bucket-1", "n/q"), manifest(B));

        assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(() -> diff(revisions(A, B)));
        assertThat(shelf.asked).noneMatch(it -> it.startsWith("manifest"));
    }

    @Test
    void reportsMissingPackage() {
        assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(() -> diff(revisions(A, B)));
    }
}
