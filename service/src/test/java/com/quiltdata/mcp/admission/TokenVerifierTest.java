package com.quiltdata.mcp.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.identity.SessionVerifier;
import com.quiltdata.mcp.catalog.identity.SessionVerifier.Verdict;
import com.quiltdata.mcp.memory.ByteBudget;
import com.quiltdata.mcp.metrics.Meters;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a judgement holds, and that it gives it back. */
@Timeout(60)
final class TokenVerifierTest {
    private static final Caller ADA = Caller.of("ada");
    private static final Caller BOB = Caller.of("bob");
    private static final ClientAddress HOME = new ClientAddress("192.0.2.1", "192.0.2.1", false);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final VerdictCache verdicts = new VerdictCache(Duration.ofSeconds(60), now::get);
    private volatile SessionVerifier judge = (_, _) -> new Verdict.Accepted("reader");

    /** Questions about one token at a time. */
    private final Admission admission = admission(60);

    private Admission admission(int refusalsPerMinute) {
        return new Admission(
                verdicts,
                (caller, limit) -> judge.judge(caller, limit),
                new AdmissionLimits(1, 1, 2, refusalsPerMinute, 8, Duration.ofSeconds(20)),
                now::get,
                Meters.none());
    }

    private TokenStatus standing(Caller caller) {
        try (var visit = admission.visit(caller, HOME)) {
            return visit.await();
        }
    }

    @Test
    void chargesRegistryResponseUntilJudged() {
        var budget = ByteBudget.of(1 << 20);
        var held = new AtomicLong();
        judge = (_, _) -> {
            budget.charge(1000);
            held.set(budget.held());
            return new Verdict.Accepted(null);
        };
        assertThat(standing(ADA)).isEqualTo(TokenStatus.ACCEPTED);
        assertThat(held).hasValue(1000);
        assertThat(budget.held()).isZero();
    }

    @Test
    void marksPreviouslyAcceptedCallers() {
        var known = new CopyOnWriteArrayList<Boolean>();
        judge = (caller, _) -> {
            known.add(caller.isAccepted());
            return new Verdict.Accepted(null);
        };
        standing(ADA);
        now.updateAndGet(instant -> instant.plusSeconds(61));
        while (known.size() < 2) {
            standing(ADA); // the slot of the first judgement is returned a little after its verdict
        }
        assertThat(known).containsExactly(false, true);
    }

    @Test
    void acceptedCallerDoesNotWaitForSlot() {
        assertThat(standing(ADA)).isEqualTo(TokenStatus.ACCEPTED);
        now.updateAndGet(instant -> instant.plusSeconds(61));
        var begun = new CountDownLatch(1);
        var held = new CountDownLatch(1);
        judge = (_, _) -> {
            begun.countDown();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Verdict.Accepted(null);
        };
        while (begun.getCount() > 0) {
            admission.visit(BOB, HOME).close();
        }
        try (var first = admission.visit(BOB, HOME)) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> assertThat(standing(ADA)).isEqualTo(TokenStatus.ACCEPTED));
            held.countDown();
            assertThat(first.await()).isEqualTo(TokenStatus.ACCEPTED);
        }
    }

    @Test
    void countsRefusalOnce() {
        var held = new CountDownLatch(1);
        judge = (_, _) -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Verdict.Refused();
        };
        try (var visit = admission.visit(ADA, HOME)) {
            assertThat(visit.enter()).isTrue();
            held.countDown();
            assertThat(visit.await()).isEqualTo(TokenStatus.REFUSED);
        }
        judge = (_, _) -> new Verdict.Accepted(null);
        assertThat(standing(BOB)).isEqualTo(TokenStatus.ACCEPTED);
    }

    @Test
    void regainsRefusalsHoweverShortTheIntervals() {
        var network = new ClientNetworkLimits(new AdmissionLimits(1, 1, 1, 60, 8, Duration.ofSeconds(20)), now::get);
        now.updateAndGet(instant -> instant.plusSeconds(1));
        network.refused();
        for (int i = 0; i < 5000; i++) {
            assertThat(network.exhausted()).isTrue();
            now.updateAndGet(instant -> instant.plusNanos(200_000));
        }
        now.updateAndGet(instant -> instant.plusNanos(200_000));
        assertThat(network.exhausted()).isFalse();
    }

    @Test
    void releasesSlotWhenListenerFails() throws InterruptedException {
        verdicts.onChange(_ -> {
            throw new IllegalStateException("of the test");
        });
        assertThat(standing(ADA)).isEqualTo(TokenStatus.ACCEPTED);
        now.updateAndGet(instant -> instant.plusSeconds(61));
        judge = (_, _) -> new Verdict.Refused();
        while (standing(ADA) != TokenStatus.REFUSED) {
            Thread.sleep(1); // the slot of the first judgement is returned a little after its verdict
        }
        judge = (_, _) -> new Verdict.Accepted("reader");
        assertThat(standing(BOB)).isEqualTo(TokenStatus.ACCEPTED);
    }
}
