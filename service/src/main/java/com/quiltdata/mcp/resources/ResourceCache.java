package com.quiltdata.mcp.resources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Content;
import com.quiltdata.mcp.tool.ToolJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A cache of each caller's resource contents, keyed by digests of caller and URI; limited in age, number and bytes.
 * Failures and missing resources are not cached.
 */
public final class ResourceCache {
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_ENTRIES = 10_000;
    private static final Duration REFUSAL = Duration.ofMinutes(10);

    private record Key(String caller, String uri) {}

    private record CachedContent(Content content, long since) {}

    private final Duration lifetime;
    private final Ticker ticker;
    private final Consumer<Boolean> looked;
    private final Cache<Key, CachedContent> kept;
    private final Cache<String, Boolean> refused;

    /** Creates a cache with this lifetime; zero disables it. */
    public ResourceCache(Duration lifetime) {
        this(lifetime, _ -> {});
    }

    /** Creates a cache that reports each lookup: true for a hit, false for a miss. */
    public ResourceCache(Duration lifetime, Consumer<Boolean> looked) {
        this(lifetime, Ticker.systemTicker(), looked);
    }

    ResourceCache(Duration lifetime, Ticker ticker) {
        this(lifetime, ticker, _ -> {});
    }

    private ResourceCache(Duration lifetime, Ticker ticker, Consumer<Boolean> looked) {
        this.lifetime = lifetime;
        this.ticker = ticker;
        this.looked = looked;
        this.kept = Caffeine.newBuilder()
                .expireAfterWrite(lifetime)
                .ticker(ticker)
                .maximumWeight(MOST_BYTES)
                .weigher((Key _, CachedContent it) -> weight(it.content()))
                .executor(Runnable::run)
                .build();
        this.refused = Caffeine.newBuilder()
                .expireAfterWrite(REFUSAL)
                .ticker(ticker)
                .maximumSize(MOST_ENTRIES)
                .executor(Runnable::run)
                .build();
    }

    /** Returns the cached content with its remaining lifetime; on a miss reads the content and caches it. */
    Optional<Content> get(Caller caller, String uri, Supplier<Optional<Content>> reading) {
        if (lifetime.isZero()) {
            return reading.get();
        }
        var key = new Key(caller.digest(), sha256(uri));
        var hit = kept.getIfPresent(key);
        looked.accept(hit != null);
        if (hit != null) {
            return Optional.of(fresh(hit.content(), lifetime.minusNanos(ticker.read() - hit.since())));
        }
        var since = ticker.read();
        return reading.get().map(content -> {
            if (refused.getIfPresent(caller.digest()) == null) {
                kept.put(key, new CachedContent(content, since));
            }
            return fresh(content, lifetime);
        });
    }

    /** Removes all content of a caller whose token was refused, and caches nothing of reads still in progress. */
    void forget(Caller caller) {
        refused.put(caller.digest(), true);
        kept.asMap().keySet().removeIf(key -> key.caller().equals(caller.digest()));
    }

    private static Content fresh(Content content, Duration left) {
        return new Content(
                content.uri(),
                content.name(),
                content.mimeType(),
                content.body(),
                left.isNegative() ? Duration.ZERO : left);
    }

    /** Returns the size in bytes, with a minimum that limits the number of entries. */
    private static int weight(Content content) {
        var size = switch (content.body()) {
            case Body.Json(var data) -> 2L * ToolJson.text(ToolJson.tree(data)).length();
            case Body.Text(var text) -> 2L * text.length();
            case Body.Blob(var bytes) -> bytes.length;
        };
        return Math.clamp(size, (int) (MOST_BYTES / MOST_ENTRIES), Integer.MAX_VALUE);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
