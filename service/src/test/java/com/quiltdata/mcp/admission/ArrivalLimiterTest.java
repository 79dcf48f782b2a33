package com.quiltdata.mcp.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.Scrape;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** How many requests may be receiving their bodies. */
final class ArrivalLimiterTest {
    private final Meters meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
    private final ArrivalLimiter arrivals = new ArrivalLimiter(16, 8, meters);

    private static ClientAddress from(int network) {
        return new ClientAddress("192.0.2." + network, "192.0.2." + network, false);
    }

    private int begun(int attempts, ClientAddress from, boolean accepted) {
        int begun = 0;
        for (int i = 0; i < attempts; i++) {
            begun += arrivals.begin(from, accepted ? "caller" + i : null).isPresent() ? 1 : 0;
        }
        return begun;
    }

    @Test
    void limitsOneNetworkToHalfOfUnaccepted() {
        assertThat(begun(10, from(1), false)).isEqualTo(4);
        assertThat(begun(10, from(2), false)).isEqualTo(4);
        assertThat(begun(10, from(3), false)).isZero();
    }

    @Test
    void reservesRestForAcceptedCallers() {
        begun(10, from(1), false);
        begun(10, from(2), false);
        assertThat(begun(20, from(1), true)).isEqualTo(8);
    }

    @Test
    void doesNotLimitAcceptedCallersByAddress() {
        assertThat(begun(20, from(1), true)).isEqualTo(16);
        assertThat(begun(1, from(2), false)).isZero();
    }

    @Test
    void limitsOneAcceptedCallerToAThird() {
        var begun = 0;
        for (int i = 0; i < 20; i++) {
            begun += arrivals.begin(from(i), "caller").isPresent() ? 1 : 0;
        }
        assertThat(begun).isEqualTo(5);
    }

    @Test
    void doesNotLimitSharedAddresses() {
        assertThat(begun(20, new ClientAddress("192.0.2.1", "192.0.2.1", true), false))
                .isEqualTo(8);
    }

    @Test
    void releasesPermitOnce() {
        var held = new ArrayList<ArrivalLimiter.ArrivalPermit>();
        for (int i = 0; i < 4; i++) {
            held.add(arrivals.begin(from(1), null).orElseThrow());
        }
        assertThat(arrivals.begin(from(1), null)).isEmpty();
        held.getFirst().close();
        held.getFirst().close();
        assertThat(begun(10, from(1), false)).isEqualTo(1);
    }

    @Test
    void isEmptyAgainAfterAllHaveArrived() {
        var held = new ArrayList<ArrivalLimiter.ArrivalPermit>();
        for (int i = 0; i < 16; i++) {
            held.add(arrivals.begin(from(i), i < 6 ? null : "caller" + i).orElseThrow());
        }
        assertThat(Scrape.of(meters).sum("quilt_mcp_arrivals_under_way")).isEqualTo(16);
        held.forEach(ArrivalLimiter.ArrivalPermit::close);
        assertThat(Scrape.of(meters).sum("quilt_mcp_arrivals_under_way")).isZero();
        assertThat(begun(20, from(1), false)).isEqualTo(4);
        assertThat(begun(20, from(2), false)).isEqualTo(4);
        assertThat(begun(20, from(3), false)).isZero();
        assertThat(begun(20, from(1), true)).isEqualTo(8);
    }

    @Test
    void countsRefusalsByTheLimitThatWasReached() {
        assertThat(begun(5, from(1), false)).isEqualTo(4);
        assertThat(refusals("address")).isEqualTo(1);
        assertThat(begun(5, from(2), false)).isEqualTo(4);
        assertThat(refusals("unaccepted")).isEqualTo(1);
        for (int i = 0; i < 6; i++) {
            var _ = arrivals.begin(from(i), "caller");
        }
        assertThat(refusals("caller")).isEqualTo(1);
        assertThat(begun(4, from(1), true)).isEqualTo(3);
        assertThat(refusals("server")).isEqualTo(1);
    }

    private double refusals(String reason) {
        return Scrape.of(meters).sum("quilt_mcp_arrival_refusals_total", "reason=\"" + reason + "\"");
    }
}
