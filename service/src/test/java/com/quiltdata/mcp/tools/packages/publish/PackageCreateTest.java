package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackageCreateTest {
    private final PublishFixture fixture = new PublishFixture();

    /** The arguments of a call, those of the server before us unless a test says otherwise. */
    private static final class Arguments {
        @Nullable
        String packageName = "lab/plates";

        @Nullable
        List<String> uris;

        @Nullable
        String registry = "s3://bucket-1";

        @Nullable
        Map<String, Object> metadata;

        @Nullable
        Map<String, Object> entries;

        @Nullable
        String uri;

        boolean flatten = true;
        boolean copy;
        boolean overwrite;

        @Nullable
        String metadataFrom;
    }

    private PublishResult create(Arguments ask) {
        var input = new PackageCreate.Input(
                ask.packageName,
                ask.uris,
                ask.registry,
                ask.metadata,
                "made",
                ask.flatten,
                ask.copy,
                ask.entries,
                ask.uri,
                null,
                false,
                ask.overwrite,
                ask.metadataFrom);
        return new PackageCreate(fixture.push(), fixture.ports()).call(input, Calls.any());
    }

    private static Arguments uris(String... uris) {
        var ask = new Arguments();
        ask.uris = List.of(uris);
        return ask;
    }

    private static Arguments entries(Map<String, Object> entries) {
        var ask = new Arguments();
        ask.entries = entries;
        return ask;
    }

    private void refused(Arguments ask, String because) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> create(ask))
                .withMessageContaining(because);
        assertThat(fixture.packages.done).isEmpty();
        assertThat(fixture.objects.asked).isEmpty();
    }

    @Test
    void namesFlattenedFilesByLastPartOfKey() {
        var pushed = create(uris("s3://data-1/x/a%20b.csv", "s3://data-1/y/c.csv?versionId=v7"));

        assertThat(pushed.action()).isEqualTo("created");
        assertThat(pushed.added()).containsExactly("a b.csv", "c.csv");
        assertThat(Objects.requireNonNull(fixture.packages.sent).entries())
                .extracting(NewEntry::physicalKey)
                .containsExactly("s3://data-1/x/a%20b.csv", "s3://data-1/y/c.csv?versionId=v7");
    }

    @Test
    void keepsWholeKeysOfUnflattenedFiles() {
        var ask = uris("s3://data-1/x/a.csv", "s3://data-1/y/a.csv");
        ask.flatten = false;

        assertThat(create(ask).added()).containsExactly("x/a.csv", "y/a.csv");
    }

    @Test
    void refusesFilesOfTheSameName() {
        refused(
                uris("s3://data-1/x/a.csv", "s3://data-1/y/a.csv"),
                "a.csv (s3://data-1/x/a.csv and s3://data-1/y/a.csv)");
    }

    @Test
    void refusesToCopyBytes() {
        var ask = uris("s3://data-1/a");
        ask.copy = true;
        refused(ask, "package_promote");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "./a", "a/..", "a/./b"})
    void refusesInvalidLogicalKey(String key) {
        refused(entries(Map.of(key, Map.of("type", "uri", "uri", "s3://data-1/a"))), "is not a valid logical key");
    }

    @Test
    void refusesInvalidEntry() {
        refused(entries(Map.of("a", "s3://data-1/a")), "`entries[\"a\"]`: it must be an object");
        refused(entries(Map.of("a", Map.of("type", "file"))), "send \"uri\" or \"inline\"");
        refused(entries(Map.of("a", Map.of("type", "uri"))), "an entry of type uri has `uri`");
        refused(entries(Map.of("a", Map.of("type", "uri", "uri", "s3://data-1/a/"))), "is a folder, not a file");
        refused(entries(Map.of("a", Map.of("type", "inline", "content", 7))), "it must be a string");
        refused(entries(Map.of("a", Map.of("type", "inline", "content", "x", "path", "y"))), "`path` is unknown");
        refused(entries(Map.of()), "No S3 URIs provided");
        refused(new Arguments(), "either `s3_uris` or `entries`");
    }

    @Test
    void acceptsInlineTextAndFileMetadata() {
        var pushed = create(entries(Map.of(
                "notes/n.md",
                Map.of("type", "inline", "content", "hé", "content_type", "text/x-md", "meta", Map.of("k", 1)))));

        var file = fixture.packages.manifest(pushed.topHash()).files().getFirst();
        assertThat(file.physicalKey()).isEqualTo("s3://bucket-1/lab/plates/notes/n.md?versionId=v1");
        assertThat(file.size()).isEqualTo(3);
        assertThat(file.metadata()).isEqualTo(Map.of("user_meta", Map.of("k", 1)));
    }

    @Test
    void refusesExistingPackage() {
        var base = fixture.publish("base", "a");

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> create(uris("s3://data-1/b")))
                .withMessageContaining(base)
                .withMessageContaining("package_patch")
                .withMessageEndingWith("replace all of it with overwrite=true.");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void reportsDifferenceOfOverwrite() {
        var base = fixture.publish("base", "a", "b");
        var ask = uris("s3://data-1/a?versionId=v0", "s3://data-1/c");
        ask.overwrite = true;

        var pushed = create(ask);

        assertThat(pushed.action()).isEqualTo("overwritten");
        assertThat(pushed.entries()).isEqualTo(new ManifestDelta.Counts(2, 1, 0, 1, 1));
        assertThat(pushed.removed()).containsExactly("b");
        assertThat(fixture.packages.manifest(pushed.topHash()).files().getFirst())
                .isEqualTo(fixture.packages.manifest(base).files().getFirst());
    }

    @Test
    void saysThatFileMetadataOfOtherRevisionIsLostAndKeepsItOnRequest() {
        var old = fixture.publish("old", "a", "b");
        fixture.publish("new", "c");
        var ask = entries(Map.of("a", Map.of("type", "uri", "uri", "s3://data-1/a?versionId=v0")));
        ask.overwrite = true;

        assertThat(create(ask).warnings())
                .singleElement()
                .asString()
                .startsWith("1 files have no metadata of their own.")
                .contains("metadata_from");

        fixture.packages.pass(Duration.ofMinutes(1));
        ask.metadataFrom = old.substring(0, 12);
        var kept = create(ask);
        assertThat(kept.warnings()).isEmpty();
        assertThat(fixture.packages.manifest(kept.topHash()).files().getFirst().metadata())
                .isEqualTo(Map.of("user_meta", Map.of("k", "a")));
    }

    @Test
    void letsOneOfTwoCreationsWin() {
        fixture.packages.before = () -> {
            fixture.packages.push(PublishFixture.revision("theirs", "x"));
            fixture.packages.pass(Duration.ofSeconds(1));
        };

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> create(uris("s3://data-1/a")))
                .withMessageContaining("\"theirs\"");
        assertThat(fixture.packages.latest(PublishFixture.NAME).orElseThrow().message())
                .isEqualTo("theirs");
    }

    @Test
    void refusesTwoNamesOfThePackage() {
        var ask = uris("s3://data-1/a");
        ask.uri = "quilt+s3://bucket-1#package=lab/plates";
        refused(ask, "Name the package in one way");
        ask.packageName = null;
        ask.registry = null;
        assertThat(create(ask).packageName()).isEqualTo("lab/plates");
    }

    @Test
    void refusesUriWithRevision() {
        var ask = uris("s3://data-1/a");
        ask.packageName = null;
        ask.registry = null;
        ask.uri = "quilt+s3://bucket-1#package=lab/plates@" + "0".repeat(64);
        refused(ask, "it names a revision");
    }

    @Test
    void mergesMetadataByKeyAndNullRemovesKey() {
        var over = new java.util.HashMap<String, Object>();
        over.put("gone", null);
        over.put("new", 2);

        assertThat(RevisionDraft.merged(Map.of("gone", 1, "kept", 1), over)).isEqualTo(Map.of("kept", 1, "new", 2));
        assertThat(RevisionDraft.merged(null, null)).isNull();
    }

    @Test
    void takesMetadataAsPackageBrowseReturnsIt() {
        var meta = Map.of("user_meta", Map.of("k", 1), "origin", "x");
        var pushed = create(entries(Map.of("a", Map.of("type", "inline", "content", "x", "meta", meta))));

        assertThat(fixture.packages
                        .manifest(pushed.topHash())
                        .files()
                        .getFirst()
                        .metadata())
                .isEqualTo(meta);
    }

    @Test
    void ignoresEmptyListOfUrisBesideEntries() {
        var ask = entries(Map.of("a", Map.of("type", "inline", "content", "x")));
        ask.uris = List.of();

        assertThat(create(ask).added()).containsExactly("a");
    }
}
