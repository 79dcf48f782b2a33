package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.catalog.packages.RevisionPage;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.testing.NoPackages;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much of a history is read, and which change is named to one whose base is gone. */
final class RevisionHistoryTest {
    private final PublishFixture fixture = new PublishFixture();
    private final RevisionHistory history = new RevisionHistory(fixture.packages, fixture.timing);

    /** Pages of a long history, with the numbers of those that were read. */
    private static final class Pages extends NoPackages {
        final List<Integer> read = new ArrayList<>();
        final List<Revision> all;
        int total;

        Pages(int count) {
            all = IntStream.range(0, count)
                    .mapToObj(i ->
                            new Revision("hash-" + i, Instant.ofEpochSecond(1000L - i), null, null, null, null, null))
                    .toList();
            total = count;
        }

        @Override
        public RevisionPage revisions(Caller caller, PackageName name, int number, int perPage) {
            read.add(number);
            return new RevisionPage(
                    all.stream().skip((number - 1L) * perPage).limit(perPage).toList(), total);
        }

        List<Revision> downTo(int end) {
            read.clear();
            return new RevisionHistory(this, PointerTiming.usual())
                    .downTo(Calls.any(), PublishFixture.NAME, end < 0 ? null : all.get(end));
        }
    }

    @Test
    void readsPagesDownToARevisionOrToTheFirst() {
        var pages = new Pages(300);
        assertThat(pages.downTo(-1)).isEqualTo(pages.all);
        assertThat(pages.read).containsExactly(1, 2, 3);
        assertThat(pages.downTo(150)).isEqualTo(pages.all.subList(0, 200));
        assertThat(pages.read).containsExactly(1, 2);
        pages.total = 400;
        assertThat(pages.downTo(-1)).isEqualTo(pages.all);
        assertThat(pages.read).containsExactly(1, 2, 3, 4);
    }

    @Test
    void findsListedRevisionOnly() {
        var listed = fixture.publish("one", "a");
        assertThat(history.lists(Calls.any(), PublishFixture.NAME, listed)).isTrue();
        assertThat(history.lists(Calls.any(), PublishFixture.NAME, "f".repeat(64)))
                .isFalse();
    }

    @Test
    void refusesToStartFromPackageThatNeverSettles() {
        var waits = new AtomicInteger();
        var restless = new PointerTiming(Duration.ofMillis(1100), Duration.ofSeconds(4), fixture.packages, time -> {
            fixture.packages.pass(time);
            fixture.packages.push(PublishFixture.revision("change " + waits.incrementAndGet(), "a"));
        });
        fixture.packages.push(PublishFixture.revision("base", "a"));

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(
                        () -> new RevisionHistory(fixture.packages, restless).base(Calls.any(), PublishFixture.NAME))
                .withMessage(
                        "`lab/plates` is being changed repeatedly right now. Nothing was written; call again in a minute.");
        assertThat(waits).hasValue(3);
    }

    private void refusedAfter(Runnable change, String because, String advice) {
        var base = history.base(Calls.any(), PublishFixture.NAME);
        change.run();
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> history.requireStill(Calls.any(), base))
                .withMessageStartingWith("Somebody else changed `lab/plates` first: " + because)
                .withMessageEndingWith("Your change was not written. " + advice);
    }

    @Test
    void namesFirstChangeSinceTheBase() {
        fixture.publish("base", "a");
        var first = new PublishFixture().packages.push(PublishFixture.revision("first", "a", "b"));
        refusedAfter(
                () -> {
                    fixture.publish("first", "a", "b");
                    fixture.publish("second", "a", "c");
                },
                "revision " + first,
                BaseRevision.READ_AGAIN);
    }

    @Test
    void namesRevisionThatItsSecondLeaves() {
        fixture.publish("base", "a");
        var last = new PublishFixture().packages.push(PublishFixture.revision("last", "a", "c"));
        var instant = new PointerTiming(
                Duration.ZERO,
                Duration.ZERO,
                fixture.packages,
                _ -> fixture.packages.push(PublishFixture.revision("last", "a", "c")));
        var base = history.base(Calls.any(), PublishFixture.NAME);
        fixture.packages.push(PublishFixture.revision("replaced", "a", "b"));

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> new RevisionHistory(fixture.packages, instant).requireStill(Calls.any(), base))
                .withMessageContaining("revision " + last);
    }

    @Test
    void namesOlderRevisionThatLatestWasRolledBackTo() {
        var old = fixture.publish("old", "a");
        fixture.publish("new", "a", "b");
        refusedAfter(
                () -> fixture.packages.rollBack(PublishFixture.NAME, old), "revision " + old, BaseRevision.READ_AGAIN);
    }

    @Test
    void saysThatPackageWasDeleted() {
        var only = fixture.publish("only", "a");
        refusedAfter(
                () -> fixture.packages.deleteRevision(Caller.of("b"), PublishFixture.NAME, only),
                "it was deleted.",
                "Check the bucket, and call again.");
    }
}
