package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.packages.Manifest;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.packages.ManifestBuilder;
import com.quiltdata.mcp.tools.packages.ManifestDelta;
import com.quiltdata.mcp.tools.packages.RevisionDraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of every change, on package_patch. */
final class RevisionPublisherTest {
    private final PublishFixture fixture = new PublishFixture();

    private PublishResult patch(@Nullable String message, String revision, Map<String, Object> set, String... delete) {
        return patch(message, revision, set, Calls.any(), delete);
    }

    private PublishResult patch(
            @Nullable String message, String revision, Map<String, Object> set, Call call, String... delete) {
        var input = new PackagePatch.Input(
                PublishFixture.NAME.bucket(),
                PublishFixture.NAME.name(),
                null,
                set,
                List.of(delete),
                message,
                null,
                revision,
                null,
                false);
        return new PackagePatch(fixture.push(), fixture.ports()).call(input, call);
    }

    private static Map<String, Object> uri(String key) {
        return Map.of(key, Map.of("type", "uri", "uri", "s3://data-1/new/" + key));
    }

    private PackageEntry.File file(String hash, String key) {
        return fixture.packages.manifest(hash).files().stream()
                .filter(it -> it.path().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keepsHashSizeLocationAndMetadataOfUnchangedFiles() {
        var base = fixture.publish("base", "a", "b/c", "d");

        var pushed = patch("m", base, uri("b/c"), "d");

        assertThat(file(pushed.topHash(), "a")).isEqualTo(file(base, "a"));
        assertThat(Objects.requireNonNull(fixture.packages.sent).entries())
                .filteredOn(it -> it.logicalKey().equals("a"))
                .containsExactly(NewEntry.of(file(base, "a")));
        assertThat(pushed.entries()).isEqualTo(new ManifestDelta.Counts(2, 0, 1, 1, 1));
        assertThat(pushed.changed()).containsExactly("b/c");
        assertThat(pushed.removed()).containsExactly("d");
        assertThat(pushed.baseHash()).isEqualTo(base);
        assertThat(pushed.packageUrl())
                .isEqualTo("https://open.quiltdata.com/b/bucket-1/packages/lab/plates/tree/" + pushed.topHash() + "/");
        assertThat(pushed.uri()).isEqualTo("quilt+s3://bucket-1#package=lab/plates@" + pushed.topHash());
    }

    /** Whether the revision won is found out, and a loser's is taken back, for a client that is gone as well. */
    @Test
    void resolvesConflictAfterClientDisconnects() throws InterruptedException {
        var base = fixture.publish("base", "a");
        var interrupted = new AtomicReference<Boolean>();
        var client = Thread.ofPlatform().unstarted(() -> patch("m", base, uri("b")));
        fixture.meanwhile = () -> {
            assertThat(fixture.packages.sent).isNotNull();
            client.interrupt();
            interrupted.set(Thread.currentThread().isInterrupted());
        };

        client.start();
        client.join();

        assertThat(interrupted).hasValue(false);
        assertThat(fixture.packages.latest(PublishFixture.NAME).orElseThrow().message())
                .isEqualTo("m");
    }

    @Test
    void warnsOfDroppedFileMetadata() {
        fixture.publish("base", "a");

        assertThat(patch("m", "latest", uri("a")).warnings())
                .singleElement()
                .asString()
                .contains("1 replaced or renamed files had metadata");
    }

    @Test
    void renamedFileKeepsHashSizeAndMetadata() {
        var base = fixture.publish("base", "a");
        var place = file(base, "a").physicalKey();

        var pushed = patch("m", base, Map.of("z", Map.of("type", "uri", "uri", place)), "a");

        assertThat(file(pushed.topHash(), "z").metadata())
                .isEqualTo(file(base, "a").metadata());
        assertThat(file(pushed.topHash(), "z").hash()).isEqualTo(file(base, "a").hash());
    }

    @Test
    void refusesChangeWithoutEffect() {
        var base = fixture.publish("base", "a");
        var same = Map.<String, Object>of(
                "a", Map.of("type", "uri", "uri", file(base, "a").physicalKey()));

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patch(null, base, same))
                .withMessageContaining("Nothing would change");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patch("base", base, same))
                .withMessageContaining("Nothing would change");
        assertThat(fixture.packages.done).isEmpty();
        var renamed = patch("other", base, same);
        assertThat(renamed.entries().kept()).isEqualTo(1);
        assertThat(renamed.warnings())
                .containsExactly("No file changes: the files are those of revision %s; only the message is new."
                        .formatted(base));
    }

