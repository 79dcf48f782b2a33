package com.quiltdata.mcp.catalog.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.CatalogException.Throttled;
import com.quiltdata.mcp.catalog.CatalogException.TooLarge;
import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Manifests share a bounded room. */
class ManifestSharesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void whatIsLargerThanAllIsRefusedAtOnce() {
        var shares = new ManifestShares(100, LONG);

        assertThatThrownBy(() -> shares.holding(101, () -> "x"))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("101 bytes")
                .hasMessageContaining("QUILT_MCP_MANIFEST_BYTES");
        assertThat(shares.<String>holding(100, () -> "x")).isEqualTo("x");
    }

    @Test
    void whoFindsNoneFreeIsThrottled() throws InterruptedException {
        var shares = new ManifestShares(100, Duration.ofMillis(20));
        var done = new CountDownLatch(1);
        var other = holder(shares, 60, done);

        assertThatThrownBy(() -> shares.holding(60, () -> "x"))
                .isInstanceOfSatisfying(
                        Throttled.class, e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofMillis(20)));
        assertThat(shares.<String>holding(40, () -> "x")).isEqualTo("x");
        done.countDown();
        other.join();
    }

    @Test
    void whoWaitsGetsWhatComesFree() throws InterruptedException {
        var shares = new ManifestShares(100, LONG);
        var done = new CountDownLatch(1);
        var other = holder(shares, 60, done);
        var waiting = CompletableFuture.supplyAsync(() -> shares.<String>holding(60, () -> "x"));

        done.countDown();

        assertThat(waiting.join()).isEqualTo("x");
        other.join();
    }

    @Test
    void workThatFailsGivesItsShareBack() {
        var shares = new ManifestShares(100, LONG);

        assertThatThrownBy(() -> shares.holding(100, () -> {
                    throw new TooLate("late", null);
                }))
                .isInstanceOf(TooLate.class);
        assertThat(shares.<String>holding(100, () -> "x")).isEqualTo("x");
    }

    @Test
    void workWithinWorkHoldsBoth() {
        var shares = new ManifestShares(100, LONG);

        assertThat(shares.<String>holding(50, () -> shares.holding(50, () -> "x")))
                .isEqualTo("x");
        assertThatThrownBy(() -> shares.holding(50, () -> shares.holding(51, () -> "x")))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("together with the other one");
    }

    @Test
    void aCallThatIsGivenUpStopsWaiting() throws InterruptedException {
        var shares = new ManifestShares(100, LONG);
        var done = new CountDownLatch(1);
        var other = holder(shares, 60, done);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> shares.holding(60, () -> "x")).isInstanceOf(TooLate.class);
        assertThat(Thread.interrupted()).isTrue();
        done.countDown();
        other.join();
    }

    /** Another call that holds its share until it is told to end. */
    private static Thread holder(ManifestShares shares, int bytes, CountDownLatch done) throws InterruptedException {
        var holds = new CountDownLatch(1);
        var thread = Thread.ofVirtual()
                .start(() -> shares.holding(bytes, () -> {
                    holds.countDown();
                    try {
                        done.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return "held";
                }));
        holds.await();
        return thread;
    }
}
