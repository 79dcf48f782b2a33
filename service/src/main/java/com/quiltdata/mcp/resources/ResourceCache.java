package com.quiltdata.mcp.resources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.tool.Json;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Content;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What callers have read, each for themselves alone and for a while: keyed by the digests of caller and URI, bounded in
 * number and bytes. Failures and absent things are never kept.
 */
public final class ResourceCache {
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_ENTRIES = 10_000;
    private static final Duration REFUSAL = Duration.ofMinutes(10);

    private record Key(String caller, String uri) {}

    private record Kept(Content content, long since) {}

    private final Duration lifetime;
    private final Ticker ticker;
    private final Consumer<Boolean> looked;
    private final Cache<Key, Kept> kept;
    private final Cache<String, Boolean> refused;

    /** A cache that keeps for so long; for no time at all, it is no cache. */
    public ResourceCache(Duration lifetime) {
        this(lifetime, _ -> {});
    }

    /** The same, that tells of each look into it whether there was something. */
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
                .weigher((Key _, Kept it) -> weight(it.content()))
                .executor(Runnable::run)
                .build();
        this.refused = Caffeine.newBuilder()
                .expireAfterWrite(REFUSAL)
                .ticker(ticker)
                .maximumSize(MOST_ENTRIES)
                .executor(Runnable::run)
                .build();
    }

    /** What is kept for this caller and URI, with the time it has left; or what the reading gives, which is then kept. */
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
                kept.put(key, new Kept(content, since));
            }
            return fresh(content, lifetime);
        });
    }

    /** Drops all that is kept for a caller whose token was refused, and keeps nothing of readings still under way. */
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

    /** Bytes, and for small things their share of the whole, which bounds the number. */
    private static int weight(Content content) {
        var size = switch (content.body()) {
            case Body.Json(var data) -> 2L * Json.text(Json.tree(data)).length();
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
