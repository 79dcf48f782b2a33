package com.quiltdata.mcp.tools.packages.read;

import static com.quiltdata.mcp.testing.ReadOnlyPackages.file;
import static com.quiltdata.mcp.testing.ReadOnlyPackages.manifest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.restricted.RestrictedObjectReader;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.ReadOnlyPackages;
import com.quiltdata.mcp.tool.ToolJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackageDiffTest {
    private static final String A = "a1".repeat(32);
    private static final String B = "b2".repeat(32);
    private static final PackageName NAME = new PackageName("bucket-1", "n/p");

    private final ReadOnlyPackages stored = new ReadOnlyPackages();
    private final MemoryObjects objects = new MemoryObjects();

    private PackageDiffResult diff(PackageDiff.Input input) {
        return new PackageDiff(stored, stored, objects).call(input, Calls.any());
    }

    private static PackageDiff.Input revisions(String first, String second) {
        return new PackageDiff.Input("n/p", "n/p", "bucket-1", first, second, null, null, null, 0);
    }

    private PackageDiffResult diff(Manifest before, Manifest after) {
        stored.with(NAME, before).with(NAME, after);
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
    void asksNothingIfEitherBucketIsOutsideTheLimit() {
        stored.with(NAME, manifest(A)).with(new PackageName("bucket-2", "n/p"), manifest(B));
        for (var allowed : List.of("bucket-1", "bucket-2")) {
            ScopedValue.where(AllowedBuckets.CURRENT, new AllowedBuckets(Set.of(allowed)))
                    .run(() -> assertThatExceptionOfType(Failure.Denied.class)
                            .isThrownBy(() -> diff(new PackageDiff.Input(
                                    "n/p", null, "bucket-1", "", "", "bucket-2", null, null, 0))));
        }
        assertThat(stored.asked).isEmpty();
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

    private static final String SHA256 = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    private static final PackageEntry.Hash PLAIN = new PackageEntry.Hash("SHA256", SHA256);

    /** base64(sha256(unhex({@link #SHA256}))), as quilt3 computes it for "foo". */
    private static final PackageEntry.Hash CHUNKED =
            new PackageEntry.Hash("sha2-256-chunked", "x63oj8eiFJimpeXDheH2i+2CK3KqY8SppIoCwkZu4p4=");

    @Test
    void comparesHashesOfDifferentTypes() {
        var same = hashed(file("same", "foo"), PLAIN, null);
        var changed = hashed(file("x", "foo"), PLAIN, null);
        var moved = hashed(file("a", "foo"), PLAIN, null);

        var answer = diff(
                manifest(A, same, changed, moved),
                manifest(
                        B,
                        at(hashed(same, CHUNKED, null), "s3://data-1/same?versionId=v2"),
                        hashed(changed, new PackageEntry.Hash("sha2-256-chunked", "zzz"), null),
                        hashed(file("b", "foo"), CHUNKED, null)));

        assertThat(answer.diff().relocated()).containsExactly("same");
        assertThat(answer.diff().modified())
                .containsExactly(new PackageDiffResult.ModifiedFile("x", List.of("content", "hash_type"), 3L, 3L));
        assertThat(answer.diff().renamed())
                .containsExactly(new PackageDiffResult.RenamedFile("a", "b", List.of("hash_type", "physical_key")));
    }

    @Test
    void treatsTheSameContentWithAnotherTypeOfHashAsUnchanged() {
        var large = new PackageEntry.File("large", 9 << 20, "s3://data-1/large?versionId=v1", PLAIN, null);
        var empty = new PackageEntry.File("empty", 0, "s3://data-1/empty", PLAIN, null);

        var answer = diff(
                manifest(A, hashed(file("x", "foo"), PLAIN, null), large, empty),
                manifest(
                        B,
                        hashed(file("x", "foo"), CHUNKED, null),
                        hashed(large, CHUNKED, null),
                        hashed(empty, CHUNKED, null)));

        assertThat(answer.same()).isTrue();
        assertThat(answer.counts()).isEqualTo(counts(0, 0, 0, 0, 0, 3));
        assertThat(answer.note()).contains("3 unchanged files record a hash of another type");
    }

    @Test
    void saysWhatContentCannotBeCompared() {
        var large = new PackageEntry.File("large", 9 << 20, "s3://data-1/large", PLAIN, null);
        var moved = new PackageEntry.File("moved", 3, "s3://data-1/a?versionId=v1", null, null);

        var answer = diff(
                manifest(A, large, moved),
                manifest(B, hashed(large, CHUNKED, null), at(moved, "s3://data-1/a?versionId=v2")));

        assertThat(answer.diff().modified())
                .extracting(PackageDiffResult.ModifiedFile::changed)
                .containsExactly(List.of("content_unknown", "hash_type"), List.of("content_unknown", "physical_key"));
        assertThat(answer.note()).contains("2 files could not be compared");
    }

    @Test
    void comparesTheLatestRevisionWithTheOneBeforeItByDefault() {
        var c = "c3".repeat(32);
        stored.with(NAME, manifest(A))
                .with(NAME, manifest(B, file("x", "1")))
                .with(NAME, manifest(c, file("x", "1"), file("y", "2")))
                .with(NAME, manifest(c, file("x", "1"), file("y", "2")));
        var uri = "quilt+s3://bucket-1#package=n/p";
        var inputs = List.of(
                revisions("", ""),
                revisions("", c),
                new PackageDiff.Input("n/p", null, "bucket-1", "", "", null, null, null, 0),
                new PackageDiff.Input(null, null, null, "", "", null, uri, uri + ":latest", 0),
                new PackageDiff.Input(null, null, null, "", "", null, uri, null, 0),
                revisions("latest", ""),
                revisions("latest", "latest"),
                new PackageDiff.Input(null, null, null, "", "", null, uri + ":latest", null, 0));

        for (var input : inputs) {
            var answer = diff(input);
            assertThat(answer.package1Hash()).isEqualTo(B);
            assertThat(answer.package2Hash()).isEqualTo(c);
            assertThat(answer.diff().added()).containsExactly("y");
            assertThat(answer.same()).isFalse();
            assertThat(answer.note()).contains("Compares revision " + c, "with the one before it, " + B);
        }
        assertThat(diff(revisions(B, "")).note()).isNull();
        assertThat(diff(revisions("", B)).package1Hash()).isEqualTo(A);
        for (var input : List.of(revisions(c, c), revisions(c, ""))) {
            assertThat(diff(input).note()).isEqualTo("Both sides are the same revision.");
        }
    }

    @Test
    void refusesToCompareTheOnlyRevisionWithItself() {
        stored.with(NAME, manifest(A));

        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> diff(revisions("", "")))
                .withMessageContaining("only one revision, " + A)
                .withMessageContaining("`package2_name`");
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
                        new HeaderDiff.KeyChanges(
                                List.of("came"),
                                List.of("gone"),
                                List.of("other"),
                                Map.of(
                                        "came", new HeaderDiff.ValueChange(null, 5),
                                        "gone", new HeaderDiff.ValueChange(1, null),
                                        "other", new HeaderDiff.ValueChange(3, 4))),
                        "folders",
                        List.of("d/"),
                        "message",
                        new HeaderDiff.TextChange("first", "second"),
                        "workflow",
                        new HeaderDiff.TextChange(null, "w")));
    }

    @Test
    void showsTheAgentContextBeforeAndAfter() {
        var one = Map.<String, Object>of("agent_context", Map.of("model", "m-1"));
        var other = Map.<String, Object>of("agent_context", Map.of("model", "m-2"));

        var answer = diff(
                new Manifest(A, null, one, null, List.of(), Map.of()),
                new Manifest(B, null, other, null, List.of(), Map.of()));

        assertThat(ToolJson.tree(answer).at("/header/metadata/values/agent_context"))
                .hasToString("{\"before\":{\"model\":\"m-1\"},\"after\":{\"model\":\"m-2\"}}");
    }

    @Test
    void omitsMetadataValuesBeforeTheKeys() {
        var complete = diff(
                new Manifest(A, "m", Map.of("k", 1), null, List.of(), Map.of()),
                new Manifest(B, "m", Map.of("k", 2), null, List.of(), Map.of()));

        var keys = Objects.requireNonNull(complete.withoutMetadata());
        assertThat(keys.header())
                .isEqualTo(Map.of("metadata", new HeaderDiff.KeyChanges(List.of(), List.of(), List.of("k"), null)));
        assertThat(keys.note()).contains("metadata values are too large", "package_revision");
        assertThat(keys.truncated()).isTrue();
        var nothing = Objects.requireNonNull(keys.withoutMetadata());
        assertThat(nothing.header()).isEmpty();
        assertThat(nothing.same()).isFalse();
        assertThat(nothing.withoutMetadata()).isNull();
    }

    /** A file of a revision, whose object is stored. */
    private PackageEntry.File stored(String revision, String path, byte[] content) {
        objects.with("data-1", revision + "/" + path, content);
        return new PackageEntry.File(
                path,
                content.length,
                "s3://data-1/%s/%s?versionId=v1".formatted(revision, path),
                new PackageEntry.Hash("SHA256", revision),
                null);
    }

    private PackageEntry.File stored(String revision, String path, String content) {
        return stored(revision, path, content.getBytes(UTF_8));
    }

    @Test
    void comparesNoTextsOfBucketsThatTheConnectionMayNotUse() {
        stored.with(NAME, manifest(A, stored("1", "a.csv", "one")))
                .with(NAME, manifest(B, stored("2", "a.csv", "two")));
        var tool = new PackageDiff(stored, stored, new RestrictedObjectReader(objects));

        var limited = ScopedValue.where(AllowedBuckets.CURRENT, new AllowedBuckets(Set.of("bucket-1")))
                .call(() -> tool.call(revisions(A, B), Calls.any()));
        assertThat(limited.diff().modified()).hasSize(1);
        assertThat(limited.textDiffs()).isEmpty();
        assertThat(limited.note()).contains("stored in buckets which this connection may not use");

        var answer = tool.call(revisions(A, B), Calls.any());
        assertThat(answer.textDiffs()).hasSize(1);
        assertThat(answer.note()).isNull();
    }

    @Test
    void comparesSmallTextsLineByLine() {
        var answer = diff(
                manifest(A, stored("1", "a.csv", "id,v\n1,a\n2,b\n"), stored("1", "same", "x")),
                manifest(B, stored("2", "a.csv", "id,v\n1,a\n2,c\n"), stored("1", "same", "x")));

        assertThat(answer.textDiffs())
                .containsExactly(
                        Map.entry("a.csv", "--- a.csv\n+++ a.csv\n@@ -1,4 +1,4 @@\n id,v\n 1,a\n-2,b\n+2,c\n "));
        assertThat(answer.truncated()).isFalse();
        var cut = answer.first(1);
        assertThat(cut.diff().modified()).hasSize(1);
        assertThat(cut.textDiffs()).isEmpty();
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.nextOffset()).isNull();
        assertThat(cut.note()).contains("text_diffs", "object_read");
    }

    @Test
    void comparesNoTextsThatAreLargeBinaryMissingOrNotAsRecorded() {
        var binary = new byte[] {0, 1, 2};
        var large = "x\n".repeat(40_000);
        var manyLines = "\n".repeat(3_000);
        var other = stored("2", "other", "after");

        var answer = diff(
                manifest(
                        A,
                        stored("1", "binary", binary),
                        stored("1", "large", large),
                        stored("1", "lines", manyLines),
                        file("missing", "1"),
                        stored("1", "other", "before")),
                manifest(
                        B,
                        stored("2", "binary", "text"),
                        stored("2", "large", large + "y"),
                        stored("2", "lines", manyLines + "y"),
                        file("missing", "2"),
                        new PackageEntry.File(other.path(), 99, other.physicalKey(), other.hash(), null)));

        assertThat(answer.counts().get("modified")).isEqualTo(5);
        assertThat(answer.textDiffs()).isEmpty();
        assertThat(objects.asked).noneMatch(it -> it.contains("large"));
    }

    @Test
    void comparesFiveTextsAndCutsLongDifferences() {
        var before = IntStream.range(0, 7).mapToObj(i -> stored("1", "f" + i, "a\n".repeat(1_900)));
        var after = IntStream.range(0, 7).mapToObj(i -> stored("2", "f" + i, "b\n".repeat(1_900) + i));

        var answer = diff(
                manifest(A, before.toArray(PackageEntry.File[]::new)),
                manifest(B, after.toArray(PackageEntry.File[]::new)));

        assertThat(answer.textDiffs()).containsOnlyKeys("f0", "f1", "f2", "f3", "f4");
        assertThat(answer.textDiffs().get("f0")).hasSizeLessThan(8_100).endsWith("characters]");
        assertThat(answer.note()).contains("text_diffs does not have all modified texts");
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
        stored.with(NAME, manifest(A)).with(NAME, manifest(B, file("a", "1"), file("b", "2"), file("c", "3")));
        var rest = new PackageDiff.Input("n/p", null, "bucket-1", A, B, null, null, null, 2);

        assertThat(diff(rest).diff().added()).containsExactly("c");
        assertThat(diff(rest).nextOffset()).isNull();
        var past = new PackageDiff.Input("n/p", null, "bucket-1", A, B, null, null, null, 9);
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> diff(past))
                .withMessageContaining("`offset`: there are 3 changes");
    }

    @Test
    void secondPackageDefaultsToBucketAndNameOfTheFirst() {
        stored.with(NAME, manifest(A)).with(NAME, manifest(B));

        var answer = diff(new PackageDiff.Input("n/p", null, "s3://bucket-1", "a1a1a1", "", null, null, null, 0));

        assertThat(answer.package2()).isEqualTo("n/p");
        assertThat(answer.package1Hash()).isEqualTo(A);
        assertThat(answer.package2Hash()).isEqualTo(B);
    }

    @Test
    void comparesPackagesOfTwoBuckets() {
        stored.with(NAME, manifest(A, file("x", "1")));
        stored.with(new PackageName("bucket-2", "n/q"), manifest(B, file("x", "1")));

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
        assertThat(stored.asked).isEmpty();
    }

    @Test
    void refusesAPathBecauseItComparesWholePackages() {
        var uri = "quilt+s3://bucket-1#package=n/p&path=data/a.csv";
        var inputs = List.of(
                new PackageDiff.Input(null, null, null, "", "", null, uri, null, 0),
                new PackageDiff.Input("n/p", null, "bucket-1", "", "", null, null, uri, 0));

        for (var input : inputs) {
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> diff(input))
                    .withMessageContaining("compares whole packages");
        }
        assertThat(stored.asked).isEmpty();
    }

    @Test
    void refusesARevisionOfAnotherPackage() {
        stored.with(NAME, manifest(A)).with(new PackageName("bucket-1", "n/q"), manifest(B));

        assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(() -> diff(revisions(A, B)));
        assertThat(stored.asked).noneMatch(it -> it.startsWith("manifest"));
    }

    @Test
    void reportsMissingPackage() {
        assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(() -> diff(revisions(A, B)));
    }
}
