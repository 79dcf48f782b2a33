package com.quiltdata.mcp.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Content;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResourceCacheTest {
    private static final Caller ADA = Caller.of("ada");
    private static final Caller BOB = Caller.of("bob");

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final ResourceCache cache = new ResourceCache(Duration.ofSeconds(100), now::get, _ -> {});

    private static Content content(Body body) {
        return new Content("a://b", "b", "text/plain", body, Duration.ZERO);
    }

    private Content get(Caller caller, String uri) {
        return cache.get(caller, uri, () -> Optional.of(content(new Body.Text("read " + reads.incrementAndGet()))))
                .orElseThrow();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void returnsCachedContentWithItsRemainingLifetime() {
        assertThat(get(ADA, "a://b").fresh()).isEqualTo(Duration.ofSeconds(100));
        pass(Duration.ofSeconds(30));
        var again = get(ADA, "a://b");
        assertThat(again.body()).isEqualTo(new Body.Text("read 1"));
        assertThat(again.fresh()).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void readsAgainAfterTheLifetime() {
        get(ADA, "a://b");
        pass(Duration.ofSeconds(100));
        assertThat(get(ADA, "a://b").body()).isEqualTo(new Body.Text("read 2"));
    }

    @Test
    void separatesCallersAndUris() {
        get(ADA, "a://b");
        get(BOB, "a://b");
        get(ADA, "a://c");
        assertThat(reads).hasValue(3);
    }

    @Test
    void separatesConnectionsByTheirLimitToBuckets() {
        get(ADA, "a://b");
        var limited = ScopedValue.where(AllowedBuckets.CURRENT, new AllowedBuckets(Set.of("one-bucket")));
        assertThat(limited.call(() -> get(ADA, "a://b")).body()).isEqualTo(new Body.Text("read 2"));
        assertThat(limited.call(() -> get(ADA, "a://b")).body()).isEqualTo(new Body.Text("read 2"));
        assertThat(get(ADA, "a://b").body()).isEqualTo(new Body.Text("read 1"));
        cache.forget(ADA);
        assertThat(limited.call(() -> get(ADA, "a://b")).body()).isEqualTo(new Body.Text("read 3"));
    }

    @Test
    void forgetsOnlyTheRefusedCaller() {
        get(ADA, "a://b");
        get(BOB, "a://b");
        cache.forget(ADA);
        get(BOB, "a://b");
        assertThat(reads).hasValue(2);
        get(ADA, "a://b");
        assertThat(reads).hasValue(3);
    }

    @Test
    void doesNotCacheAReadThatIsInProgressWhenItsCallerIsRefused() {
        var _ = cache.get(ADA, "a://b", () -> {
            cache.forget(ADA);
            return Optional.of(content(new Body.Text("late")));
        });
        assertThat(get(ADA, "a://b").body()).isEqualTo(new Body.Text("read 1"));
    }

    @Test
    void cachesNoFailureAndNoMissingResource() {
        assertThatExceptionOfType(Failure.Denied.class)
                .isThrownBy(() -> cache.get(ADA, "a://b", () -> {
                    throw new Failure.Denied("no");
                }));
        assertThat(cache.get(ADA, "a://b", Optional::empty)).isEmpty();
        assertThat(get(ADA, "a://b").body()).isEqualTo(new Body.Text("read 1"));
    }

    @Test
    void limitsTheBytes() {
        for (int i = 0; i < 20; i++) {
            var _ = cache.get(ADA, "a://" + i, () -> Optional.of(content(new Body.Blob(new byte[16 << 20]))));
        }
        var cached = new AtomicInteger(20);
        for (int i = 0; i < 20; i++) {
            var _ = cache.get(ADA, "a://" + i, () -> {
                cached.decrementAndGet();
                return Optional.empty();
            });
        }
        assertThat(cached).hasValueLessThanOrEqualTo(4);
    }

    /** 100 names of 63 characters are at least 6,300 bytes of a key, so that 64 MiB hold at most 10,652 such keys. */
    @Test
    void countsTheBucketsOfTheKey() {
        var content = content(new Body.Text(""));
        var cached = new AtomicInteger();
        for (int round = 0; round < 2; round++) {
            cached.set(0);
            for (int i = 0; i < 8_000; i++) {
                var buckets = new HashSet<String>();
                for (int name = 0; name < 100; name++) {
                    buckets.add("%031d.%031d".formatted(i, name));
                }
                cached.incrementAndGet();
                var _ = ScopedValue.where(AllowedBuckets.CURRENT, new AllowedBuckets(buckets))
                        .call(() -> cache.get(ADA, "a://b", () -> {
                            cached.decrementAndGet();
                            return Optional.of(content);
                        }));
            }
        }
        assertThat(cached).hasValueLessThan(5_400);
    }

    @Test
    void limitsTheNumberOfEntries() {
        for (int i = 0; i < 12_000; i++) {
            get(ADA, "a://" + i);
        }
        var cached = new AtomicInteger(12_000);
        for (int i = 0; i < 12_000; i++) {
            var _ = cache.get(ADA, "a://" + i, () -> {
                cached.decrementAndGet();
                return Optional.empty();
            });
        }
        assertThat(cached).hasValueLessThanOrEqualTo(10_001);
    }

    @Test
    void cachesNothingWithLifetimeZero() {
        var none = new ResourceCache(Duration.ZERO, now::get, _ -> {});
        for (int i = 0; i < 2; i++) {
            assertThat(none.get(ADA, "a://b", () -> Optional.of(content(new Body.Text("x" + reads.incrementAndGet())))))
                    .map(Content::fresh)
                    .contains(Duration.ZERO);
        }
        assertThat(reads).hasValue(2);
    }
}
