package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PackageRestoreTest {
    private static final Map<String, Object> META = Map.of("site", "lab 3", "agent_context", Map.of("model", "m-1"));

    private final PublishFixture fixture = new PublishFixture();

    private String old(String... keys) {
        var entries = List.of(keys).stream().map(PublishFixture::entry).toList();
        var hash = fixture.packages.push(new NewRevision(PublishFixture.NAME, "old", META, "release", entries));
        fixture.packages.pass(Duration.ofMinutes(1));
        return hash;
    }

    private PublishResult restore(@Nullable String revision, @Nullable String message) {
        var input = new PackageRestore.Input("bucket-1", "lab/plates", null, revision, message, null, false);
        return new PackageRestore(fixture.push(), fixture.ports()).call(input, Calls.any());
    }

    @Test
    void restoresFilesMetadataAndWorkflowOfOldRevision() {
        var old = old("a", "b");
        var latest = fixture.publish("newer", "b", "c");

        var restored = restore(old.substring(0, 8), null);

        var manifest = fixture.packages.manifest(restored.topHash());
        assertThat(manifest.files()).isEqualTo(fixture.packages.manifest(old).files());
        assertThat(manifest.userMeta()).isEqualTo(META);
        assertThat(manifest.workflow()).isEqualTo("release");
        assertThat(manifest.message()).isEqualTo("Restore revision " + old + " over " + latest);
        assertThat(restored.action()).isEqualTo("restored");
        assertThat(restored.baseHash()).isEqualTo(latest);
        assertThat(restored.entries()).isEqualTo(new ManifestDelta.Counts(2, 1, 0, 1, 1));
        assertThat(restored.removed()).containsExactly("c");
        assertThat(restored.warnings()).isEmpty();
    }

    @Test
    void readsRevisionFromUriAndMessageFromCaller() {
        var old = old("a");
        fixture.publish("newer", "b");
        var uri = "quilt+s3://bucket-1#package=lab/plates@" + old;
        var input = new PackageRestore.Input(null, null, uri, null, "undo", "other", false);

        var restored = new PackageRestore(fixture.push(), fixture.ports()).call(input, Calls.any());

        var manifest = fixture.packages.manifest(restored.topHash());
        assertThat(manifest.message()).isEqualTo("undo");
        assertThat(manifest.workflow()).isEqualTo("other");
    }

    @Test
    void restoresOlderMetadataOfFilesWithoutWarning() {
        var entry = PublishFixture.entry("a");
        var plain = new NewEntry("a", entry.physicalKey(), 7L, null, null);
        var old = fixture.packages.push(new NewRevision(PublishFixture.NAME, "old", null, null, List.of(plain)));
        fixture.packages.pass(Duration.ofMinutes(1));
        fixture.publish("newer", "a");

        var restored = restore(old, null);

        assertThat(fixture.packages
                        .manifest(restored.topHash())
                        .files()
                        .getFirst()
                        .metadata())
                .isNull();
        assertThat(restored.entries()).isEqualTo(new ManifestDelta.Counts(1, 0, 1, 0, 0));
        assertThat(restored.warnings()).isEmpty();
    }

    @Test
    void restoresThousandsOfFiles() {
        var keys = IntStream.range(0, 5000).mapToObj("data/%d.csv"::formatted).toArray(String[]::new);
        var old = old(keys);
        fixture.publish("newer", "b");

        var restored = restore(old, null);

        assertThat(restored.entries()).isEqualTo(new ManifestDelta.Counts(5000, 5000, 0, 1, 0));
        assertThat(fixture.packages.manifest(restored.topHash()).files()).hasSize(5000);
    }

    @Test
    void refusesLatestRevision() {
        old("a");
        var latest = fixture.publish("newer", "b");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> restore(latest.substring(0, 12), null))
                .withMessageContaining("is the latest revision of `lab/plates` already")
                .withMessageEndingWith("Nothing was written.");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> restore(null, null))
                .withMessageStartingWith("`revision`: send the top hash of an older revision");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> restore("latest", null))
                .withMessageStartingWith("`revision`: send the top hash of an older revision");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void refusesRevisionThatEqualsLatest() {
        var old = old("a");
        fixture.publish("between", "b");
        var again = restore(old, "again").topHash();
        fixture.packages.pass(Duration.ofMinutes(1));

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> restore(old, null))
                .withMessageContaining("equal those of latest, " + again);
    }

    @Test
    void refusesUnknownRevisionAndPackage() {
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> restore("0123456789ab", null))
                .withMessageContaining("No package `lab/plates`");
        fixture.publish("base", "a");

        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> restore("0123456789ab", null))
                .withMessageContaining("no revision that begins with `0123456789ab`")
                .withMessageEndingWith("Nothing was written.");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void refusesWhatTheWorkflowRefuses() {
        var old = old("a");
        fixture.publish("newer", "b");
        fixture.faults = List.of("Metadata lacks `site`.");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> restore(old, null))
                .withMessageContaining("Metadata lacks `site`. Nothing was written.");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void failsWhenAnotherPushWinsMeanwhile() {
        var old = old("a");
        fixture.publish("newer", "b");
        fixture.packages.before = () -> {
            fixture.packages.push(PublishFixture.revision("theirs", "t"));
            fixture.packages.pass(Duration.ofSeconds(1));
        };

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> restore(old, null))
                .withMessageContaining("\"theirs\"");
        assertThat(fixture.packages.latest(PublishFixture.NAME).orElseThrow().message())
                .isEqualTo("theirs");
    }

    @Test
    void refusesDuplicateKeysAndWarnsOfFolderMetadata() {
        var file = new PackageEntry.File("a", 1, "s3://data-1/a?versionId=v0", null, null);
        var folders = Map.of("raw/", Map.<String, Object>of("k", 1));
        fixture.packages.put(
                PublishFixture.NAME, new Manifest("d".repeat(64), "twice", null, null, List.of(file, file), Map.of()));
        fixture.packages.pass(Duration.ofMinutes(1));
        fixture.packages.put(
                PublishFixture.NAME, new Manifest("f".repeat(64), "old", null, null, List.of(file), folders));
        fixture.packages.pass(Duration.ofMinutes(1));
        fixture.publish("newer", "b");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> restore("d".repeat(64), null))
                .withMessageContaining("holds `a` more than once");
        assertThat(restore("f".repeat(64), null).warnings())
                .singleElement()
                .asString()
                .contains("Metadata of folders (1) is not carried over", "`raw/`");
    }

    private String unversioned(long size, int count) {
        var hash = new PackageEntry.Hash("SHA256", "0".repeat(64));
        var files = IntStream.range(0, count)
                .mapToObj(i -> new PackageEntry.File("f" + i, size, "s3://data-1/f" + i, hash, null))
                .toList();
        var manifest = new Manifest("f".repeat(64), "old", null, null, files, Map.of());
        fixture.packages.put(PublishFixture.NAME, manifest);
        fixture.packages.pass(Duration.ofMinutes(1));
        fixture.publish("newer", "b");
        return manifest.hash();
    }

    @Test
    void refusesFileWithoutVersionWhoseObjectHasOtherSize() {
        fixture.objects.with("data-1", "f0", "others").with("data-1", "f1", "longer");
        var old = unversioned(6, 2);
        fixture.objects.with("data-1", "f1", "overwritten");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> restore(old, null))
                .withMessageStartingWith("The objects of `f1` have no version, and another size now")
                .withMessageEndingWith("Nothing was written.");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void warnsOfFilesWithoutVersionAndAsksForThousandSizes() {
        fixture.objects.with("data-1", "f0", "others");
        var old = unversioned(6, 1001);

        assertThat(restore(old, null).warnings())
                .containsExactly(
                        "Files without a version (1,001): `f0`, `f1`, `f2`, `f3`, `f4` and 996 others. Their objects have no version: the registry records the object as it is now; check with package_browse.");
        assertThat(fixture.objects.asked).hasSize(1000).contains("info s3://data-1/f999");
    }

    @Test
    void deletesLostRevisionThoughTheSameWasRestoredBefore() {
        var old = old("a");
        fixture.publish("newer", "b");
        var first = restore(old, null).topHash();
        fixture.packages.pass(Duration.ofMinutes(1));
        fixture.publish("third", "c");
        fixture.packages.before = () -> {
            fixture.packages.push(PublishFixture.revision("theirs", "t"));
            fixture.packages.pass(Duration.ofSeconds(1));
        };

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> restore(old, null))
                .withMessageContaining("Your new revision was deleted; `latest` does not contain your change.");
        assertThat(fixture.packages.latest(PublishFixture.NAME).orElseThrow().message())
                .isEqualTo("theirs");
        assertThat(fixture.packages.all(PublishFixture.NAME))
                .extracting(Revision::hash)
                .contains(first);
    }

    @Test
    void restoresOverLatestWhoseManifestCannotBeRead() {
        for (var reason : List.of(
                new Failure.NotFound("It is missing."),
                new Failure.TooLarge("It is too large."),
                new Failure.Unavailable("It is not in Quilt's format.", null))) {
            var old = old("a", "b");
            var latest = fixture.publish("newer", "c");
            fixture.packages.unreadable.put(latest, reason);

            var restored = restore(old, null);

            assertThat(fixture.packages
                            .latest(PublishFixture.NAME)
                            .orElseThrow()
                            .hash())
                    .isEqualTo(restored.topHash());
            assertThat(fixture.packages.manifest(restored.topHash()).files())
                    .isEqualTo(fixture.packages.manifest(old).files());
            assertThat(restored.warnings())
                    .containsExactly(
                            "The manifest of the latest revision could not be read, so it is unknown which files changed: all files are counted as added.");
            fixture.packages.unreadable.clear();
            fixture.packages.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void passesOnWhyLatestCannotBeReadForNow() {
        var old = old("a");
        fixture.packages.unreadable.put(
                fixture.publish("newer", "b"), new Failure.Throttled("Later.", Duration.ofSeconds(5)));

        assertThatExceptionOfType(Failure.Throttled.class).isThrownBy(() -> restore(old, null));
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void createAndPatchRefusePackageWhoseLatestManifestIsMissing() {
        var old = old("a");
        fixture.packages.unreadable.put(fixture.publish("newer", "b"), new Failure.NotFound("It is missing."));
        var entries = Map.<String, Object>of("c", Map.of("type", "inline", "content", "x"));
        var create = new PackageCreate.Input(
                "lab/plates", null, "bucket-1", null, "m", true, false, entries, null, null, false, false, null);
        var patch =
                new PackagePatch.Input("bucket-1", "lab/plates", null, entries, null, "m", null, "latest", null, false);

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> new PackageCreate(fixture.push(), fixture.ports()).call(create, Calls.any()))
                .withMessageContaining(
                        "already exists in bucket `bucket-1`, but the manifest of its latest revision is")
                .withMessageContaining("Nothing was written.");
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> new PackagePatch(fixture.push(), fixture.ports()).call(patch, Calls.any()))
                .withMessageContaining("is missing; the newest listed is " + old)
                .withMessageContaining("package_restore");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void namesNewestListedRevisionWhereLatestIsMissing() {
        var old = old("a");
        var newest = fixture.publish("newer", "b");
        fixture.packages.rollBack(PublishFixture.NAME, "f".repeat(64));
        fixture.packages.unreadable.put("f".repeat(64), new Failure.NotFound("It is missing."));
        var reports = new ArrayList<String>();
        var input = new PackageRestore.Input("bucket-1", "lab/plates", null, old, null, null, false);

        var restored = new PackageRestore(fixture.push(), fixture.ports()).call(input, Calls.reporting(reports));

        assertThat(restored.message()).isEqualTo("Restore revision " + old + " over " + newest);
        assertThat(reports).containsExactly("1.0/2.0 creating a revision with 1 files");
    }
}
