package com.quiltdata.mcp.tools.packages.summaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.tools.packages.publish.PublishFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackageAddSummaryTest {
    private static final List<SummaryPart> ALL = List.of(SummaryPart.values());
    private static final String[] CHARTS = {
        "summary/file_type_distribution.json",
        "summary/folder_structure.json",
        "summary/folder_sizes.json",
        "summary/file_size_distribution.json"
    };

    private final PublishFixture fixture = new PublishFixture();

    private static final class Arguments {
        @Nullable
        List<SummaryPart> include;

        @Nullable
        List<SummaryPart> replace;

        String revision = "latest";
        boolean dry;

        @Nullable
        String readme;

        @Nullable
        List<String> show;

        @Nullable
        String message;

        @Nullable
        String workflow;

        boolean withoutWorkflow;

        @Nullable
        String uri;
    }

    private AddedSummary run(Arguments ask) {
        return new PackageAddSummary(fixture.push(), fixture.ports())
                .call(
                        new PackageAddSummary.Input(
                                ask.uri == null ? "bucket-1" : null,
                                ask.uri == null ? "lab/plates" : null,
                                ask.uri,
                                ask.include,
                                ask.replace,
                                ask.readme,
                                ask.show,
                                ask.message,
                                ask.revision,
                                ask.workflow,
                                ask.withoutWorkflow,
                                ask.dry),
                        Calls.any());
    }

    private Manifest latest() {
        return fixture.packages.latest(PublishFixture.NAME).orElseThrow();
    }

    private List<String> keys() {
        return latest().files().stream().map(PackageEntry.File::path).sorted().toList();
    }

    private String text(String key) {
        return new String(fixture.objects.content("bucket-1", "lab/plates/" + key), StandardCharsets.UTF_8);
    }

    private static void conflicts(ThrowingCallable call, String... parts) {
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(call)
                .satisfies(failure ->
                        assertThat(failure.getMessage()).contains(parts).contains("Nothing was written."));
    }

    private static void refuses(ThrowingCallable call, String part) {
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(call).withMessageContaining(part);
    }

    private String plates() {
        return fixture.publish(
                "one", "data/a.csv", "data/b.csv", "data/c.csv", "images/x.png", "images/y.png", "images/z.png");
    }

    @Test
    void addsReadmeChartsAndSummarizeOnTopOfTheRevisionItRead() {
        var base = plates();

        var result = run(new Arguments());

        assertThat(result.action()).isEqualTo("updated");
        assertThat(result.baseHash()).isEqualTo(base);
        assertThat(result.topHash()).isEqualTo(latest().hash()).isNotEqualTo(base);
        assertThat(result.added())
                .containsExactly("README.md", CHARTS[0], CHARTS[1], CHARTS[2], CHARTS[3], "quilt_summarize.json");
        assertThat(result.replaced()).isEmpty();
        assertThat(result.kept()).isEmpty();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.texts()).isNull();
        assertThat(result.message())
                .isEqualTo(latest().message())
                .startsWith("Add a summary: README.md, summary/file_type_distribution.json");
        assertThat(result.packageUrl())
                .isEqualTo("https://open.quiltdata.com/b/bucket-1/packages/lab/plates/tree/%s/"
                        .formatted(result.topHash()));
        assertThat(keys())
                .hasSize(12)
                .contains("data/a.csv", "images/z.png", "README.md", "quilt_summarize.json")
                .contains(CHARTS);
        assertThat(SummarizeSchema.paths(text("quilt_summarize.json")))
                .startsWith("README.md", CHARTS[0], CHARTS[1], CHARTS[2], CHARTS[3], "data/a.csv")
                .isSubsetOf(keys());
        assertThat(text("README.md"))
                .contains("# lab/plates", "6 files, 42 B.", "| `csv` | 3 | 21 B |", "| `images/` | 3 | 21 B |")
                .contains("quilt3.Package.browse(\"lab/plates\", registry=\"s3://bucket-1\")");
        for (var chart : CHARTS) {
            assertThat(SummarizeSchema.json(text(chart)).at("/series/0/data"))
                    .as(chart)
                    .isNotEmpty();
        }
    }

    @Test
    void filesThatStayKeepTheirMetadataAndTheirObjects() {
        plates();
        var before = latest().files();
        run(new Arguments());
        assertThat(latest().files()).containsAll(before);
    }

    @Test
    void neverReplacesAnExistingFileUnasked() {
        fixture.publish("one", "README.md", "quilt_summarize.json", "data/a.csv", "data/b.png");

        var result = run(new Arguments());

        assertThat(result.kept()).containsExactly("README.md", "quilt_summarize.json");
        assertThat(result.added()).containsExactly(CHARTS[0], CHARTS[1], CHARTS[2]);
        assertThat(result.warnings())
                .singleElement()
                .asString()
                .contains("`quilt_summarize.json` was kept as it is", "replace=[\"quilt_summarize\"]");
        assertThat(latest().files())
                .filteredOn(file -> file.path().equals("README.md"))
                .extracting(PackageEntry.File::physicalKey)
                .containsExactly("s3://data-1/README.md?versionId=v0");
        assertThat(fixture.objects.asked).noneMatch(it -> it.startsWith("put") && it.contains("README.md"));
    }

    @Test
    void replacesExactlyThePartsThatAreNamed() {
        fixture.publish("one", "README.md", "quilt_summarize.json", "data/a.csv");
        var ask = new Arguments();
        ask.replace = List.of(SummaryPart.QUILT_SUMMARIZE);

        var result = run(ask);

        assertThat(result.replaced()).containsExactly("quilt_summarize.json");
        assertThat(result.kept()).containsExactly("README.md");
        assertThat(SummarizeSchema.paths(text("quilt_summarize.json"))).startsWith("README.md", CHARTS[1]);
    }

    @Test
    void refusesATextForAFileThatExists() {
        fixture.publish("one", "README.md", "quilt_summarize.json", "data/a.csv");
        var readme = new Arguments();
        readme.readme = "# Mine";
        conflicts(() -> run(readme), "has `README.md` already", "replace=[\"readme\"]");
        var show = new Arguments();
        show.show = List.of("data/a.csv");
        conflicts(() -> run(show), "has `quilt_summarize.json` already", "replace=[\"quilt_summarize\"]");
        assertThat(fixture.packages.done).isEmpty();
        assertThat(fixture.objects.asked).isEmpty();

        readme.replace = List.of(SummaryPart.README);
        assertThat(run(readme).replaced()).containsExactly("README.md");
        assertThat(text("README.md")).isEqualTo("# Mine");
    }

    @Test
    void refusesWhenEveryFileIsThere() {
        plates();
        run(new Arguments());
        var done = List.copyOf(fixture.packages.done);
        conflicts(() -> run(new Arguments()), "`README.md`", "Send `replace` with the parts to replace");
        assertThat(fixture.packages.done).isEqualTo(done);
    }

    @Test
    void aSecondSummaryDoesNotCountTheFirst() {
        plates();
        run(new Arguments());
        var readme = text("README.md");
        var summarize = text("quilt_summarize.json");
        fixture.packages.pass(Duration.ofMinutes(1));
        var ask = new Arguments();
        ask.replace = ALL;

        assertThat(run(ask).replaced()).hasSize(6);

        assertThat(text("README.md")).isEqualTo(readme);
        assertThat(text("quilt_summarize.json")).isEqualTo(summarize);
        assertThat(keys()).hasSize(12);
    }

    @Test
    void showsTheFilesThatTheCallerChose() {
        plates();
        var ask = new Arguments();
        ask.include = List.of(SummaryPart.QUILT_SUMMARIZE);
        ask.show = List.of("images/z.png", "data/c.csv");
        run(ask);
        assertThat(SummarizeSchema.paths(text("quilt_summarize.json"))).containsExactly("images/z.png", "data/c.csv");
        assertThat(keys()).hasSize(7);
    }

    @Test
    void refusesToShowFilesThatDoNotExist() {
        plates();
        var ask = new Arguments();
        ask.show = List.of("README.md", "../secret", "data/a.csv", "data/missing.csv");
        refuses(
                () -> run(ask),
                "`show`: the package has no `../secret`, `data/missing.csv`; package_browse lists its keys.");
        assertThat(fixture.packages.done).isEmpty();
        assertThat(fixture.objects.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "summary, summary/file_type_distribution.json, charts",
        "README.md/old.txt, README.md, readme",
        "quilt_summarize.json/old.txt, quilt_summarize.json, quilt_summarize"
    })
    void refusesKeysThatWouldBeFileAndFolder(String existing, String key, String part) {
        fixture.publish("one", "data/a.csv", "data/b.png", existing);
        for (var dry : List.of(true, false)) {
            var ask = new Arguments();
            ask.dry = dry;
            conflicts(
                    () -> run(ask),
                    "The package has `%s`, so it cannot have `%s`. Send `include` without \"%s\"."
                            .formatted(existing, key, part));
        }
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void refusesContradictions() {
        plates();
        var nothing = new Arguments();
        nothing.include = List.of();
        refuses(() -> run(nothing), "`include` must name at least one part");
        var other = new Arguments();
        other.include = List.of(SummaryPart.CHARTS);
        other.replace = List.of(SummaryPart.README);
        refuses(() -> run(other), "and all parts in `replace`");
        var readme = new Arguments();
        readme.include = List.of(SummaryPart.CHARTS);
        readme.readme = "# Mine";
        refuses(() -> run(readme), "`readme` needs \"readme\" in `include`");
        var longest = new Arguments();
        longest.readme = "x".repeat((1 << 20) + 1);
        refuses(() -> run(longest), "`readme`: it is longer than 1,048,576 characters.");
        var path = new Arguments();
        path.uri = "quilt+s3://bucket-1#package=lab/plates&path=data";
        refuses(() -> run(path), "it names a path");
        var workflow = new Arguments();
        workflow.workflow = "alpha";
        workflow.withoutWorkflow = true;
        refuses(() -> run(workflow), "Send either `workflow` or `without_workflow`");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void dryRunReturnsTheTextsAndWritesNothing() {
        var base = plates();
        var ask = new Arguments();
        ask.dry = true;

        var preview = run(ask);

        assertThat(preview.action()).isEqualTo("preview");
        assertThat(preview.topHash()).isNull();
        assertThat(preview.baseHash()).isEqualTo(base);
        assertThat(fixture.packages.done).isEmpty();
        assertThat(fixture.objects.asked).isEmpty();
        ask.dry = false;
        var made = run(ask);
        assertThat(made.added()).isEqualTo(preview.added());
        assertThat(made.message()).isEqualTo(preview.message());
        var texts = Objects.requireNonNull(preview.texts());
        assertThat(texts).extracting(GeneratedText::key).containsExactly("README.md", "quilt_summarize.json");
        texts.forEach(it -> assertThat(text(it.key())).isEqualTo(it.text()));
    }

    @Test
    void isForTheRevisionThatWasRead() {
        var first = plates();
        fixture.publish("two", "data/other.csv");
        var ask = new Arguments();
        ask.revision = first;
        conflicts(() -> run(ask), "has changed since revision " + first);
        ask.revision = latest().hash().substring(0, 8);
        assertThat(run(ask).action()).isEqualTo("updated");
    }

    @Test
    void whoLosesTheRaceIsToldAndLosesNothingOfTheOther() {
        plates();
        fixture.packages.before = () -> {
            fixture.packages.push(PublishFixture.revision("theirs", "data/theirs.csv"));
            fixture.packages.pass(Duration.ofSeconds(1));
        };

        conflictsWithTheirs();

        assertThat(keys()).containsExactly("data/theirs.csv");
        assertThat(fixture.packages.all(PublishFixture.NAME)).hasSize(2);
    }

    private void conflictsWithTheirs() {
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> run(new Arguments()))
                .withMessageContaining("\"theirs\"")
                .withMessageContaining("`latest` does not contain your change");
    }

    @Test
    void workflowRefusesBeforeAnythingIsWritten() {
        plates();
        fixture.faults = List.of("A message is required.");
        refuses(() -> run(new Arguments()), "The workflow of bucket `bucket-1` refuses this: A message is required.");
        assertThat(fixture.objects.asked).isEmpty();
    }

    @Test
    void keepsMetadataAndUsesItsDescription() {
        fixture.packages.push(new NewRevision(
                PublishFixture.NAME,
                "one",
                Map.of("description", "Plates\u0007 of January", "year", 2026),
                "alpha",
                List.of(PublishFixture.entry("data/a.csv"))));
        fixture.packages.pass(Duration.ofMinutes(1));
        run(new Arguments());
        assertThat(latest().userMeta()).containsEntry("year", 2026);
        assertThat(latest().workflow()).isEqualTo("alpha");
        assertThat(text("README.md")).contains("\nPlates  of January\n");
    }

    @Test
    void readmeOfAnotherCaseIsTheReadme() {
        fixture.publish("one", "readme.md", "data/a.csv");
        var result = run(new Arguments());
        assertThat(result.kept()).containsExactly("readme.md");
        assertThat(SummarizeSchema.paths(text("quilt_summarize.json"))).startsWith("readme.md");
        assertThat(keys()).doesNotContain("README.md");
    }

    @Test
    void namesInTablesAreCodeOfOneCell() {
        fixture.publish("one", "a|b`c/x.csv", "d/y.csv");
        run(new Arguments());
        assertThat(text("README.md")).contains("| `a\\|b'c/` | 1 | 7 B |");
    }

    @Test
    void countsALargePackageByItsUpperFolders() {
        fixture.packages.push(new NewRevision(
                PublishFixture.NAME,
                "large",
                null,
                null,
                IntStream.range(0, 50_000)
                        .mapToObj(i -> new NewEntry(
                                "runs/%02d/plate-%d/well-%d.csv".formatted(i % 10, i % 3_000, i),
                                "s3://data-1/%d?versionId=v0".formatted(i),
                                (long) i,
                                null,
                                null))
                        .toList()));
        fixture.packages.pass(Duration.ofMinutes(1));

        run(new Arguments());

        assertThat(text("README.md"))
                .contains("50,000 files", "| `runs/00/` | 5,000 |")
                .hasSizeLessThan(3_000);
        assertThat(text("quilt_summarize.json")).hasSizeLessThan(3_000);
        assertThat(text(CHARTS[1])).hasSizeLessThan(4_000);
        assertThat(SummarizeSchema.json(text(CHARTS[1])).at("/series/0/data")).hasSize(10);
    }
}
