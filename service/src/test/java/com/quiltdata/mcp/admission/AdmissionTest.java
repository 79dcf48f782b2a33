package com.quiltdata.mcp.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.admission.Admission.RequestAdmission;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.catalog.identity.SessionVerifier.Verdict;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.Latches;
import com.quiltdata.mcp.testing.Scrape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts, judgements and shares, by a clock and a judge of the test. */
@Timeout(60)
final class AdmissionTest {
    private static final Duration TTL = Duration.ofSeconds(60);
    private static final Caller ADA = Caller.of("ada");
    private static final Caller BOB = Caller.of("bob");
    private static final ClientAddress HOME = new ClientAddress("192.0.2.1", "192.0.2.1", false);
    private static final ClientAddress OFFICE = new ClientAddress("192.0.2.2", "192.0.2.2", false);
    private static final ClientAddress SHARED = new ClientAddress("192.0.2.3", "192.0.2.3", true);
    private static final Verdict ACCEPTED = new Verdict.Accepted("reader");
    private static final Verdict REFUSED = new Verdict.Refused();
    private static final Verdict NONE = new Verdict.None();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> changed = new CopyOnWriteArrayList<>();
    private final VerdictCache verdicts = new VerdictCache(TTL, now::get);
    private final Meters meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
    private volatile SessionVerifier judge = (_, _) -> ACCEPTED;
    private final Admission admission = admission(limits(64, 32, Duration.ofSeconds(20)));

    private static AdmissionLimits limits(int judgements, int perNetwork, Duration patience) {
        return new AdmissionLimits(judgements, perNetwork, 30, 60, 8, patience);
    }

    private Admission admission(AdmissionLimits limits) {
        return admission(limits, now::get);
    }

