package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.testing.Calls;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that come into a package by the Quilt+ URI of a file or folder of another one. */
final class PackageUriSourcesTest {
    private static final PackageName SOURCE = new PackageName("bucket-2", "lab/source");

    private final PublishFixture fixture = new PublishFixture();

    private String source(String message, String... keys) {
        var hash = fixture.packages.push(new NewRevision(
                SOURCE,
                message,
                null,
                null,
                Stream.of(keys).map(PublishFixture::entry).toList()));
        fixture.packages.pass(Duration.ofMinutes(1));
        return hash;
    }

    private static Map<String, Object> uri(String pointer, String path) {
        return new HashMap<>(
                Map.of("type", "uri", "uri", "quilt+s3://bucket-2#package=lab/source" + pointer + "&path=" + path));
    }

    private PublishResult patch(Map<String, Object> set) {
        return patch(set, null);
    }

    private PublishResult patch(Map<String, Object> set, @Nullable List<String> delete) {
        var input =
                new PackagePatch.Input("bucket-1", "lab/plates", null, set, delete, "m", null, "latest", null, false);
        return new PackagePatch(fixture.push(), fixture.ports()).call(input, Calls.any());
    }

    private PublishResult create(@Nullable List<String> uris, @Nullable Map<String, Object> entries) {
        var input = new PackageCreate.Input(
                "lab/plates", uris, "bucket-1", null, "m", true, false, entries, null, null, false, false, null);
        return new PackageCreate(fixture.push(), fixture.ports()).call(input, Calls.any());
    }

