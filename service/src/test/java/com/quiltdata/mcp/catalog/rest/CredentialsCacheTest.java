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
import com.quiltdata.mcp.testing.CollidingTokens;
import com.quiltdata.mcp.testing.Latches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    /** More callers than the cache holds, some with keys of equal hash codes, while entries expire and are dropped. */
    @Test
    void returnsOnlyTheCallersOwnCredentialsUnderPressure() throws Exception {
        var colliding = CollidingTokens.pairs(8).stream().map(Caller::of).toList();
        var cache = cache(caller -> issue(caller, Duration.ofMinutes(30)));
        var wrong = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var work = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++) {
                var seed = i;
                work.add(threads.submit(() -> {
                    var random = new Random(seed);
                    for (int call = 0; call < 3_000; call++) {
                        var caller = call % 3 == 0
                                ? Caller.of("crowd" + random.nextInt(12_000))
                                : colliding.get(random.nextInt(colliding.size()));
                        var got = cache.get(caller);
                        wrong.addAndGet(got.accessKeyId().startsWith(caller.bearer() + "-") ? 0 : 1);
                        switch (random.nextInt(40)) {
                            case 0 -> cache.forget(caller);
                            case 1, 2 -> cache.forget(caller, got);
                            case 3 -> now.updateAndGet(it -> it.plus(Duration.ofMinutes(2)));
                            default -> {}
                        }
                    }
                }));
            }
            for (var one : work) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(wrong).hasValue(0);
    }

    @Test
    void failedExchangeFailsTheCallsOfItsCallerAlone() throws Exception {
        var open = new CountDownLatch(1);
        var pair = CollidingTokens.pairs(1);
        var cache = cache(caller -> {
            Latches.await(open);
            if (caller.bearer().equals(pair.getFirst())) {
                throw new UnauthenticatedException();
            }
            return issue(caller, Duration.ofHours(1));
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var refused = IntStream.range(0, 5)
                    .mapToObj(i -> threads.submit(() -> cache.get(Caller.of(pair.getFirst()))))
                    .toList();
            var served = IntStream.range(0, 5)
                    .mapToObj(i -> threads.submit(() -> cache.get(Caller.of(pair.getLast()))))
                    .toList();
            open.countDown();
            for (var call : refused) {
                assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(UnauthenticatedException.class);
            }
            for (var call : served) {
                assertThat(call.get(60, TimeUnit.SECONDS).accessKeyId()).startsWith(pair.getLast());
            }
        }
    }

    @Test
    void cancelledCallDoesNotCancelTheExchangeOfTheOthers() throws Exception {
        var begun = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        var cache = cache(caller -> {
            begun.countDown();
            Latches.await(open);
            return issue(caller, Duration.ofHours(1));
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var cancelled = threads.submit(() -> cache.get(ANNA));
            Latches.await(begun);
            var other = threads.submit(() -> cache.get(ANNA));
            cancelled.cancel(true);
            open.countDown();
            assertThat(other.get(60, TimeUnit.SECONDS).accessKeyId()).isEqualTo("anna-1");
        }
        assertThat(cache.get(ANNA).accessKeyId()).isEqualTo("anna-1");
    }

    /** An exchange that the registry decided before a role switch reaches the calls from before it, and no other. */
    @Test
    void doesNotKeepAnExchangeThatWasForgottenUnderWay() throws Exception {
        var begun = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        var cache = cache(caller -> {
            var decided = issue(caller, Duration.ofHours(1));
            if (decided.accessKeyId().equals("anna-1")) {
                begun.countDown();
                Latches.await(open);
            }
            return decided;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var before = threads.submit(() -> cache.get(ANNA));
            Latches.await(begun);
            cache.forget(ANNA);
            assertThat(cache.get(ANNA).accessKeyId()).isEqualTo("anna-2");
            open.countDown();
            assertThat(before.get(60, TimeUnit.SECONDS).accessKeyId()).isEqualTo("anna-1");
        }
        assertThat(cache.get(ANNA).accessKeyId()).isEqualTo("anna-2");
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