    @Test
    void saysThatAPatchOfAnOldRevisionRollsNothingBackWhenItIsRepeated() {
        var old = fixture.publish("old", "a");
        var latest = fixture.publish("new", "a", "b");

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> patch("Roll back to old", old, Map.of()))
                .withMessageContaining("call again with revision=%s".formatted(latest))
                .withMessageEndingWith("package_restore restores older ones.");
        assertThat(patch("Roll back to old", latest, Map.of()).warnings())
                .containsExactly("No file changes: the files are those of revision %s; only the message is new."
                        .formatted(latest));
    }

    @Test
    void refusesBaseThatIsNotLatestBeforeSubmitting() {
        var old = fixture.publish("one", "a");
        var now = fixture.publish("two", "a", "b");

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> patch("m", old, uri("c")))
                .withMessageContaining("latest is " + now + " (\"two\"")
                .withMessageEndingWith("That keeps the files of latest; package_restore restores older ones.");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void refusesBaseThatChangedDuringPreparation() {
        fixture.packages.push(PublishFixture.revision("new", "a"));
        fixture.meanwhile = () -> {};
        var base = fixture.push().base(Calls.any(), PublishFixture.NAME);
        fixture.publish("two", "a", "b");

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> fixture.push().publish(Calls.any(), base, manifest -> {
                    var builder = ManifestBuilder.of(manifest, List.of());
                    builder.delete("a");
                    return new RevisionDraft("m", null, null, builder, List.of(), List.of());
                }))
                .withMessageContaining("Somebody else changed `lab/plates` first: revision")
                .withMessageContaining("\"two\"")
                .withMessageContaining("Your change was not written");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void waitsUntilNewestRevisionIsSettled() {
        fixture.packages.push(PublishFixture.revision("new", "a"));
        fixture.meanwhile = () -> fixture.packages.deleteRevision(
                Caller.of("other"),
                PublishFixture.NAME,
                fixture.packages.all(PublishFixture.NAME).getFirst().hash());

        assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(() -> patch("m", "latest", uri("c")));
    }

    @Test
    void changesRolledBackPackageFromLatest() {
        var old = fixture.publish("one", "a");
        fixture.publish("two", "a", "b");
        fixture.packages.rollBack(PublishFixture.NAME, old);

        var pushed = patch("m", "latest", uri("c"));

        assertThat(pushed.baseHash()).isEqualTo(old);
        assertThat(pushed.entries()).isEqualTo(new ManifestDelta.Counts(2, 1, 0, 0, 1));
    }

    @Test
    void namesWinnerAndDeletesLosingRevision() {
        var base = fixture.publish("base", "a");
        fixture.packages.before = () -> {
            fixture.packages.push(PublishFixture.revision("theirs", "a", "t"));
            fixture.packages.pass(Duration.ofSeconds(1));
        };

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> patch("mine", base, uri("c")))
                .withMessageContaining("\"theirs\"")
                .withMessageContaining("`latest` does not contain your change");
        var latest = fixture.packages.latest(PublishFixture.NAME).orElseThrow();
        assertThat(latest.message()).isEqualTo("theirs");
        assertThat(fixture.packages.all(PublishFixture.NAME)).hasSize(2);
    }

    @Test
    void refusesWorkflowViolationBeforeAnyWrite() {
        fixture.publish("base", "a");
        fixture.faults = List.of("Commit message is required by workflow, but none was provided.");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patch(null, "latest", inline("n.txt")))
                .withMessageContaining("Commit message is required");
        assertThat(fixture.packages.done).isEmpty();
        assertThat(fixture.objects.asked).isEmpty();
    }

    private static Map<String, Object> inline(String key) {
        return Map.of(key, Map.of("type", "inline", "content", "hello"));
    }

    @Test
    void writesInlineTextToPackageFolderAndPinsVersion() {
        fixture.publish("base", "a");
        fixture.packageRoot = "packages";

        var pushed = patch("m", "latest", inline("docs/n.txt"));

        assertThat(fixture.objects.content("bucket-1", "packages/lab/plates/docs/n.txt"))
                .asString()
                .isEqualTo("hello");
        assertThat(file(pushed.topHash(), "docs/n.txt").physicalKey())
                .isEqualTo("s3://bucket-1/packages/lab/plates/docs/n.txt?versionId=v1");
    }

    @Test
    void reportsProgressOfInlineFilesAndOfTheRevisionWithTotals() {
        fixture.publish("base", "a");
        var reports = new ArrayList<String>();
        var set = new TreeMap<String, Object>(inline("n.txt"));
        set.putAll(inline("o.txt"));
        set.putAll(uri("p"));

        patch("m", "latest", set, Calls.reporting(reports));
        patch("m", "latest", uri("q"), Calls.reporting(reports));

        assertThat(reports)
                .containsExactly(
                        "1.0/4.0 1 of 2 inline files written",
                        "2.0/4.0 2 of 2 inline files written",
                        "3.0/4.0 creating a revision with 4 files",
                        "1.0/2.0 creating a revision with 5 files");
    }

    @Test
    void saysWhatWasWrittenBeforeARefusal() {
        fixture.publish("base", "a");
        fixture.packages.fault = new Failure.Denied("Access denied", "bucket-1");
        assertThatExceptionOfType(Failure.Denied.class)
                .isThrownBy(() -> patch("m", "latest", uri("c")))
                .withMessage("Access denied. Nothing was written.");
        fixture.packages.fault = new Failure.Invalid("Too many files.");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patch("m", "latest", inline("n.txt")))
                .withMessage("Too many files. No revision was written. 1 inline file(s) were written and stay in S3.");
        fixture.objects.faults.put("*", new Failure.Denied("You may not write there."));
        assertThatExceptionOfType(Failure.Denied.class)
                .isThrownBy(() -> patch("m", "latest", inline("n.txt")))
                .withMessage("You may not write there. Nothing was written.");
    }

    @Test
    void findsRevisionAfterMissingResponse() {
        fixture.publish("base", "a");
        fixture.packages.fault = new Failure.TooLate("No answer from the registry in time.", null);
        fixture.packages.madeAllTheSame = true;

        var pushed = patch("m", "latest", uri("c"));

        assertThat(pushed.topHash())
                .isEqualTo(fixture.packages
                        .latest(PublishFixture.NAME)
                        .orElseThrow()
                        .hash());
        assertThat(fixture.packages.done).containsExactly("construct lab/plates");
    }

    @Test
    void reportsUnknownOutcomeAfterMissingResponse() {
        fixture.publish("base", "a");
        fixture.packages.fault = new Failure.TooLate("No answer from the registry in time.", null);
        fixture.packages.after = null;

        assertThatExceptionOfType(Failure.TooLate.class)
                .isThrownBy(() -> patch("m", "latest", uri("c")))
                .withMessageContaining("It is unknown whether the revision was created")
                .withMessageContaining("package_revisions");
    }

    @Test
    void doesNotClaimOtherRevisionAfterMissingResponse() {
        fixture.publish("base", "a");
        fixture.packages.before = () -> fixture.packages.push(PublishFixture.revision("m", "a", "x"));
        fixture.packages.fault = new Failure.TooLate("The registry failed with HTTP 502.");

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> patch("m", "latest", uri("c")))
                .withMessageContaining("Somebody else changed `lab/plates` first")
                .withMessageContaining("may still create it");
    }

    @Test
    void blamesNobodyWhileTheRevisionAboveTheBaseCannotBeRead() {
        fixture.publish("base", "a");
        fixture.packages.fault = new Failure.TooLate("No answer from the registry in time.", null);
        fixture.packages.madeAllTheSame = true;
        fixture.packages.after = () -> fixture.packages.unreadable.put(
                fixture.packages.latest(PublishFixture.NAME).orElseThrow().hash(),
                new Failure.Unavailable("S3 cannot be reached."));

        assertThatExceptionOfType(Failure.TooLate.class)
                .isThrownBy(() -> patch("m", "latest", uri("c")))
                .withMessageContaining("It is unknown whether the revision was created");
    }

    @Test
    void findsUnlistedRevisionAtLatest() {
        fixture.publish("base", "a");
        fixture.packages.fault = new Failure.TooLate("The registry failed with HTTP 500.");
        fixture.packages.madeAllTheSame = true;
        fixture.packages.after = () -> {
            var mine =
                    fixture.packages.latest(PublishFixture.NAME).orElseThrow().hash();
            fixture.packages.push(PublishFixture.revision("theirs", "a", "x"));
            fixture.packages.rollBack(PublishFixture.NAME, mine);
        };

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> patch("mine", "latest", uri("c")))
                .withMessageContaining("\"theirs\"")
                .withMessageContaining("Your new revision was deleted");
        assertThat(fixture.packages.latest(PublishFixture.NAME).orElseThrow().message())
                .isEqualTo("theirs");
    }

    @Test
    void passesOnRefusalOfRegistry() {
        fixture.publish("base", "a");
        fixture.packages.fault = new Failure.Invalid("src.entries", "No such object.");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patch("m", "latest", uri("c")))
                .withMessage("src.entries: No such object. Nothing was written.");
    }

    @Test
    void submitsNothingWhenTooLittleTimeIsLeft() {
        fixture.publish("base", "a");
        var late = new Call(Caller.of("t"), "r", Call.Deadline.in(Duration.ofSeconds(9)));

        assertThatExceptionOfType(Failure.TooLate.class)
                .isThrownBy(() -> patch("m", "latest", uri("c"), late))
                .withMessageContaining("No revision was written");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void warnsOfDroppedFolderMetadata() {
        var base = fixture.publish("base", "a");
        var old = fixture.packages.manifest(base);
        fixture.packages.put(
                PublishFixture.NAME,
                new Manifest("f".repeat(64), "folders", null, null, old.files(), Map.of("dir/", Map.of("k", "v"))));
        fixture.packages.pass(Duration.ofMinutes(1));

        assertThat(patch("m", "latest", uri("c")).warnings())
                .singleElement()
                .asString()
                .contains("Metadata of folders (1) is not carried over")
                .contains("`dir/`");
    }

    @Test
    void requiresDuplicateKeyToBeSetOrDeleted() {
        var base = fixture.publish("base", "a", "b");
        var files = fixture.packages.manifest(base).files();
        var twice = List.of(files.getFirst(), files.getFirst(), files.getLast());
        fixture.packages.put(PublishFixture.NAME, new Manifest("e".repeat(64), "twice", null, null, twice, Map.of()));
        fixture.packages.pass(Duration.ofMinutes(1));

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patch("m", "latest", uri("c")))
                .withMessageContaining("holds `a` more than once");
        assertThat(patch("m", "latest", uri("a")).entries()).isEqualTo(new ManifestDelta.Counts(2, 0, 1, 0, 1));
    }

    @Test
    void refusesToDeleteMissingKeyAndFolderWithoutSlash() {
        var base = fixture.publish("base", "a", "f/x", "f/y");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patch("m", base, Map.of(), "nope"))
                .withMessageContaining("has no `nope`");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patch("m", base, Map.of(), "f"))
                .withMessageContaining("send `f/`");
        assertThat(patch("m", base, Map.of(), "f/").removed()).containsExactly("f/x", "f/y");
    }

    @Test
    void refusesKeyThatIsFileAndFolder() {
        fixture.publish("base", "a");

        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patch("m", "latest", uri("a/b")))
                .withMessageContaining("`a` would be a file and a folder");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void warnsOfMetadataThatRenamingByAnotherVersionDrops() {
        fixture.publish("base", "a", "b");
        var other = Map.<String, Object>of("z", Map.of("type", "uri", "uri", "s3://data-1/a"));

        assertThat(patch("m", "latest", other, "a", "b").warnings())
                .singleElement()
                .asString()
                .startsWith("1 replaced or renamed files had metadata");
    }

    @Test
    void warnsOfNoEmptyMetadata() {
        for (var empty : List.of(Map.<String, Object>of(), Map.<String, Object>of("user_meta", Map.of()))) {
            var entry = new NewEntry("a", "s3://data-1/a?versionId=v0", 7L, null, empty);
            fixture.packages.push(new NewRevision(PublishFixture.NAME, "base " + empty, null, null, List.of(entry)));
            fixture.packages.pass(Duration.ofMinutes(1));

            assertThat(patch("m" + empty, "latest", uri("a")).warnings()).isEmpty();
            fixture.packages.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void saysThatNothingWasWrittenWhenWorkflowsCannotBeRead() {
        fixture.publish("base", "a");
        fixture.unreadable = new Failure.Denied("You may not read them.");

        assertThatExceptionOfType(Failure.Denied.class)
                .isThrownBy(() -> patch("m", "latest", uri("b")))
                .withMessage("You may not read them. Nothing was written.");
        assertThat(fixture.packages.done).isEmpty();
    }

    private PublishResult patchMeta(@Nullable Map<String, Object> meta) {
        var input = new PackagePatch.Input(
                PublishFixture.NAME.bucket(),
                PublishFixture.NAME.name(),
                null,
                null,
                null,
                null,
                meta,
                "latest",
                null,
                false);
        return new PackagePatch(fixture.push(), fixture.ports()).call(input, Calls.any());
    }

    @Test
    void acceptsEachKindOfChangeAlone() {
        fixture.publish("base", "a", "b");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patchMeta(null))
                .withMessage("Nothing would change. Send `set`, `delete`, `meta` or `message`.");
        assertThat(patchMeta(Map.of("k", 1)).entries().kept()).isEqualTo(2);
        fixture.packages.pass(Duration.ofMinutes(1));
        assertThat(patch(null, "latest", uri("c")).added()).containsExactly("c");
        fixture.packages.pass(Duration.ofMinutes(1));
        assertThat(patch(null, "latest", Map.of(), "b").removed()).containsExactly("b");
        fixture.packages.pass(Duration.ofMinutes(1));
        assertThat(patch("only this", "latest", Map.of()).message()).isEqualTo("only this");
    }

    @Test
    void refusesContradictionBeforeItLooksForThePackage() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patch("m", "latest", uri("a"), "a"))
                .withMessageStartingWith("`a` is in both `set` and `delete`.");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> patch("m", "latest", Map.of(), "a", "a"))
                .withMessage("`delete`: a key is listed twice. Send each key once.");
    }

    @Test
    void countsAddedAndReplacedFiles() {
        fixture.publish("base", "a");
        var set = new TreeMap<String, Object>(uri("a"));
        set.putAll(uri("b"));
        set.putAll(uri("c"));
        assertThat(patch("m", "latest", set).filesAdded()).isEqualTo(3);
    }

    @Test
    void namesTheNewerRevisionToTheWinner() {
        fixture.publish("base", "a");
        fixture.packages.after = () -> {
            fixture.packages.pass(Duration.ofSeconds(1));
            fixture.packages.push(PublishFixture.revision("theirs", "x"));
        };
        assertThat(patch("mine", "latest", uri("c")).warnings())
                .singleElement()
                .asString()
                .startsWith("A newer revision exists, which may not contain this change")
                .contains("\"theirs\"");
    }

    @Test
    void writesNoInlineFileForChangeWhoseBaseIsGone() {
        fixture.publish("base", "a");
        fixture.checking = () -> fixture.packages.push(PublishFixture.revision("theirs", "x"));

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> patch("m", "latest", inline("n.txt")))
                .withMessageContaining("\"theirs\"")
                .withMessageContaining("Your change was not written.");
        assertThat(fixture.objects.asked).isEmpty();
    }

    @Test
    void explainsRefusedObjectByTheAnswerOfS3() {
        fixture.publish("base", "a");
        var set = new TreeMap<String, Object>(uri("c"));
        set.putAll(uri("c.csv"));
        fixture.objects.faults.put("new/c", new Failure.Denied("You may not read c."));
        for (var reason : List.of(new Failure.Denied("You may not."), new Failure.NotFound("It is missing."))) {
            fixture.objects.faults.put("new/c.csv", reason);
            fixture.packages.fault = new Failure.Invalid("No object s3://data-1/new/c.csv.");
            assertThatExceptionOfType(reason.getClass())
                    .isThrownBy(() -> patch("m", "latest", set))
                    .withMessage("`c.csv`: " + reason.getMessage() + " Nothing was written.");
        }
    }

    @Test
    void passesOnRefusalThatS3DoesNotExplain() {
        fixture.publish("base", "a");
        fixture.objects.faults.put("new/c", new Failure.Unavailable("S3 is away."));
        for (var refusal : List.of(
                new Failure.Invalid("No object s3://data-1/new/c."), new Failure.Invalid("No object s3://data-1/z."))) {
            fixture.packages.fault = refusal;
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> patch("m", "latest", uri("c")))
                    .withMessage(refusal.getMessage() + " Nothing was written.");
        }
        fixture.objects.faults.put("new/c", new Failure.NotFound("It is missing."));
        fixture.packages.fault = new Failure.Denied("No right to s3://data-1/new/c.");
        assertThatExceptionOfType(Failure.Denied.class).isThrownBy(() -> patch("m", "latest", uri("c")));
    }

    @Test
    void looksForNoRevisionAfterARefusal() {
        fixture.publish("base", "a");
        for (var refusal : List.of(
                new Failure.Denied("r"),
                new Failure.NotFound("r"),
                new Failure.Invalid("r"),
                new Failure.Conflict("r"),
                new Failure.Declined("r"),
                new Failure.Throttled("r", null),
                new Failure.TooLarge("r"),
                new Failure.Unavailable("r"))) {
            fixture.packages.fault = refusal;
            fixture.meanwhile = () -> {
                throw new AssertionError("it waits for a revision");
            };
            assertThatExceptionOfType(refusal.getClass())
                    .isThrownBy(() -> patch("m", "latest", uri("c")))
                    .withMessageNotContaining("unknown");
        }
    }

    @Test
    void findsRevisionThatAppearsASecondAfterMissingResponse() {
        fixture.publish("base", "a");
        fixture.packages.fault = new Failure.TooLate("The registry failed with HTTP 502.");
        fixture.meanwhile = () -> fixture.packages.push(Objects.requireNonNull(fixture.packages.sent));

        assertThat(patch("m", "latest", uri("c")).added()).containsExactly("c");
    }

    @Test
    void unreadableRevisionOfOthersDoesNotHideOwnAfterMissingResponse() {
        fixture.publish("base", "a");
        fixture.packages.fault = new Failure.TooLate("The registry failed with HTTP 502.");
        fixture.packages.madeAllTheSame = true;
        fixture.packages.after = () -> {
            fixture.packages.pass(Duration.ofSeconds(1));
            fixture.packages.unreadable.put(
                    fixture.packages.push(PublishFixture.revision("theirs", "x")), new Failure.TooLarge("Too large."));
        };

        assertThat(patch("mine", "latest", uri("c")).message()).isEqualTo("mine");
    }

    @Test
    void namesTheRevisionThatAnUnknownOneWouldBeNewerThan() {
        fixture.packages.fault = new Failure.TooLate("The registry failed with HTTP 502.");
        var entries = Map.<String, Object>of("a", Map.of("type", "uri", "uri", "s3://data-1/a"));
        var create = new PackageCreate.Input(
                "lab/plates", null, "bucket-1", null, "m", true, false, entries, null, null, false, false, null);
        assertThatExceptionOfType(Failure.TooLate.class)
                .isThrownBy(() -> new PackageCreate(fixture.push(), fixture.ports()).call(create, Calls.any()))
                .withMessageContaining("newer than none.");

        var base = fixture.publish("base", "a");
        fixture.packages.fault = new Failure.TooLate("The registry failed with HTTP 502.");
        assertThatExceptionOfType(Failure.TooLate.class)
                .isThrownBy(() -> patch("m", "latest", uri("c")))
                .withMessageContaining("newer than " + base);
    }
}
