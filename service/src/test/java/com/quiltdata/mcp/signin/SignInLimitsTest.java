package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.admission.ClientAddressResolver;
import com.quiltdata.mcp.signin.SignInLimits.Rate;
import com.quiltdata.mcp.signin.SignInLimits.Rates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignInLimitsTest {
    private static final ClientAddress HOME = new ClientAddress("192.0.2.1", "192.0.2.1", false);
    private static final ClientAddress OFFICE = new ClientAddress("192.0.2.2", "192.0.2.2", false);
    private static final ClientAddress SHARED = new ClientAddress("192.0.2.3", "192.0.2.3", true);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final SignInLimits limits = new SignInLimits(
            new Rates(
                    new Rate(8, 1),
                    new Rate(3, 0.5),
                    new Rate(2, 0.25),
                    new Rate(2, 0.5),
                    new Rate(5, 2),
                    new Rate(1, 0.1)),
            now::get);

    @Test
    void refusesAnAddressAboveItsRateAndSaysWhenToTryAgain() {
        assertThat(limits.count(SignInStep.TOKEN, HOME)).isEmpty();
        assertThat(limits.count(SignInStep.TOKEN, HOME)).isEmpty();
        assertThat(limits.count(SignInStep.TOKEN, HOME)).contains(Duration.ofSeconds(2));
        now.updateAndGet(it -> it.plusSeconds(1));
        assertThat(limits.count(SignInStep.TOKEN, HOME)).contains(Duration.ofSeconds(1));
        now.updateAndGet(it -> it.plusSeconds(1));
        assertThat(limits.count(SignInStep.TOKEN, HOME)).isEmpty();
    }

    @Test
    void countsAddressesStepsAndClientsApart() {
        spend(SignInStep.TOKEN, HOME);
        assertThat(limits.count(SignInStep.TOKEN, OFFICE)).isEmpty();
        assertThat(limits.count(SignInStep.REGISTER, HOME)).isEmpty();
        assertThat(limits.countKnown(SignInStep.TOKEN, "192.0.2.1", "192.0.2.1"))
                .isEmpty();
        assertThat(limits.countKnown(SignInStep.TOKEN, "client", "code")).isEmpty();
    }

    @Test
    void refusesAClientAboveItsRate() {
        assertThat(limits.countKnown(SignInStep.TOKEN, "client", "1")).isEmpty();
        assertThat(limits.countKnown(SignInStep.TOKEN, "client", "2")).isEmpty();
        assertThat(limits.countKnown(SignInStep.TOKEN, "client", null)).isEmpty();
        assertThat(limits.countKnown(SignInStep.TOKEN, "client", "3")).contains(Duration.ofSeconds(2));
        assertThat(limits.countKnown(SignInStep.TOKEN, "other", "4")).isEmpty();
    }

    @Test
    void refusesACodeAboveItsRateAndTakesNothingFromItsClient() {
        assertThat(limits.countKnown(SignInStep.TOKEN, "client", "1")).isEmpty();
        assertThat(limits.countKnown(SignInStep.TOKEN, "client", "1")).isEmpty();
        assertThat(limits.countKnown(SignInStep.TOKEN, "client", "1")).contains(Duration.ofSeconds(4));
        assertThat(limits.countKnown(SignInStep.REFRESH, "client", "1")).isEmpty();
        assertThat(limits.countKnown(SignInStep.TOKEN, "client", "2")).isEmpty();
    }

    @Test
    void countsTheNetworksOfAnIpv6SiteTogether() {
        for (int i = 0; i < 5; i++) {
            assertThat(limits.count(SignInStep.TOKEN, network("2001:db8:1:" + i)))
                    .isEmpty();
        }
        assertThat(limits.count(SignInStep.TOKEN, network("2001:db8:1:5"))).contains(Duration.ofSeconds(1));
        assertThat(limits.count(SignInStep.TOKEN, network("2001:db8:2:5"))).isEmpty();
    }

    private static ClientAddress network(String prefix) {
        return new ClientAddressResolver(0, _ -> false).of(prefix + "::1", List.of());
    }

    @Test
    void givesSharedAddressesALargerLimit() {
        assertThat(spend(SignInStep.TOKEN, SHARED)).isEqualTo(5);
        assertThat(limits.count(SignInStep.TOKEN, SHARED)).contains(Duration.ofSeconds(1));
        assertThat(spend(SignInStep.TOKEN, HOME)).isEqualTo(2);
        now.updateAndGet(it -> it.plusSeconds(1));
        assertThat(spend(SignInStep.TOKEN, SHARED)).isEqualTo(2);
    }

    @Test
    void limitsAllStrangersTogether() {
        for (int i = 0; i < 8; i++) {
            assertThat(limits.countStranger(SignInStep.TOKEN)).isEmpty();
        }
        assertThat(limits.countStranger(SignInStep.TOKEN)).contains(Duration.ofSeconds(1));
        assertThat(limits.countStranger(SignInStep.REVOKE)).isEmpty();
        assertThat(limits.countKnown(SignInStep.TOKEN, "client", "code")).isEmpty();
    }

    @Test
    void limitsAllClientsTogether() {
        for (int i = 0; i < 8; i++) {
            assertThat(limits.countKnown(SignInStep.REFRESH, "client " + i, "token " + i))
                    .isEmpty();
        }
        assertThat(limits.countKnown(SignInStep.REFRESH, "client", "token")).contains(Duration.ofSeconds(1));
        assertThat(limits.countKnown(SignInStep.TOKEN, "client", "token")).isEmpty();
        assertThat(limits.countStranger(SignInStep.REFRESH)).isEmpty();
    }

    @Test
    void countsDocumentsApartFromSteps() {
        spend(SignInStep.AUTHORIZE, HOME);
        assertThat(limits.countDocument(HOME)).isEmpty();
        assertThat(limits.countDocument(HOME)).contains(Duration.ofSeconds(10));
        assertThat(limits.countDocument(OFFICE)).isEmpty();
        assertThat(limits.countDocument(SHARED)).isEmpty();
        assertThat(limits.countDocument(SHARED)).isEmpty();
        assertThat(limits.countDocument(SHARED)).contains(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({
        "200, ok",
        "302, ok",
        "399, ok",
        "400, refused",
        "499, refused",
        "500, error",
        "502, error",
        "503, unavailable"
    })
    void outcomeOfAStepFollowsItsStatusUnlessItIsRefused(int status, String outcome) {
        var attempt = new StepAttempt(SignInStep.TOKEN, HOME, limits);
        assertThat(attempt.outcome(status)).isEqualTo(outcome);
        attempt.refused();
        assertThat(attempt.outcome(status)).isEqualTo("refused");
    }

    @Test
    void stepNamesItsClientByHostOrElseByScheme() {
        var attempt = new StepAttempt(SignInStep.TOKEN, HOME, limits);
        assertThat(attempt.host()).isEqualTo("-");
        attempt.named("https://claude.ai/callback");
        assertThat(attempt.host()).isEqualTo("claude.ai");
        attempt.named("com.example.app:/callback");
        assertThat(attempt.host()).isEqualTo("com.example.app:");
    }

    @Test
    void stepIsCountedOnceForItsClientOrElseAsAStrangers() {
        var attempt = new StepAttempt(SignInStep.TOKEN, HOME, limits);
        attempt.known("client", "code");
        for (int i = 0; i < 20; i++) {
            attempt.stranger();
        }
        assertThat(attempt.limited()).isFalse();
        for (int i = 0; i < 8; i++) {
            new StepAttempt(SignInStep.TOKEN, HOME, limits).stranger();
        }
        var stranger = new StepAttempt(SignInStep.TOKEN, HOME, limits);
        assertThatThrownBy(stranger::stranger).isInstanceOf(TooManyStepsException.class);
        assertThat(stranger.limited()).isTrue();
        var second = new StepAttempt(SignInStep.TOKEN, HOME, limits);
        second.known("client", "code");
        assertThatThrownBy(() -> second.known("client", "code")).isInstanceOf(TooManyStepsException.class);
    }

    @Test
    void stepFetchesNoDocumentAboveTheLimitOfItsNetwork() {
        var attempt = new StepAttempt(SignInStep.AUTHORIZE, HOME, limits);
        attempt.countDocumentFetch();
        assertThatThrownBy(attempt::countDocumentFetch).isInstanceOf(TooManyStepsException.class);
    }

    /** Uses up an address's limit; returns how many requests were left. */
    private int spend(SignInStep step, ClientAddress from) {
        var count = 0;
        while (limits.count(step, from).isEmpty()) {
            count++;
        }
        return count;
    }
}
