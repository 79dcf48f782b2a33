package com.quiltdata.mcp.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.identity.Credentials;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.testing.Latches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CredentialsCacheTest {
    private static final Caller ANNA = Caller.of("anna");
    private static final Caller BEN = Caller.of("ben");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicInteger exchanges = new AtomicInteger();

    @Test
    void fiftyCallsOfOneCallerMakeOneExchange() throws Exception {
        var open = new CountDownLatch(1);
        var cache = cache(caller -> {
            Latches.await(open);
            return issue(caller, Duration.ofHours(1));
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> cache.get(ANNA)))
                    .toList();
            open.countDown();
            for (var call : calls) {
                assertThat(call.get(60, TimeUnit.SECONDS).accessKeyId()).isEqualTo("anna-1");
            }
        }
        assertThat(exchanges).hasValue(1);
    }

    @Test
    void callersDoNotShareCredentials() {
        var cache = cache(caller -> issue(caller, Duration.ofHours(1)));

        assertThat(cache.get(ANNA).accessKeyId()).isEqualTo("anna-1");
        assertThat(cache.get(BEN).accessKeyId()).isEqualTo("ben-2");
        assertThat(cache.get(ANNA).accessKeyId()).isEqualTo("anna-1");
    }

    @Test
    void slowExchangeDoesNotDelayOtherCallers() {
        var never = new CountDownLatch(1);
        var cache = cache(caller -> {
            if (caller.equals(ANNA)) {
                Latches.await(never);
            }
            return issue(caller, Duration.ofHours(1));
        });
        var stuck = Thread.ofVirtual().start(() -> cache.get(ANNA));

        // Many callers, so that some share a bin of the map with the stuck one.
        for (var caller : callers(500)) {
            assertThat(cache.get(caller).accessKeyId()).startsWith(caller.bearer());
        }
        never.countDown();
        assertThat(stuck).isNotNull();
    }

    @Test
    void doesNotCacheFailure() {
        var down = new AtomicBoolean(true);
        var cache = cache(caller -> {
            if (down.getAndSet(false)) {
                throw new Failure.Denied("no");
            }
            return issue(caller, Duration.ofHours(1));
        });

        assertThatThrownBy(() -> cache.get(ANNA)).isInstanceOf(Failure.Denied.class);
        assertThat(cache.get(ANNA).accessKeyId()).isEqualTo("anna-1");
    }

    /** CloudWatch counts these words: a caller's expired token must not be among them. */
    @Test
    void logsFailedExchangesButNotRefusedOnes() {
        var log = (Logger) LoggerFactory.getLogger(CredentialsCache.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        try {
            for (var thrown : List.of(
                    new Failure.Unavailable("It is down.", null),
                    new Failure.Denied("no"),
                    new UnauthenticatedException())) {
                var cache = cache(caller -> {
                    throw thrown;
                });
                assertThatThrownBy(() -> cache.get(ANNA)).isInstanceOf(thrown.getClass());
            }
        } finally {
            log.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("no AWS credentials: It is down. caller=")
                        .doesNotContain("anna"));
    }

    @Test
    void stopsWaitingForHangingRegistryAtTimeout() {
        var never = new CountDownLatch(1);
        var cache = new CredentialsCache(
                caller -> {
                    Latches.await(never);
                    return issue(caller, Duration.ofHours(1));
                },
                Duration.ofMillis(50),
                now::get,
                Meters.none());

        assertThatThrownBy(() -> cache.get(ANNA)).isInstanceOf(Failure.TooLate.class);
        never.countDown();
    }

    @Test
    void doesNotReturnCredentialsInTheirLastFiveMinutes() {
        var cache = cache(caller -> issue(caller, Duration.ofHours(1)));
        cache.get(ANNA);

        now.set(START.plus(Duration.ofMinutes(55)));

        assertThat(cache.get(ANNA).accessKeyId()).isEqualTo("anna-2");
    }

    @Test
    void cachesShortLivedCredentialsForHalfTheirLife() {
        var cache = cache(caller -> issue(caller, Duration.ofMinutes(4)));
        cache.get(ANNA);

        now.set(START.plusSeconds(59));
        assertThat(cache.get(ANNA).accessKeyId()).isEqualTo("anna-1");
        now.set(START.plusSeconds(121));
        assertThat(cache.get(ANNA).accessKeyId()).isEqualTo("anna-2");
    }

    @Test
    void refreshesInBackgroundBeforeExpiry() throws Exception {
        var refreshed = new CompletableFuture<Instant>();
        var cache = cache(caller -> {
            var fresh = issue(caller, Duration.ofHours(1));
            if (fresh.accessKeyId().equals("anna-2")) {
                refreshed.complete(fresh.expiration());
            }
            return fresh;
        });
        cache.get(ANNA);

        now.set(START.plus(Duration.ofMinutes(51)));
        for (int i = 0; i < 20; i++) {
            assertThat(cache.get(ANNA).accessKeyId()).isIn("anna-1", "anna-2");
        }

        refreshed.get(60, TimeUnit.SECONDS);
        assertThat(exchanges).hasValue(2);
    }

    @Test
    void forgetsRefusedCredentialsButNotTheirSuccessor() {
        var cache = cache(caller -> issue(caller, Duration.ofHours(1)));
        var refused = cache.get(ANNA);

        cache.forget(ANNA, refused);
        var fresh = cache.get(ANNA);
        cache.forget(ANNA, refused);

        assertThat(fresh.accessKeyId()).isEqualTo("anna-2");
        assertThat(cache.get(ANNA)).isEqualTo(fresh);
        cache.forget(ANNA);
        assertThat(cache.get(ANNA).accessKeyId()).isEqualTo("anna-3");
    }

    private CredentialsCache cache(Function<Caller, Credentials> exchange) {
        return new CredentialsCache(exchange, Duration.ofSeconds(20), now::get, Meters.none());
    }

    private Credentials issue(Caller caller, Duration life) {
        var key = caller.bearer() + "-" + exchanges.incrementAndGet();
        return new Credentials(key, "secret", "session", now.get().plus(life));
    }

    private static List<Caller> callers(int count) {
        return IntStream.range(0, count).mapToObj(i -> Caller.of("caller" + i)).toList();
    }
}
