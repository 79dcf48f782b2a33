package com.quiltdata.mcp.tools.packages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.PackageWriter;
import com.quiltdata.mcp.catalog.packages.Promotion;
import com.quiltdata.mcp.testing.Calls;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How changes come out that are made from the same base, whatever the order in which things happen. */
final class PushConflictResolverTest {
    /** One step: writer {@code who} has its revision made, or looks how it came out; {@code late} is a second later. */
    private record Step(int who, boolean makes, boolean late) {}

    private static final class Simulation {
        final PublishFixture fixture = new PublishFixture();
        final PointerTiming still = new PointerTiming(Duration.ZERO, Duration.ZERO, fixture.packages, _ -> {});
        final RevisionHistory history = new RevisionHistory(fixture.packages, still);
        final PushConflictResolver resolver = new PushConflictResolver(history, fixture.packages, still);
        final @Nullable String start;
        final BaseRevision base;
        final Map<Integer, String> made = new HashMap<>();
        final Map<Integer, String> won = new HashMap<>();
        final Map<Integer, String> lost = new HashMap<>();

        Simulation(boolean exists) {
            start = exists ? fixture.publish("base", "a") : null;
            base = history.base(Calls.any(), PublishFixture.NAME);
        }

        void take(Step step) {
            if (step.late()) {
                fixture.packages.pass(Duration.ofSeconds(1));
            }
            if (step.makes()) {
                made.put(
                        step.who(),
                        fixture.packages.push(PublishFixture.revision("by " + step.who(), "a", "b" + step.who())));
            } else {
                land(step.who());
            }
        }

        String made(int who) {
            return Objects.requireNonNull(made.get(who));
        }

        private void land(int who) {
            var hash = made(who);
            try {
                resolver.resolve(Calls.any(), base, hash);
                won.put(who, hash);
            } catch (Failure.Conflict e) {
                lost.put(who, String.valueOf(e.getMessage()));
            }
        }

        void check(List<Step> steps, int writers) {
            assertThat(won).as("winners of %s", steps).hasSize(1);
            var winner = won.values().iterator().next();
            assertThat(lost.values())
                    .as("losers of %s", steps)
                    .hasSize(writers - 1)
                    .allMatch(it -> it.contains(winner) && it.contains("`latest` does not contain your change"));
            assertThat(fixture.packages
                            .latest(PublishFixture.NAME)
                            .orElseThrow()
                            .hash())
                    .as("latest after %s", steps)
                    .isEqualTo(winner);
            assertThat(fixture.packages.all(PublishFixture.NAME))
                    .extracting(com.quiltdata.mcp.catalog.packages.Revision::hash)
                    .as("revisions after %s", steps)
                    .isEqualTo(start == null ? List.of(winner) : List.of(winner, start));
        }
    }

    /** All orders in which each writer makes and then looks, each step in the same second as the one before or later. */
    private static void everyOrder(int writers, List<Step> so, int[] at, List<List<Step>> found) {
        if (so.size() == 2 * writers) {
            found.add(List.copyOf(so));
            return;
        }
        for (int who = 0; who < writers; who++) {
            for (var late : at[who] == 2 ? List.<Boolean>of() : List.of(false, true)) {
                var step = new Step(who, at[who] == 0, late);
                so.add(step);
                if (step.makes() || secondIsOver(so, who)) {
                    at[who]++;
                    everyOrder(writers, so, at, found);
                    at[who]--;
                }
                so.removeLast();
            }
        }
    }

