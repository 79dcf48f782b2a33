package com.quiltdata.mcp.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.testing.CountedLines;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {
    /** Longer than any test, so that the library's own timer never plays a part. */
    private static final Duration OPEN_TIME = Duration.ofHours(1);

    private final Time time = new Time();
    private final BreakerRegistry breakers = new BreakerRegistry(true, OPEN_TIME, Meters.none(), time);
    private final Breaker breaker = breakers.of("registry");

    /** A clock that a test moves. */
    private static final class Time extends Clock {
        Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private void exchange(String caller, ExchangeOutcome ending) {
        breaker.tryEnter(caller, true).orElseThrow().end(ending);
    }

    private void exchanges(int count, ExchangeOutcome ending) {
        IntStream.range(0, count).forEach(_ -> exchange("caller", ending));
    }

    private void open() {
        exchanges(10, ExchangeOutcome.UNREACHABLE);
        assertThat(breakers.open()).containsExactly("registry");
    }

    @Test
    void logsEachOpeningInALineThatAlarmsCount() throws IOException {
        try (var lines = new CountedLines(Breaker.class.getName())) {
            open();
            assertThat(lines.counted("BreakersOpened")).isEqualTo(1);
        }
    }

    private void halfOpen() {
        open();
        time.now = time.now.plus(OPEN_TIME).plusMillis(1);
    }

    @Test
    void opensWhenTenExchangesDoNotReachTheUpstream() {
        exchanges(9, ExchangeOutcome.UNREACHABLE);
        assertThat(breakers.open()).isEmpty();

        exchanges(1, ExchangeOutcome.UNREACHABLE);

        assertThat(breaker.tryEnter("caller", true)).isEmpty();
        assertThat(breakers.open()).containsExactly("registry");
        assertThat(breaker.retryAfterSeconds()).isEqualTo(OPEN_TIME.toSeconds());
    }

    @Test
    void staysClosedWhileMostExchangesAreAnswered() {
        for (int i = 0; i < 100; i++) {
            exchanges(3, ExchangeOutcome.ANSWERED);
            exchanges(2, ExchangeOutcome.UNREACHABLE);
        }
        assertThat(breakers.open()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ANSWERED", "SUSPECT", "UNKNOWN"})
    void isNotOpenedByOneCaller(ExchangeOutcome ending) {
        exchanges(500, ending);
        assertThat(breakers.open()).isEmpty();
    }

    @Test
    void ignoresCallersOutsideQuorum() {
        for (int i = 0; i < 20; i++) {
            breaker.tryEnter("invented-" + i, false).orElseThrow().end(ExchangeOutcome.SUSPECT);
        }
        assertThat(breakers.open()).isEmpty();
        for (int i = 0; i < 20; i++) {
            breaker.tryEnter("invented-" + i, false).orElseThrow().end(ExchangeOutcome.ANSWERED);
        }
        IntStream.range(0, 5).forEach(i -> exchange("caller-" + i, ExchangeOutcome.SUSPECT));
        assertThat(breakers.open()).containsExactly("registry");
    }

    @Test
    void opensWhenFiveCallersMeetTimeouts() {
        IntStream.range(0, 4).forEach(i -> exchange("caller-" + i, ExchangeOutcome.SUSPECT));
        assertThat(breakers.open()).isEmpty();
        exchange("caller-4", ExchangeOutcome.SUSPECT);
        assertThat(breakers.open()).containsExactly("registry");
    }

    @Test
    void closesWithFirstResponseAfterOpenTime() {
        halfOpen();
        var trial = breaker.tryEnter("one", true).orElseThrow();
        assertThat(breakers.open()).containsExactly("registry");

        trial.end(ExchangeOutcome.ANSWERED);

        assertThat(breakers.open()).isEmpty();
        exchanges(9, ExchangeOutcome.UNREACHABLE);
        assertThat(breakers.open()).isEmpty();
    }

    @Test
    void opensAgainWhenATrialDoesNotReachTheUpstream() {
        halfOpen();
        exchange("one", ExchangeOutcome.UNREACHABLE);

        assertThat(breaker.tryEnter("two", true)).isEmpty();
        assertThat(breaker.retryAfterSeconds()).isEqualTo(OPEN_TIME.toSeconds());
    }

    @Test
    void admitsTrialsOfThreeDifferentCallers() {
        halfOpen();
        assertThat(breaker.tryEnter("one", true)).isPresent();
        assertThat(breaker.tryEnter("one", true)).isEmpty();
        assertThat(breaker.tryEnter("two", true)).isPresent();
        assertThat(breaker.tryEnter("three", true)).isPresent();
        assertThat(breaker.tryEnter("four", true)).isEmpty();
        assertThat(breaker.retryAfterSeconds()).isEqualTo(1);
    }

    @Test
    void inconclusiveTrialFreesItsPlace() {
        halfOpen();
        for (int i = 0; i < 20; i++) {
            exchange("one", i % 2 == 0 ? ExchangeOutcome.SUSPECT : ExchangeOutcome.UNKNOWN);
        }
        exchange("two", ExchangeOutcome.ANSWERED);
        assertThat(breakers.open()).isEmpty();
    }

    /** Those that began to wait while it was closed time out when it has been tried out and closed, or is being tried out. */
    @Test
    void ignoresExchangesBegunBeforeItOpened() {
        var before = IntStream.range(0, 50)
                .mapToObj(i -> breaker.tryEnter("old-" + i, true).orElseThrow())
                .toList();
        halfOpen();
        var trial = breaker.tryEnter("new", true).orElseThrow();
        before.subList(0, 25).forEach(permit -> permit.end(ExchangeOutcome.UNREACHABLE));
        trial.end(ExchangeOutcome.ANSWERED);
        before.subList(25, 50).forEach(permit -> permit.end(ExchangeOutcome.UNREACHABLE));

        assertThat(breakers.open()).isEmpty();
    }

    @Test
    void admitsAllWhenDisabled() {
        var off = BreakerRegistry.none();
        for (int i = 0; i < 100; i++) {
            off.of("registry")
                    .tryEnter("caller-" + i, true)
                    .orElseThrow()
                    .end(i % 2 == 0 ? ExchangeOutcome.UNREACHABLE : ExchangeOutcome.SUSPECT);
        }
        assertThat(off.open()).isEmpty();
    }

    @Test
    void keepsABoundedNumberOfUpstreams() {
        var many = IntStream.range(0, 1000)
                .mapToObj(i -> breakers.of("s3 region-" + i))
                .distinct()
                .count();
        assertThat(many).isLessThanOrEqualTo(65);
    }

    @ParameterizedTest
    @CsvSource({
        "200, ANSWERED",
        "400, ANSWERED",
        "401, ANSWERED",
        "403, ANSWERED",
        "408, ANSWERED",
        "429, ANSWERED",
        "500, SUSPECT",
        "501, ANSWERED",
        "502, UNREACHABLE",
        "503, UNREACHABLE",
        "504, UNREACHABLE"
    })
    void classifiesStatus(int status, ExchangeOutcome ending) {
        assertThat(ExchangeOutcome.of(status)).isEqualTo(ending);
    }

    @Test
    void classifiesFault() {
        assertThat(ExchangeOutcome.of(new ConnectException())).isEqualTo(ExchangeOutcome.UNREACHABLE);
        assertThat(ExchangeOutcome.of(new SocketException("Connection reset"))).isEqualTo(ExchangeOutcome.UNREACHABLE);
        assertThat(ExchangeOutcome.of(new RuntimeException(new IOException()))).isEqualTo(ExchangeOutcome.UNREACHABLE);
        assertThat(ExchangeOutcome.of(new SocketTimeoutException())).isEqualTo(ExchangeOutcome.SUSPECT);
        assertThat(ExchangeOutcome.of(new TimeoutException())).isEqualTo(ExchangeOutcome.SUSPECT);
        assertThat(ExchangeOutcome.of(new InterruptedException())).isEqualTo(ExchangeOutcome.UNKNOWN);
        assertThat(ExchangeOutcome.of(new InterruptedIOException())).isEqualTo(ExchangeOutcome.UNKNOWN);
        assertThat(ExchangeOutcome.of(new UnknownHostException())).isEqualTo(ExchangeOutcome.UNKNOWN);
        assertThat(ExchangeOutcome.of(new SSLHandshakeException("untrusted"))).isEqualTo(ExchangeOutcome.UNKNOWN);
        assertThat(ExchangeOutcome.of((Throwable) null)).isEqualTo(ExchangeOutcome.ANSWERED);
        assertThat(ExchangeOutcome.of(new IllegalStateException())).isEqualTo(ExchangeOutcome.ANSWERED);
    }
}
