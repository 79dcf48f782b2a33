package com.quiltdata.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How fast a long body must arrive. */
@Timeout(30)
final class MinimumRateReaderTest {
    private static final int SMALL = 64 * 1024;
    private static final int RATE = 16 * 1024;

    /** The delays for which the timers of a reader were set. */
    private final List<Duration> timers = new CopyOnWriteArrayList<>();

    private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            timers.add(Duration.of(delay, unit.toChronoUnit()));
            return super.schedule(command, delay, unit);
        }
    };

    private long now;

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    private MinimumRateReader paced(PipedInputStream in, Duration timeout) {
        return new MinimumRateReader(
                in, new BodyLimits(1_000_000, timeout), new BodyTimeout(scheduler), () -> now, now);
    }

    @Test
    void readsBodyThatArrivesInTime() throws IOException {
        var in = new PipedInputStream(SMALL);
        try (var out = new PipedOutputStream(in)) {
            out.write(new byte[1000]);
        }
        assertThat(paced(in, Duration.ofSeconds(30)).fill(new byte[2000])).isEqualTo(1000);
    }

    @Test
    void failsOnSilenceBeforeTheTotalTimeout() throws IOException {
        var in = new PipedInputStream(2 * SMALL);
        try (var out = new PipedOutputStream(in)) {
            out.write(new byte[SMALL + RATE]);
            var stream = paced(in, Duration.ofMinutes(10));
            assertThatThrownBy(() -> stream.fill(new byte[2 * SMALL])).isInstanceOf(IOException.class);
            assertThat(stream.late()).isTrue();
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void startsTheGraceAtTheFirstRead() throws IOException {
        var in = new PipedInputStream(SMALL);
        try (var out = new PipedOutputStream(in)) {
            out.write(new byte[1000]);
        }
        var stream = paced(in, Duration.ofMinutes(10));
        now += Duration.ofSeconds(20).toNanos(); // as long as memory for the body is waited for
        assertThat(stream.fill(new byte[1000])).isEqualTo(1000);
        assertThat(timers).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void allowsLongBodiesAtTheMinimumRate() {
        var limits = new BodyLimits(1_000_000, Duration.ofMinutes(10));
        assertThat(limits.next(SMALL, now, now, now)).isEqualTo(Duration.ofSeconds(1));
        assertThat(limits.next(SMALL + 10 * RATE, now, now, now)).isEqualTo(Duration.ofSeconds(11));
        assertThat(new BodyLimits(1, Duration.ofSeconds(3)).next(SMALL + 10 * RATE, now, now, now))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(limits.small()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.refused()).isEqualTo(Duration.ofSeconds(1));
    }
}