    private static boolean secondIsOver(List<Step> so, int who) {
        var since = so.stream().dropWhile(it -> it.who() != who).skip(1);
        return since.anyMatch(Step::late);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void exactlyOneChangeWinsInEveryOrder(int writers) {
        for (var exists : List.of(true, false)) {
            var orders = new ArrayList<List<Step>>();
            everyOrder(writers, new ArrayList<>(), new int[writers], orders);
            assertThat(orders).hasSizeGreaterThanOrEqualTo(writers);
            for (var order : orders) {
                var world = new Simulation(exists);
                order.forEach(world::take);
                world.check(order, writers);
            }
        }
    }

    @Test
    void changeBasedOnLosingRevisionLoses() {
        var world = new Simulation(true);
        List.of(new Step(1, true, true), new Step(2, true, true)).forEach(world::take);
        var onLoser = world.history.base(Calls.any(), PublishFixture.NAME);
        world.fixture.packages.pass(Duration.ofSeconds(1));
        var hash = world.fixture.packages.push(PublishFixture.revision("on 2", "a", "b2", "c"));
        List.of(new Step(1, false, true), new Step(2, false, false)).forEach(world::take);

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> world.resolver.resolve(Calls.any(), onLoser, hash));

        assertThat(world.won).containsOnlyKeys(1);
        assertThat(world.fixture
                        .packages
                        .latest(PublishFixture.NAME)
                        .orElseThrow()
                        .hash())
                .isEqualTo(world.made(1));
    }

    @Test
    void identicalChangesBothSucceedWithWarning() {
        var world = new Simulation(true);
        var hash = world.fixture.packages.push(PublishFixture.revision("same", "a", "b"));
        world.fixture.packages.pass(Duration.ofSeconds(1));
        world.fixture.packages.push(PublishFixture.revision("same", "a", "b"));

        assertThat(world.resolver.resolve(Calls.any(), world.base, hash))
                .containsExactly("Somebody else created an identical revision at the same time.");
        assertThat(world.fixture.packages.done).isEmpty();
    }

    @Test
    void restoresLatestThatPointsToLosingRevision() {
        var world = new Simulation(true);
        var loser = world.fixture.packages.push(PublishFixture.revision("first", "a", "b"));
        var winner = world.fixture.packages.push(PublishFixture.revision("second", "a", "c"));
        world.fixture.packages.rollBack(PublishFixture.NAME, loser);

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> world.resolver.resolve(Calls.any(), world.base, loser))
                .withMessageContaining(winner);

