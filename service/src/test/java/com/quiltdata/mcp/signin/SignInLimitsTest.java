package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.admission.ClientAddress;
import com.quiltdata.mcp.signin.SignInLimits.Rate;
import com.quiltdata.mcp.signin.SignInLimits.Rates;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class SignInLimitsTest {
    private static final ClientAddress HOME = new ClientAddress("192.0.2.1", "192.0.2.1", false);
    private static final ClientAddress OFFICE = new ClientAddress("192.0.2.2", "192.0.2.2", false);
    private static final ClientAddress SHARED = new ClientAddress("192.0.2.3", "192.0.2.3", true);
    private static final ClientAddress CLOUD = new ClientAddress("192.0.2.4", "192.0.2.4", true);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final SignInLimits limits = new SignInLimits(
            new Rates(new Rate(8, 1), new Rate(3, 0.5), new Rate(2, 0.5), new Rate(5, 2), new Rate(1, 0.1)), now::get);

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
        assertThat(limits.count(SignInStep.TOKEN, "192.0.2.1")).isEmpty();
        assertThat(limits.count(SignInStep.TOKEN, "client")).isEmpty();
    }

    @Test
    void refusesAClientAboveItsRate() {
        assertThat(limits.count(SignInStep.TOKEN, "client")).isEmpty();
        assertThat(limits.count(SignInStep.TOKEN, "client")).isEmpty();
        assertThat(limits.count(SignInStep.TOKEN, "client")).isEmpty();
        assertThat(limits.count(SignInStep.TOKEN, "client")).contains(Duration.ofSeconds(2));
        assertThat(limits.count(SignInStep.TOKEN, "other")).isEmpty();
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
    void limitsAllAddressesTogether() {
        spend(SignInStep.TOKEN, SHARED);
        assertThat(spend(SignInStep.TOKEN, CLOUD)).isEqualTo(3);
        assertThat(limits.count(SignInStep.TOKEN, OFFICE)).contains(Duration.ofSeconds(1));
        assertThat(limits.count(SignInStep.REVOKE, OFFICE)).isEmpty();
    }

    @Test
    void countsARefreshAgainstAllOnlyOnceItsTokenIsKnown() {
        for (int i = 0; i < 20; i++) {
            var stranger = new ClientAddress("198.51.100." + i, "198.51.100." + i, false);
            assertThat(limits.count(SignInStep.REFRESH, stranger)).isEmpty();
        }
        for (int i = 0; i < 8; i++) {
            assertThat(limits.count(SignInStep.REFRESH, "client " + i)).isEmpty();
        }
        assertThat(limits.count(SignInStep.REFRESH, "client")).contains(Duration.ofSeconds(1));
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

    @Test
    void anAddressThatIsRefusedTakesNothingFromAll() {
        spend(SignInStep.TOKEN, HOME);
        for (int i = 0; i < 10; i++) {
            assertThat(limits.count(SignInStep.TOKEN, HOME)).isPresent();
        }
        assertThat(limits.count(SignInStep.TOKEN, OFFICE)).isEmpty();
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