    private PackageEntry.File file(String hash, String key) {
        return fixture.packages.manifest(hash).files().stream()
                .filter(it -> it.path().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void copiesHashSizeAndMetadataOfTheFile() {
        fixture.publish("base", "kept");
        var old = source("old", "a/b.csv");
        source("newer", "z");

        var patched = patch(Map.of("copy.csv", uri("@" + old, "a/b.csv")));

        assertThat(Objects.requireNonNull(fixture.packages.sent).entries())
                .contains(renamed(file(old, "a/b.csv"), "copy.csv"));
        assertThat(patched.added()).containsExactly("copy.csv");
        assertThat(patched.warnings()).isEmpty();
    }

    private static NewEntry renamed(PackageEntry.File file, String key) {
        return new NewEntry(key, file.physicalKey(), file.size(), file.hash(), file.metadata());
    }

    @Test
    void pinsUriWithoutHashToLatestAndSaysWhich() {
        source("old", "z");
        var latest = source("newer", "a");

        var created = create(null, Map.of("a", uri("", "a")));

        assertThat(file(created.topHash(), "a")).isEqualTo(file(latest, "a"));
        assertThat(created.warnings())
                .containsExactly("Files from package `lab/source` in bucket `bucket-2` are those of revision " + latest
                        + ", which was the latest.");
    }

    @ParameterizedTest
    @CsvSource({"raw", "raw/"})
    void addsAllFilesOfAFolderBelowTheKey(String path) {
        var hash = source("old", "raw/a", "raw/deep/b", "raw.txt", "rawer/c");

        var created = create(null, Map.of("copy", uri("@" + hash.substring(0, 12), path)));

        assertThat(created.added()).containsExactlyInAnyOrder("copy/a", "copy/deep/b");
        assertThat(file(created.topHash(), "copy/deep/b").metadata())
                .isEqualTo(file(hash, "raw/deep/b").metadata());
    }

    @Test
    void replacesMetadataOfOneFileOnly() {
        var hash = source("old", "raw/a");
        var one = uri("@" + hash, "raw/a");
        one.put("meta", Map.of("k", "mine"));
        var all = uri("@" + hash, "raw");
        all.put("meta", Map.of("k", "mine"));

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> create(null, Map.of("copy", all)))
                .withMessageContaining("`entries[\"copy\"].meta`: the URI names a folder");
        var created = create(null, Map.of("copy", one));
        assertThat(file(created.topHash(), "copy").metadata()).isEqualTo(Map.of("user_meta", Map.of("k", "mine")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quilt+s3://bucket-2#package=lab/none&path=a | There is no such package",
                "quilt+s3://bucket-2#package=lab/source@0123456789ab&path=a | no revision that begins with",
                "quilt+s3://bucket-2#package=lab/source&path=b | the revision has no file or folder `b`",
                "quilt+s3://bucket-2#package=lab/source&path=ra | the revision has no file or folder `ra`",
            })
    void refusesWhatDoesNotExist(String uri, String reason) {
        source("old", "a", "raw/a");

        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> create(null, Map.of("x", Map.of("type", "uri", "uri", uri))))
                .withMessageContaining(reason)
                .withMessageEndingWith("Nothing was written.");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void refusesWholePackageAndRepeatedKeys() {
        source("old", "raw/a");
        var whole = "quilt+s3://bucket-2#package=lab/source";

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> create(null, Map.of("x", Map.of("type", "uri", "uri", whole))))
                .withMessageContaining("`entries[\"x\"].uri`: it names a whole package");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> create(null, Map.of("x", uri("", "raw"), "x/a", uri("", "raw/a"))))
                .withMessageContaining("several sources give the file `x/a`");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> create(List.of(whole + "&path=raw/a"), null))
                .withMessageContaining("Send it as the `uri` of an entry");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void refusesOrWarnsOfCitedFileWithoutVersion() {
        var hash = new PackageEntry.Hash("SHA256", "0".repeat(64));
        var file = new PackageEntry.File("a", 6, "s3://data-1/a", hash, null);
        fixture.packages.put(SOURCE, new Manifest("f".repeat(64), "old", null, null, List.of(file), Map.of()));
        fixture.packages.pass(Duration.ofMinutes(1));
        var cited = Map.<String, Object>of("x", uri("@" + "f".repeat(64), "a"));
        fixture.objects.with("data-1", "a", "overwritten");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> create(null, cited))
                .withMessageContaining("The objects of `x` have no version, and another size now");
        assertThat(fixture.packages.done).isEmpty();
        fixture.objects.with("data-1", "a", "others");
        assertThat(create(null, cited).warnings())
                .singleElement()
                .asString()
                .contains("Files without a version (1): `x`.");
    }

    @Test
    void holdsAllCitedManifestsUntilTheRevisionIsConstructed() {
        var base = fixture.publish("base", "kept");
        var one = source("one", "a");
        var two = source("two", "b");
        var set = new LinkedHashMap<String, Object>();
        set.put("a", uri("@" + one, "a"));
        set.put("b", uri("@" + two, "b"));

        patch(set);

        assertThat(fixture.packages.held).containsExactly(one, two, base);
    }

    @Test
    void refusesMoreRevisionsThanAreHeldAtOnce() {
        var set = new LinkedHashMap<String, Object>();
        for (int i = 0; i < 101; i++) {
            set.put("f" + i, uri("@%064x".formatted(i), "a"));
        }

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> create(null, set))
                .withMessageStartingWith("`entries`: its URIs name 101 revisions, more than the maximum of 100.")
                .withMessageEndingWith("Nothing was written.");
    }

    @Test
    void refusesToDeleteFileThatCitedFolderSets() {
        fixture.publish("base", "data/old.csv");
        var hash = source("old", "data/old.csv");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patch(Map.of("data", uri("@" + hash, "data")), List.of("data/old.csv")))
                .withMessageStartingWith("`data/old.csv` is in both `set` and `delete`.");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void refusesFileThatTheRevisionHoldsTwice() {
        var one = new PackageEntry.File("a", 1, "s3://data-1/a?versionId=v0", null, null);
        var other = new PackageEntry.File("a", 1, "s3://data-1/b?versionId=v0", null, null);
        var once = new PackageEntry.File("c", 1, "s3://data-1/c?versionId=v0", null, null);
        var files = List.of(one, other, once);
        fixture.packages.put(SOURCE, new Manifest("f".repeat(64), "twice", null, null, files, Map.of()));
        fixture.packages.pass(Duration.ofMinutes(1));
        var at = "@" + "f".repeat(64);

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> create(null, Map.of("x", uri(at, "a"))))
                .withMessageStartingWith("Revision " + "f".repeat(64) + " holds `a` more than once")
                .withMessageEndingWith("Nothing was written.");
        assertThat(create(null, Map.of("x", uri(at, "c"))).added()).containsExactly("x");
    }
}