        assertThat(world.fixture
                        .packages
                        .latest(PublishFixture.NAME)
                        .orElseThrow()
                        .hash())
                .isEqualTo(winner);
    }

    @Test
    void reportsLosingRevisionThatCannotBeDeleted() {
        var world = new Simulation(true);
        List.of(new Step(1, true, true), new Step(2, true, true)).forEach(world::take);
        world.fixture.packages.stuck.put("*", new Failure.Denied("Access denied."));

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> world.resolver.resolve(Calls.any(), world.base, world.made(2)))
                .withMessageContaining(world.made(1))
                .withMessageContaining("could not be deleted (Access denied.) and may be latest now");
    }

    @Test
    void keepsOlderRevisionWithSameHash() {
        var fixture = new PublishFixture();
        var old = fixture.publish("old", "a");
        fixture.publish("new", "b");
        var history = new RevisionHistory(fixture.packages, fixture.timing);
        var resolver = new PushConflictResolver(history, fixture.packages, fixture.timing);
        var base = history.base(Calls.any(), PublishFixture.NAME);
        fixture.publish("winner", "c");
        fixture.publish("old", "a");

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> resolver.resolve(Calls.any(), base, old))
                .withMessageContaining("an older revision has the same top hash");
        assertThat(fixture.packages.done).isEmpty();
    }

    @Test
    void warnsOfNewerRevisionAboveWinner() {
        var world = new Simulation(true);
        world.take(new Step(1, true, true));
        world.fixture.packages.pass(Duration.ofSeconds(1));
        var foreign = world.fixture.publish("foreign", "x");

        assertThat(world.resolver.resolve(Calls.any(), world.base, world.made(1)))
                .singleElement()
                .asString()
                .contains("A newer revision exists")
                .contains(foreign);
    }

    private static void losesWithoutWinner(Simulation world, String hash, String... texts) {
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> world.resolver.resolve(Calls.any(), world.base, hash))
                .withMessageContainingAll(texts);
    }

    @Test
    void changeWhoseBaseWasDeletedIsTakenBack() {
        var world = new Simulation(true);
        world.take(new Step(1, true, true));
        world.fixture.packages.deleteRevision(
                Caller.of("other"), PublishFixture.NAME, Objects.requireNonNull(world.start));
        world.fixture.packages.done.clear();

        losesWithoutWinner(
                world,
                world.made(1),
                "the revision that your change is based on no longer exists",
                "Your new revision was deleted",
                "Check the package, and call again.");
        assertThat(world.fixture.packages.done).containsExactly("delete " + world.made(1));
    }

    @Test
    void namesLatestToChangeWhoseBaseWasDeleted() {
        var world = new Simulation(true);
        List.of(new Step(1, true, true), new Step(2, true, true)).forEach(world::take);
        world.fixture.packages.deleteRevision(
                Caller.of("other"), PublishFixture.NAME, Objects.requireNonNull(world.start));
        world.fixture.packages.done.clear();

        losesWithoutWinner(world, world.made(1), "revision " + world.made(2), BaseRevision.READ_AGAIN);
        assertThat(world.fixture.packages.done).containsExactly("delete " + world.made(1));
    }

    @Test
    void deletesNothingOfLosingRevisionThatIsNeitherListedNorLatest() {
        for (var baseIsGone : List.of(true, false)) {
            var world = new Simulation(true);
            List.of(new Step(1, true, true), new Step(2, true, false)).forEach(world::take);
            if (baseIsGone) {
                world.fixture.packages.deleteRevision(
                        Caller.of("other"), PublishFixture.NAME, Objects.requireNonNull(world.start));
            }
            world.fixture.packages.done.clear();

            losesWithoutWinner(world, world.made(1), "revision " + world.made(2), "Your new revision was deleted");
            assertThat(world.fixture.packages.done).isEmpty();
        }
    }

    @Test
    void findsThatDeletionWithoutResponseWasDone() {
        var world = new Simulation(true);
        List.of(new Step(1, true, true), new Step(2, true, true)).forEach(world::take);
        var silent = new PackageWriter() {
            @Override
            public String construct(Caller caller, NewRevision revision, Duration limit) {
                throw new AssertionError("nothing is constructed");
            }

            @Override
            public String promote(Caller caller, Promotion promotion, Duration limit) {
                throw new AssertionError("nothing is promoted");
            }

            @Override
            public void deleteRevision(Caller caller, PackageName name, String hash) {
                world.fixture.packages.deleteRevision(caller, name, hash);
                throw new Failure.TooLate("No response in time.");
            }
        };

        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> new PushConflictResolver(world.history, silent, world.still)
                        .resolve(Calls.any(), world.base, world.made(2)))
                .withMessageContaining("Your new revision was deleted");
    }

    @Test
    void warnsThatLatestDoesNotPointToWinnerAfterASecondLook() {
        var world = new Simulation(true);
        world.take(new Step(1, true, true));
        world.fixture.packages.rollBack(PublishFixture.NAME, Objects.requireNonNull(world.start));
        var waits = new AtomicInteger();
        var timing =
                new PointerTiming(Duration.ZERO, Duration.ZERO, world.fixture.packages, _ -> waits.getAndIncrement());

        assertThat(new PushConflictResolver(world.history, world.fixture.packages, timing)
                        .resolve(Calls.any(), world.base, world.made(1)))
                .containsExactly(
                        "`latest` does not point to this revision, although it is the newest; check with package_revisions.");
        assertThat(waits).hasValue(3);
    }

    @Test
    void doesNotWarnOfLatestThatANewerRevisionTakesOver() {
        var world = new Simulation(true);
        world.take(new Step(1, true, true));
        world.fixture.packages.rollBack(PublishFixture.NAME, Objects.requireNonNull(world.start));
        var waits = new AtomicInteger();
        var timing = new PointerTiming(Duration.ZERO, Duration.ZERO, world.fixture.packages, _ -> {
            if (waits.incrementAndGet() == 2) {
                world.fixture.packages.pass(Duration.ofSeconds(1));
                world.fixture.packages.push(PublishFixture.revision("newer", "a", "n"));
            }
        });

        assertThat(new PushConflictResolver(world.history, world.fixture.packages, timing)
                        .resolve(Calls.any(), world.base, world.made(1)))
                .isEmpty();
    }
}
