package com.quiltdata.mcp.tools.packages.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ClientInputs;
import com.quiltdata.mcp.tool.Progress;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import com.quiltdata.mcp.tools.packages.publish.PublishFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackageCreateFromS3Test {
    private final PublishFixture fixture = new PublishFixture();

    private static final class Arguments {
        String prefix = "in/";
        boolean organize = true;
        boolean readme = true;
        boolean dry;
        boolean force;
        boolean list = true;

        @Nullable
        List<String> include;

        @Nullable
        List<String> exclude;

        @Nullable
        Map<String, Object> metadata;
    }

    private final List<String> progress = new ArrayList<>();

    private Call call() {
        Progress seen = (done, total, message) -> progress.add("%s/%s %s".formatted(done, total, message));
        return new Call(Caller.of("t"), "r", Call.Deadline.in(Duration.ofMinutes(1)), seen, ClientInputs.none());
    }

    private ImportResult run(Arguments ask) {
        var input = new PackageCreateFromS3.Input(
                "data-1",
                "lab/plates",
                ask.prefix,
                "Plates of January",
                "s3://bucket-1",
                ask.include,
                ask.exclude,
                PackageCreateFromS3.MetadataTemplate.ML,
                false,
                ask.organize,
                ask.readme,
                true,
                ask.dry,
                ask.force,
                ask.metadata,
                "imported",
                "alpha",
                false,
                ask.list);
        return new PackageCreateFromS3(fixture.push(), fixture.ports()).call(input, call());
    }

    @Test
    void reportsProgressWithTheTotalOnceItIsKnown() {
        objects("in/a.csv", "in/b.csv");

        run(new Arguments());

        assertThat(progress)
                .containsExactly(
                        "2.0/null 2 objects listed",
                        "3.0/6.0 1 of 2 inline files written",
                        "4.0/6.0 2 of 2 inline files written",
                        "5.0/6.0 creating a revision with 4 files");
    }

    private void objects(String... keys) {
        for (var key : keys) {
            fixture.objects.with("data-1", key, "x");
        }
    }

    private List<String> keys() {
        return fixture.packages.latest(PublishFixture.NAME).orElseThrow().files().stream()
                .map(PackageEntry.File::path)
                .sorted()
                .toList();
    }

    @Test
    void organizesFilesAndAddsReadmeAndSummary() {
        objects("in/train/a.csv", "in/b.png", "in/notes.md", "in/strange.xyz");

        var answer = run(new Arguments());

        assertThat(keys())
                .containsExactly(
                        "README.md",
                        "data/media/b.png",
                        "data/misc/strange.xyz",
                        "data/processed/train/a.csv",
                        "docs/notes.md",
                        "quilt_summarize.json");
        assertThat(fixture.objects.content("bucket-1", "lab/plates/README.md"))
                .asString()
                .isEqualTo(answer.readmePreview())
                .contains("# lab/plates", "Plates of January", "s3://data-1/in/");
        assertThat(fixture.objects.content("bucket-1", "lab/plates/quilt_summarize.json"))
                .asString()
                .startsWith("[{\"path\":\"README.md\"},\n{\"path\":\"data/media/b.png\"}");
        assertThat(answer.action()).isEqualTo("created");
        assertThat(answer.structure()).containsEntry("data/processed/train/", 1).containsEntry("docs/", 1);
    }

    @Test
    void dryRunShowsWhatIsWrittenAndWritesNothing() {
        objects("in/a.csv", "in/sub/b.csv");
        var ask = new Arguments();
        ask.dry = true;

        var preview = run(ask);

        assertThat(fixture.packages.done).isEmpty();
        assertThat(fixture.objects.asked).allMatch(it -> it.startsWith("list"));
        assertThat(preview.action()).isEqualTo("preview");
        assertThat(preview.packageHash()).isNull();
        ask.dry = false;
        var made = run(ask);
        assertThat(made.entries()).isEqualTo(preview.entries());
        assertThat(made.metadataPreview()).isEqualTo(preview.metadataPreview());
        assertThat(Objects.requireNonNull(fixture.packages.sent).userMeta()).isEqualTo(preview.metadataPreview());
        assertThat(keys())
                .containsExactlyElementsOf(preview.entries().stream()
                        .map(ImportResult.ImportedFile::logicalKey)
                        .sorted()
                        .toList());
    }

    @Test
    void dryRunIsDigestWithOneCountUnlessEntriesAreRequested() {
        objects("in/a.csv", "in/sub/b.csv");
        var ask = new Arguments();
        ask.dry = true;
        ask.organize = false;
        ask.list = false;

        var digest = run(ask);

        assertThat(digest.entries()).isEmpty();
        assertThat(digest.truncated()).isTrue();
        assertThat(digest.note()).isEqualTo("Listed: 0 of 4 files. Send include_entries=true to list files.");
        assertThat(digest.structure()).isEqualTo(Map.of("/", 3, "sub/", 1));
        assertThat(digest.totalFiles()).isEqualTo(4);
        ask.list = true;
        var listed = run(ask).entries();
        assertThat(listed).hasSize(4);
        assertThat(listed.stream().mapToLong(ImportResult.ImportedFile::size).sum())
                .isEqualTo(digest.totalSize());
        assertThat(Objects.requireNonNull(digest.metadataPreview()).get("quilt"))
                .asString()
                .contains("total_files=4", "total_size_bytes=" + digest.totalSize());
    }

    @Test
    void keepsKeysWithSpecialCharacters() {
        objects("in/50%.csv", "in/a b#c?.csv", "in/[x]{y}~|.csv", "in/é.csv");
        var ask = new Arguments();
        ask.organize = false;
        ask.readme = false;

        run(ask);

        assertThat(keys()).containsExactly("50%.csv", "[x]{y}~|.csv", "a b#c?.csv", "é.csv");
        assertThat(fixture.packages.latest(PublishFixture.NAME).orElseThrow().files())
                .extracting(PackageEntry.File::physicalKey)
                .contains("s3://data-1/in/50%25.csv?versionId=v1", "s3://data-1/in/a%20b%23c%3F.csv?versionId=v1");
    }

    @Test
    void listsObjectsThatCannotBecomeFiles() {
        objects("in/a.csv", "in/folder/", "in/x//y.csv");

        var answer = run(new Arguments());

        assertThat(answer.leftOutCount()).isEqualTo(2);
        assertThat(answer.leftOut())
                .extracting(PrefixScan.SkippedObject::key)
                .containsExactly("in/folder/", "in/x//y.csv");
        assertThat(answer.warnings()).singleElement().asString().contains("2 objects cannot become files");
    }

    @Test
    void excludePatternsWinOverIncludePatterns() {
        objects("in/a.csv", "in/b.csv", "in/sub/c.csv", "in/d.txt");
        var ask = new Arguments();
        ask.readme = false;
        ask.organize = false;
        ask.include = List.of("*.csv");
        ask.exclude = List.of("*/b.*");

        var answer = run(ask);

        assertThat(keys()).containsExactly("a.csv", "sub/c.csv");
        assertThat(answer.excluded()).isEqualTo(2);
    }

    @Test
    void triesPatternsOnKeyRelativeKeyAndFileNameAndReportsUnmatchedOnes() {
        objects("in/a.csv", "in/settings.json", "in/sub/settings.json", "in/tmp/x.csv", "in/raw/b.csv");
        var ask = new Arguments();
        ask.readme = false;
        ask.organize = false;
        ask.exclude = List.of("settings.json", "tmp/*", "in/raw/b.csv", "*.parquet");

        var answer = run(ask);

        assertThat(keys()).containsExactly("a.csv");
        assertThat(answer.excluded()).isEqualTo(4);
        assertThat(answer.excludedObjects())
                .contains(new PrefixScan.SkippedObject("in/tmp/x.csv", "matches exclude_patterns `tmp/*`"))
                .hasSize(4);
        assertThat(answer.warnings())
                .containsExactly("No object matches these patterns: `exclude_patterns: *.parquet`.");
    }

    @Test
    void listsFirstExcludedObjectsAndSaysHowManyThereAre() {
        objects("in/a.csv");
        for (int i = 0; i < 60; i++) {
            objects("in/%02d.log".formatted(i));
        }
        var ask = new Arguments();
        ask.exclude = List.of("*.log");

        var answer = run(ask);

        assertThat(answer.excluded()).isEqualTo(60);
        assertThat(answer.excludedObjects()).hasSize(50);
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.note()).contains("50 of 60 excluded objects");
    }

    @ParameterizedTest
    @CsvSource({
        "*.csv, a/b.csv, true",
        "?.csv, ab.csv, false",
        "[ab].csv, b.csv, true",
        "[!ab].csv, b.csv, false",
        "[a-c]x, bx, true",
        "a.c, abc, false",
        "[x, [x, true",
        "data/*, data/x/y, true"
    })
    void matchesGlobLikeAShell(String glob, String key, boolean matches) {
        assertThat(Glob.of(glob).matcher(key).matches()).isEqualTo(matches);
    }

    @Test
    void readsEveryPageOfTheListing() {
        for (int i = 0; i < 2_345; i++) {
            objects("in/%05d.csv".formatted(i));
        }
        var ask = new Arguments();
        ask.readme = false;

        var answer = run(ask);

        assertThat(answer.totalFiles()).isEqualTo(2_345);
        assertThat(keys()).hasSize(2_345);
        assertThat(answer.entries()).hasSize(1_000);
        assertThat(answer.truncated()).isTrue();
        assertThat(answer.note()).contains("1,000 of 2,345 files");
    }

    @Test
    void keepsReadmeOfObjectsAndTakesOneFromMetadata() {
        objects("in/README.md", "in/a.csv");
        assertThat(run(new Arguments()).readmePreview()).isNull();

        fixture.objects.with("data-1", "other/a.csv", "x");
        var ask = new Arguments();
        ask.prefix = "other/";
        ask.force = true;
        ask.metadata = Map.of("readme", "# Mine", "k", "v");
        var answer = run(ask);
        assertThat(answer.readmePreview()).isEqualTo("# Mine");
        assertThat(answer.metadataPreview())
                .containsEntry("k", "v")
                .doesNotContainKey("readme")
                .containsKey("ml");
    }

    @Test
    void replacesExistingPackageOnlyWithForce() {
        objects("in/a.csv");
        var base = fixture.publish("base", "z");

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> run(new Arguments()))
                .withMessageEndingWith("replace all of it with force=true.");
        var ask = new Arguments();
        ask.force = true;
        var updated = run(ask);
        assertThat(updated.baseHash()).isEqualTo(base);
        assertThat(updated.action()).isEqualTo("updated");
        assertThat(updated.packageUrl()).endsWith("/tree/" + updated.packageHash() + "/");
        assertThat(updated.changes()).isEqualTo(new ManifestDelta.Counts(3, 3, 0, 1, 0));
        assertThat(Objects.requireNonNull(fixture.packages.sent).workflow()).isEqualTo("alpha");
        assertThat(fixture.packages.sent.message()).isEqualTo("imported");
        assertThat(keys()).doesNotContain("z");
    }

    @Test
    void failsWhenNothingMatches() {
        var nothing = new ArrayList<String>();
        objects(nothing.toArray(String[]::new));

        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> run(new Arguments()))
                .withMessageContaining("No objects found matching the specified criteria");
    }

    @Test
    void saysThatMetadataOfThePackageIsReplaced() {
        objects("in/a.csv");
        var base = fixture.packages.push(new NewRevision(
                PublishFixture.NAME, "base", Map.of("owner", "me"), null, List.of(PublishFixture.entry("z"))));
        fixture.packages.pass(Duration.ofMinutes(1));
        var ask = new Arguments();
        ask.force = true;

        assertThat(run(ask).warnings())
                .containsExactly(
                        "The package's metadata was replaced with that of this call; revision %s has the former."
                                .formatted(base));
    }
}