    private Admission admission(AdmissionLimits limits, InstantSource clock) {
        verdicts.onChange(caller -> changed.add(caller.getName()));
        return new Admission(
                verdicts,
                (caller, limit) -> {
                    asked.add(caller.getName());
                    return judge.judge(caller, limit);
                },
                limits,
                clock,
                meters);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private TokenStatus standing(Caller caller) {
        try (var visit = admission.visit(caller, HOME)) {
            return visit.await();
        }
    }

    /** Visits until the catalog was asked this often and has answered; a visit may meet the end of a judgement before. */
    private void settle(int questions) throws InterruptedException {
        while (asked.size() < questions || verdictUnderWay()) {
            standing(ADA);
            Thread.sleep(1);
        }
    }

    private boolean verdictUnderWay() {
        return verdicts.find(ADA).freshness() != VerdictCache.Freshness.FRESH;
    }

    @Test
    void asksOnceDuringFirstHalfOfTtl() {
        assertThat(standing(ADA)).isEqualTo(TokenStatus.ACCEPTED);
        pass(Duration.ofSeconds(29));
        assertThat(standing(ADA)).isEqualTo(TokenStatus.ACCEPTED);
        assertThat(admission.accepted(ADA)).isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void renewsWithoutWaitingFromHalfOfTtl() throws InterruptedException {
        standing(ADA);
        pass(TTL.dividedBy(2));
        var answer = new CountDownLatch(1);
        judge = (_, _) -> {
            Latches.await(answer);
            return ACCEPTED;
        };
        assertThat(standing(ADA)).isEqualTo(TokenStatus.ACCEPTED);
        assertThat(standing(ADA)).isEqualTo(TokenStatus.ACCEPTED);
        answer.countDown();
        settle(2);
        assertThat(asked).hasSize(2);
    }

    @Test
    void asksAgainAndWaitsAfterTtl() {
        standing(ADA);
        pass(Duration.ofSeconds(61));
        judge = (_, _) -> REFUSED;
        assertThat(standing(ADA)).isEqualTo(TokenStatus.REFUSED);
    }

    @Test
    void keepsAcceptanceFor15MinutesWithoutVerdict() {
        standing(ADA);
        judge = (_, _) -> NONE;
        pass(Duration.ofMinutes(14));
        assertThat(standing(ADA)).isEqualTo(TokenStatus.ACCEPTED);
        pass(Duration.ofMinutes(1).plusSeconds(1));
        assertThat(standing(ADA)).isEqualTo(TokenStatus.UNJUDGED);
    }

    @Test
    void asksAgain5SecondsAfterMissingVerdict() {
        standing(ADA);
        judge = (_, _) -> NONE;
        pass(Duration.ofMinutes(2));
        standing(ADA);
        standing(ADA);
        assertThat(asked).hasSize(2);
        pass(Duration.ofSeconds(6));
        standing(ADA);
        assertThat(asked).hasSize(3);
    }

    @Test
    void successfulCallRenewsAcceptance() {
        standing(ADA);
        pass(Duration.ofSeconds(59));
        verdicts.accepted(ADA, "reader", verdicts.question());
        pass(Duration.ofSeconds(29));
        standing(ADA);
        assertThat(asked).hasSize(1);
    }

    @Test
    void cachesRefusalFor5Seconds() {
        judge = (_, _) -> REFUSED;
        assertThat(standing(ADA)).isEqualTo(TokenStatus.REFUSED);
        pass(Duration.ofSeconds(4));
        assertThat(standing(ADA)).isEqualTo(TokenStatus.REFUSED);
        assertThat(asked).hasSize(1);
        pass(Duration.ofSeconds(2));
        judge = (_, _) -> ACCEPTED;
        assertThat(standing(ADA)).isEqualTo(TokenStatus.ACCEPTED);
    }

    @Test
    void refusalsDoNotEvictAcceptances() {
        standing(ADA);
        IntStream.range(0, 30_000).forEach(i -> verdicts.refused(Caller.of("invented-" + i)));
        assertThat(admission.accepted(ADA)).isTrue();
    }

    @Test
    void asksOnceForConcurrentRequests() throws Exception {
        var answer = new CountDownLatch(1);
        judge = (_, _) -> {
            Latches.await(answer);
            return ACCEPTED;
        };
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var standings = IntStream.range(0, 50)
                    .mapToObj(_ -> pool.submit(() -> standing(ADA)))
                    .toList();
            answer.countDown();
            for (var standing : standings) {
                assertThat(standing.get()).isEqualTo(TokenStatus.ACCEPTED);
            }
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void doesNotAskAgainAfterVerdictThatCameSinceItLooked() throws Exception {
        var meanwhile = new AtomicReference<Runnable>(() -> {});
        // The clock is read after the look for a verdict and before the question.
        var interrupted = admission(limits(2, 2, Duration.ofSeconds(20)), () -> {
            meanwhile.getAndSet(() -> {}).run();
            return now.get();
        });
        interrupted.visit(BOB, HOME).await();
        meanwhile.set(() -> interrupted.visit(ADA, HOME).await());
        assertThat(interrupted.visit(ADA, HOME).await()).isEqualTo(TokenStatus.ACCEPTED);
        assertThat(asked).containsExactly(BOB.getName(), ADA.getName());

        asksTwoTokensAtOnce(interrupted);
        pass(TTL);
        judge = (_, _) -> REFUSED;
        assertThat(interrupted.visit(ADA, HOME).await()).isEqualTo(TokenStatus.REFUSED);
    }

    /** Requires that both of the judgements that may be under way are free. */
    private void asksTwoTokensAtOnce(Admission two) throws Exception {
        var both = new CountDownLatch(2);
        judge = (_, _) -> {
            both.countDown();
            Latches.await(both);
            return ACCEPTED;
        };
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            // Both wait at once, because a slot is returned a little after its verdict.
            var one = pool.submit(() -> two.visit(Caller.of("one of two"), HOME).await());
            var other =
                    pool.submit(() -> two.visit(Caller.of("two of two"), HOME).await());
            assertThat(one.get()).isEqualTo(TokenStatus.ACCEPTED);
            assertThat(other.get()).isEqualTo(TokenStatus.ACCEPTED);
        }
    }

    @Test
    void joinsJudgementThatBeganSinceItLooked() throws Exception {
        var meanwhile = new AtomicReference<Runnable>(() -> {});
        var interrupted = admission(limits(2, 2, Duration.ofSeconds(20)), () -> {
            meanwhile.getAndSet(() -> {}).run();
            return now.get();
        });
        interrupted.visit(BOB, HOME).await();
        var held = new CountDownLatch(1);
        judge = (_, _) -> {
            Latches.await(held);
            return ACCEPTED;
        };
        meanwhile.set(() -> interrupted.visit(ADA, HOME).close());
        var visit = interrupted.visit(ADA, HOME);
        held.countDown();
        assertThat(visit.await()).isEqualTo(TokenStatus.ACCEPTED);
        assertThat(asked).containsExactly(BOB.getName(), ADA.getName());

        asksTwoTokensAtOnce(interrupted);
    }

    @Test
    void asksOnceForRequestWhoseJudgementGaveNoVerdict() {
        var held = new CountDownLatch(1);
        judge = (_, _) -> {
            Latches.await(held);
            return NONE;
        };
        var first = admission.visit(ADA, HOME);
        var second = admission.visit(ADA, HOME);
        held.countDown();
        assertThat(second.await()).isEqualTo(TokenStatus.UNJUDGED);
        assertThat(first.await()).isEqualTo(TokenStatus.UNJUDGED);
        assertThat(asked).hasSize(1);
    }

    @Test
    void interruptedRequestDoesNotWaitAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        try (var visit = admission.visit(ADA, HOME)) {
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(visit.await()).isEqualTo(TokenStatus.UNJUDGED);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void acceptsFiveHundredCallersOfOneNetworkThatComeAtOnce() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var standings = IntStream.range(0, 500)
                    .mapToObj(i -> pool.submit(() -> standing(Caller.of("user-" + i))))
                    .toList();
            for (var standing : standings) {
                assertThat(standing.get()).isEqualTo(TokenStatus.ACCEPTED);
            }
        }
    }

    @Test
    void waitsNoLongerThanTheLimit() {
        var impatient = admission(limits(64, 32, Duration.ofMillis(20)));
        judge = (_, _) -> {
            Latches.await(new CountDownLatch(1));
            return ACCEPTED;
        };
        try (var visit = impatient.visit(ADA, HOME)) {
            assertThat(visit.now()).isEqualTo(TokenStatus.UNJUDGED);
            assertThat(visit.await()).isEqualTo(TokenStatus.UNJUDGED);
        }
    }

    @Test
    void remainsUnjudgedWithoutSlot() {
        var narrow = admission(limits(4, 1, Duration.ofMillis(20)));
        var held = new CountDownLatch(1);
        judge = (_, _) -> {
            Latches.await(held);
            return REFUSED;
        };
        try (var first = narrow.visit(ADA, HOME);
                var second = narrow.visit(BOB, HOME)) {
            assertThat(first.now()).isEqualTo(TokenStatus.UNJUDGED);
            assertThat(second.await()).isEqualTo(TokenStatus.UNJUDGED);
        }
        held.countDown();
    }

    @Test
    void limitsSlotsPerNetworkAndInTotal() throws InterruptedException {
        var narrow = admission(limits(3, 2, Duration.ofMillis(20)));
        var held = new CountDownLatch(1);
        judge = (_, _) -> {
            Latches.await(held);
            return ACCEPTED;
        };
        var visits = new ArrayList<RequestAdmission>();
        for (var from : List.of(HOME, HOME, HOME, OFFICE, OFFICE)) {
            visits.add(narrow.visit(Caller.of("token-" + visits.size()), from));
        }
        visits.forEach(visit -> assertThat(visit.await()).isEqualTo(TokenStatus.UNJUDGED));
        while (asked.size() < 3) {
            Thread.sleep(1);
        }
        assertThat(asked).hasSize(3);
        held.countDown();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32})
    void waitsForSlot(int perNetwork) throws InterruptedException {
        var narrow = admission(limits(1, perNetwork, Duration.ofSeconds(20)));
        var held = new CountDownLatch(1);
        judge = (caller, _) -> {
            if (caller.equals(ADA)) {
                Latches.await(held);
            }
            return ACCEPTED;
        };
        var first = narrow.visit(ADA, HOME);
        var second = narrow.visit(BOB, HOME);
        var status = new AtomicReference<TokenStatus>();
        var waiting = Thread.ofPlatform().start(() -> status.set(second.await()));
        while (waiting.isAlive() && waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        held.countDown();
        waiting.join();
        assertThat(first.await()).isEqualTo(TokenStatus.ACCEPTED);
        assertThat(status).hasValue(TokenStatus.ACCEPTED);
    }

    @Test
    void fullServerTakesNoSlotOfNetwork() {
        var narrow = admission(limits(1, 1, Duration.ofSeconds(20)));
        var held = new CountDownLatch(1);
        judge = (_, _) -> {
            Latches.await(held);
            return ACCEPTED;
        };
        var office = narrow.visit(BOB, OFFICE);
        var home = narrow.visit(ADA, HOME);
        held.countDown();
        assertThat(office.await()).isEqualTo(TokenStatus.ACCEPTED);
        assertThat(home.await()).isEqualTo(TokenStatus.ACCEPTED);
    }

    @Test
    void asksInsideTheSameRequestOnceASlotIsFree() {
        var narrow = admission(limits(1, 32, Duration.ofSeconds(20)));
        verdicts.accepted(ADA, "reader", verdicts.question());
        pass(TTL);
        var held = new CountDownLatch(1);
        judge = (caller, _) -> {
            Latches.await(held);
            return caller.equals(ADA) ? REFUSED : ACCEPTED;
        };
        var other = narrow.visit(BOB, HOME);
        var visit = narrow.visit(ADA, HOME);
        assertThat(visit.await()).isEqualTo(TokenStatus.ACCEPTED);
        held.countDown();
        other.await();
        while (visit.await() == TokenStatus.ACCEPTED) {
            Thread.onSpinWait(); // the slot is returned a little after the verdict
        }
        assertThat(visit.now()).isEqualTo(TokenStatus.REFUSED);
    }

    @Test
    void stopsAskingForInventedTokensOfOneNetwork() {
        judge = (_, _) -> REFUSED;
        for (int i = 0; i < 30; i++) {
            assertThat(standing(Caller.of("invented-" + i))).isEqualTo(TokenStatus.REFUSED);
        }
        try (var visit = admission.visit(Caller.of("invented-31"), HOME)) {
            assertThat(visit.await()).isEqualTo(TokenStatus.UNJUDGED);
            assertThat(visit.enter()).isFalse();
        }
        assertThat(asked).hasSize(30);

        pass(Duration.ofSeconds(1));
        assertThat(standing(Caller.of("invented-32"))).isEqualTo(TokenStatus.REFUSED);
    }

    @Test
    void inventedTokensDoNotAffectOtherNetworksOrAcceptedCallers() {
        standing(ADA);
        judge = (_, _) -> REFUSED;
        for (int i = 0; i < 40; i++) {
            standing(Caller.of("invented-" + i));
            try (var visit = admission.visit(Caller.of("shared-" + i), SHARED)) {
                assertThat(visit.await()).isEqualTo(TokenStatus.REFUSED);
            }
        }
        judge = (_, _) -> ACCEPTED;
        try (var visit = admission.visit(BOB, OFFICE)) {
            assertThat(visit.await()).isEqualTo(TokenStatus.ACCEPTED);
        }
        pass(Duration.ofMillis(1));
        try (var visit = admission.visit(ADA, HOME)) {
            assertThat(visit.await()).isEqualTo(TokenStatus.ACCEPTED);
            assertThat(visit.enter()).isTrue();
        }
    }

    @Test
    void countsRefusalMetByCall() {
        judge = (_, _) -> NONE;
        for (int i = 0; i < 30; i++) {
            var caller = Caller.of("slow-" + i);
            try (var visit = admission.visit(caller, HOME)) {
                visit.await();
                assertThat(visit.enter()).isTrue();
                verdicts.refused(caller);
            }
        }
        try (var visit = admission.visit(ADA, HOME)) {
            assertThat(visit.enter()).isFalse();
        }
    }

    @Test
    void limitsUnjudgedRequestsAndOneNetworkToHalf() {
        judge = (_, _) -> NONE;
        var inside = new ArrayList<RequestAdmission>();
        for (int i = 0; i < 4; i++) {
            inside.add(admission.visit(Caller.of("home-" + i), HOME));
            assertThat(inside.getLast().enter()).isTrue();
        }
        assertThat(entersAndLeaves(HOME)).isFalse();
        assertThat(entersAndLeaves(OFFICE)).isTrue();
        for (int i = 0; i < 4; i++) {
            inside.add(admission.visit(Caller.of("shared-" + i), SHARED));
            assertThat(inside.getLast().enter()).isTrue();
        }
        assertThat(entersAndLeaves(OFFICE)).isFalse();
        assertThat(Scrape.of(meters).sum("quilt_mcp_unjudged_under_way")).isEqualTo(8);
        assertThat(refusals("unjudged")).isEqualTo(2);
        inside.forEach(RequestAdmission::close);
        assertThat(Scrape.of(meters).sum("quilt_mcp_unjudged_under_way")).isZero();
        assertThat(entersAndLeaves(HOME)).isTrue();
        for (int i = 0; i < 4; i++) {
            assertThat(admission.visit(Caller.of("office-" + i), OFFICE).enter())
                    .isTrue();
        }
    }

    private double refusals(String reason) {
        return Scrape.of(meters).sum("quilt_mcp_admission_refusals_total", "reason=\"" + reason + "\"");
    }

    @Test
    void countsEachRefusedRequestOnceByReason() {
        judge = (_, _) -> REFUSED;
        for (int i = 0; i < 30; i++) {
            try (var visit = admission.visit(Caller.of("invented-" + i), HOME)) {
                visit.await();
                visit.now();
            }
        }
        assertThat(refusals("token")).isEqualTo(30);
        assertThat(entersAndLeaves(HOME)).isFalse();
        assertThat(refusals("refused_tokens")).isEqualTo(1);
        assertThat(refusals("unjudged")).isZero();
    }

    @Test
    void countsLookupsOfVerdicts() {
        standing(ADA);
        standing(ADA);
        standing(ADA);
        var lookups = Scrape.of(meters);
        assertThat(lookups.sum("quilt_mcp_cache_lookups_total", "cache=\"verdicts\"", "result=\"miss\""))
                .isEqualTo(1);
        assertThat(lookups.sum("quilt_mcp_cache_lookups_total", "cache=\"verdicts\"", "result=\"hit\""))
                .isEqualTo(2);
        assertThat(refusals("token")).isZero();
    }

    private boolean entersAndLeaves(ClientAddress from) {
        try (var visit = admission.visit(BOB, from)) {
            return visit.enter();
        }
    }

    @Test
    void notifiesOnceOfChangedRole() {
        verdicts.accepted(ADA, "reader", verdicts.question());
        verdicts.accepted(ADA, null, verdicts.question());
        assertThat(changed).isEmpty();
        verdicts.accepted(ADA, "writer", verdicts.question());
        assertThat(changed).containsExactly(ADA.getName());
        verdicts.accepted(ADA, "writer", verdicts.question());
        assertThat(changed).containsExactly(ADA.getName());
        verdicts.roleChanged(ADA, "admin", verdicts.question());
        assertThat(changed).containsExactly(ADA.getName(), ADA.getName());
        verdicts.accepted(ADA, "admin", verdicts.question());
        assertThat(changed).hasSize(2);
    }

    @Test
    void acceptanceEndsRefusalAtOnce() {
        verdicts.refused(ADA);
        verdicts.accepted(ADA, "reader", verdicts.question());
        assertThat(admission.accepted(ADA)).isTrue();
    }

    @Test
    void verdictOfTheLaterQuestionHoldsWhateverArrivesLater() {
        var first = verdicts.question();
        var second = verdicts.question();
        var third = verdicts.question();

        verdicts.refused(ADA, second);
        verdicts.accepted(ADA, "reader", first);
        assertThat(verdicts.find(ADA).status()).isEqualTo(TokenStatus.REFUSED);
        pass(Duration.ofSeconds(6));
        verdicts.accepted(ADA, "reader", first);
        assertThat(verdicts.find(ADA).status()).isEqualTo(TokenStatus.UNJUDGED);

        verdicts.accepted(ADA, "reader", third);
        verdicts.refused(ADA, second);
        assertThat(admission.accepted(ADA)).isTrue();
        verdicts.roleChanged(ADA, "writer", verdicts.question());
        verdicts.accepted(ADA, "reader", third);
        verdicts.accepted(ADA, "writer", verdicts.question());
        assertThat(changed).containsExactly(ADA.getName());
    }

    @Test
    void lateRefusalDoesNotReplaceThatOfALaterQuestion() {
        var first = verdicts.question();
        var second = verdicts.question();
        var third = verdicts.question();

        verdicts.refused(ADA, third);
        verdicts.refused(ADA, first);
        verdicts.accepted(ADA, "reader", second);
        assertThat(verdicts.find(ADA).status()).isEqualTo(TokenStatus.REFUSED);
    }

    @Test
    void tokenThatIsRevokedDuringASwitchOfRoleStaysRefused() {
        verdicts.accepted(ADA, "reader", verdicts.question());
        var change = verdicts.question();
        verdicts.revoked(ADA);
        verdicts.roleChanged(ADA, "writer", change);
        pass(Duration.ofSeconds(6));
        assertThat(verdicts.find(ADA).status()).isEqualTo(TokenStatus.UNJUDGED);
    }

    @Test
    void marksAcceptedCallerWithUserWhomTheCatalogNamed() {
        var user = new Caller.User("ada", "ada@example.com");
        verdicts.identified(ADA, user);
        assertThat(admission.visit(ADA, HOME).acceptedCaller().user()).contains(user);
        var other = admission.visit(BOB, HOME).acceptedCaller();
        assertThat(other.user()).isEmpty();
        assertThat(other.isAccepted()).isTrue();
    }

    @Test
    void notifiesOfRefusedAcceptedToken() {
        verdicts.refused(BOB);
        assertThat(changed).isEmpty();
        verdicts.accepted(ADA, "reader", verdicts.question());
        verdicts.refused(ADA);
        assertThat(changed).containsExactly(ADA.getName());
        assertThat(admission.accepted(ADA)).isFalse();
    }

    @Test
    void failedVerificationGivesNoVerdict() {
        judge = (_, _) -> {
            throw new IllegalStateException("of the test");
        };
        assertThat(standing(ADA)).isEqualTo(TokenStatus.UNJUDGED);
        judge = (_, _) -> ACCEPTED;
        assertThat(standing(ADA)).isEqualTo(TokenStatus.ACCEPTED);
    }

    @Test
    void revokedTokenIsRefusedAndItsCachesAreDropped() {
        var dropped = new ArrayList<Caller>();
        verdicts.onChange(dropped::add);
        verdicts.accepted(ADA, "reader", verdicts.question());
        verdicts.revoked(ADA);
        verdicts.revoked(BOB);
        assertThat(dropped).containsExactly(ADA, BOB);
        assertThat(verdicts.find(ADA).status()).isEqualTo(TokenStatus.REFUSED);
        assertThat(verdicts.find(BOB).status()).isEqualTo(TokenStatus.REFUSED);
    }
}
