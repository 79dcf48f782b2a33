package com.quiltdata.mcp.resources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.context.AllowedBuckets;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Content;
import com.quiltdata.mcp.tool.ToolJson;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Cached contents by caller, URI and the connection's limit to buckets, limited in age, number and bytes. Failures and
 * missing resources are not cached.
 */
public final class ResourceCache {
    private static final long MAX_BYTES = 64L << 20;
    private static final int MAX_ENTRIES = 10_000;
    private static final int NAME_BYTES = 64;
    private static final Duration REFUSAL = Duration.ofMinutes(10);

    private record Key(String caller, String uri, AllowedBuckets buckets) {}

    private record CachedContent(Content content, long since) {}

    private final Duration lifetime;
    private final Ticker ticker;
    private final Consumer<Boolean> lookups;
    private final Cache<Key, CachedContent> contents;
    private final Cache<String, Boolean> refused;

    /** Creates a cache, disabled by a lifetime of zero; {@code lookups} gets true for each hit, false for each miss. */
    public ResourceCache(Duration lifetime, Consumer<Boolean> lookups) {
        this(lifetime, Ticker.systemTicker(), lookups);
    }

    ResourceCache(Duration lifetime, Ticker ticker, Consumer<Boolean> lookups) {
        this.lifetime = lifetime;
        this.ticker = ticker;
        this.lookups = lookups;
        this.contents = Caffeine.newBuilder()
                .expireAfterWrite(lifetime)
                .ticker(ticker)
                .maximumWeight(MAX_BYTES)
                .weigher((Key key, CachedContent it) -> weight(key, it.content()))
                .executor(Runnable::run)
                .build();
        this.refused = Caffeine.newBuilder()
                .expireAfterWrite(REFUSAL)
                .ticker(ticker)
                .maximumSize(MAX_ENTRIES)
                .executor(Runnable::run)
                .build();
    }

    /** Returns the cached content with its remaining lifetime; on a miss reads the content and caches it. */
    Optional<Content> get(Caller caller, String uri, Supplier<Optional<Content>> reader) {
        if (lifetime.isZero()) {
            return reader.get();
        }
        var key = new Key(caller.digest(), uri, AllowedBuckets.current());
        var hit = contents.getIfPresent(key);
        lookups.accept(hit != null);
        if (hit != null) {
            return Optional.of(fresh(hit.content(), lifetime.minusNanos(ticker.read() - hit.since())));
        }
        var since = ticker.read();
        return reader.get().map(content -> {
            if (refused.getIfPresent(caller.digest()) == null) {
                contents.put(key, new CachedContent(content, since));
            }
            return fresh(content, lifetime);
        });
    }

    /** Removes all content of a caller whose token was refused, and caches nothing of reads still in progress. */
    void forget(Caller caller) {
        refused.put(caller.digest(), true);
        contents.asMap().keySet().removeIf(key -> key.caller().equals(caller.digest()));
    }

    private static Content fresh(Content content, Duration remaining) {
        return new Content(
                content.uri(),
                content.name(),
                content.mimeType(),
                content.body(),
                remaining.isNegative() ? Duration.ZERO : remaining);
    }

    /** Returns the size in bytes, with a minimum that limits the number of entries. */
    private static int weight(Key key, Content content) {
        var size = switch (content.body()) {
            case Body.Json(var data) -> 2L * ToolJson.text(ToolJson.tree(data)).length();
            case Body.Text(var text) -> 2L * text.length();
            case Body.Blob(var bytes) -> bytes.length;
        };
        size += 2L * key.uri().length();
        for (var bucket : key.buckets().names()) {
            size += NAME_BYTES + 2L * bucket.length();
        }
        return Math.clamp(size, (int) (MAX_BYTES / MAX_ENTRIES), Integer.MAX_VALUE);
    }
}
