package com.quiltdata.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How fast a long body must arrive. */
@Timeout(30)
final class MinimumRateReaderTest {
    private static final int SMALL = 64 * 1024;
    private static final int RATE = 16 * 1024;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    private MinimumRateReader paced(PipedInputStream in, Duration timeout) {
        return new MinimumRateReader(in, new BodyLimits(1_000_000, timeout), new BodyTimeout(clock), System.nanoTime());
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
    void startsTheGraceAtTheFirstRead() throws IOException, InterruptedException {
        var in = new PipedInputStream(SMALL);
        try (var out = new PipedOutputStream(in)) {
            var stream = paced(in, Duration.ofMinutes(10));
            Thread.sleep(1100); // as long as memory for the body is waited for
            var reader = Thread.currentThread();
            var writer = Thread.ofVirtual().start(() -> write(out, reader));
            assertThat(stream.fill(new byte[1000])).isEqualTo(1000);
            writer.join();
        }
    }

    /** Writes once the reader waits. */
    private static void write(PipedOutputStream out, Thread reader) {
        try {
            while (reader.getState() != Thread.State.TIMED_WAITING) {
                Thread.sleep(1);
            }
            out.write(new byte[1000]);
            out.flush();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void allowsLongBodiesAtTheMinimumRate() {
        var limits = new BodyLimits(1_000_000, Duration.ofMinutes(10));
        var now = System.nanoTime();
        assertThat(limits.next(SMALL, now, now)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(limits.next(SMALL + 10 * RATE, now, now)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
        assertThat(new BodyLimits(1, Duration.ofSeconds(3)).next(SMALL + 10 * RATE, now, now))
                .isLessThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(limits.small()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.refused()).isEqualTo(Duration.ofSeconds(1));
    }
}
