package com.quiltdata.mcp.catalog.docs;

import com.quiltdata.mcp.catalog.DocsMatches;
import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.catalog.DocsText;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.http.UpstreamDocuments;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documentation of one site, cached in this process for all callers. The first search starts a crawl and waits only
 * for the sitemap; until the texts are read, searches match URLs. Later crawls run in the background.
 */
public final class DocsSite implements DocsReader {
    private static final Logger LOG = LoggerFactory.getLogger(DocsSite.class);
    private static final int BATCH = 40;

    private final URI sitemap;
    private final DocsFetcher fetcher;
    private final DocsLimits limits;
    private final InstantSource clock;
    private final AtomicReference<@Nullable DocsSnapshot> snapshot = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<DocsSnapshot>> runningCrawl = new AtomicReference<>();

    public DocsSite(URI site, UpstreamDocuments documents) {
        this(site, documents, DocsLimits.of(documents.timeout()), InstantSource.system());
    }

    DocsSite(URI site, UpstreamDocuments documents, DocsLimits limits, InstantSource clock) {
        this.sitemap = URI.create(site.toString().replaceFirst("/+$", "") + "/sitemap.xml");
        this.fetcher = new DocsFetcher(site, limits.fetch(), documents);
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public DocsMatches search(String query, int limit, boolean versioned) {
        var current = current();
        var matches = current.index().search(query, limit, versioned);
        return new DocsMatches(
                sitemap.toString(),
                matches.hits(),
                matches.total(),
                current.index().pages().size(),
                current.read(),
                current.reading());
    }

    @Override
    public Optional<DocsText> page(String url) {
        return current().index().pages().stream()
                .filter(page -> page.uri().toString().equals(url))
                .findFirst()
                .map(this::whole);
    }

    /** Reads a page again, because the snapshot has only the beginning of its text. */
    private DocsText whole(DocsPage page) {
        var crawler = new DocsCrawler(
                fetcher, limits, System.nanoTime() + limits.fetch().toNanos());
        return crawler.read(List.of(page), Integer.MAX_VALUE).stream()
                .findFirst()
                .map(read -> new DocsText(
                        read.uri().toString(),
                        read.title(),
                        Objects.requireNonNullElse(read.text(), ""),
                        read.modified()))
                .orElseThrow(() -> new Failure.Unavailable(
                        "The page %s cannot be read now; try again later.".formatted(page.uri())));
    }

    private DocsSnapshot current() {
        var current = snapshot.get();
        if (current == null) {
            return await(startOrJoinCrawl());
        } else if (current.isStale(clock.instant())) {
            var _ = startOrJoinCrawl();
        }
        return current;
    }

    private CompletableFuture<DocsSnapshot> startOrJoinCrawl() {
        var started = new CompletableFuture<DocsSnapshot>();
        var running = runningCrawl.compareAndExchange(null, started);
        if (running != null) {
            return running;
        }
        Thread.ofVirtual().name("docs").start(() -> crawl(started)); // carries nothing of a caller
        return started;
    }

    private void crawl(CompletableFuture<DocsSnapshot> first) {
        try {
            var current = snapshot.get();
            if (current != null && !current.isStale(clock.instant())) {
                first.complete(current);
            } else {
                read(first);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("cannot read the documentation at {}: {}", sitemap, e.toString());
            snapshot.updateAndGet(old -> old == null ? null : old.until(after(limits.retry())));
            first.completeExceptionally(unavailable(e));
        } finally {
            runningCrawl.set(null);
        }
    }

    private void read(CompletableFuture<DocsSnapshot> first) throws IOException {
        var crawler = new DocsCrawler(
                fetcher, limits, System.nanoTime() + limits.crawl().toNanos());
        var pages = new LinkedHashMap<URI, DocsPage>();
        crawler.pages(sitemap).forEach(page -> pages.put(page.uri(), page));
        if (pages.isEmpty()) {
            throw new IOException("the sitemap lists no pages of this host");
        }
        publish(new ArrayList<>(pages.values()), 0, true, first);
        var readable = pages.values().stream().limit(limits.texts()).toList();
        var read = 0;
        for (int at = 0; at < readable.size(); at += BATCH) {
            var texts = crawler.read(readable.subList(at, Math.min(readable.size(), at + BATCH)), DocsLimits.MAX_TEXT);
            texts.forEach(page -> pages.put(page.uri(), page));
            read += texts.size();
            publish(new ArrayList<>(pages.values()), read, at + BATCH < readable.size(), first);
        }
    }

    /** Publishes the pages read so far, unless the previous snapshot is more complete. */
    private void publish(List<DocsPage> pages, int read, boolean reading, CompletableFuture<DocsSnapshot> first) {
        var incomplete = !reading && 2 * read < Math.min(pages.size(), limits.texts());
        var fresh = new DocsSnapshot(
                DocsIndex.of(pages), read, reading, after(incomplete ? limits.retry() : limits.fresh()));
        var published = snapshot.updateAndGet(old -> {
            if (old == null || old.reading() || !(reading || incomplete)) {
                return fresh;
            }
            return incomplete ? old.until(after(limits.retry())) : old;
        });
        first.complete(Objects.requireNonNullElse(published, fresh));
    }

    private Instant after(Duration time) {
        return clock.instant().plus(time);
    }

    private DocsSnapshot await(CompletableFuture<DocsSnapshot> first) {
        try {
            return first.get(limits.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Failure.TooLate(
                    "The documentation's list of pages is still being fetched from %s; try again in a few seconds."
                            .formatted(sitemap.getHost()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.TooLate(
                    "The call was cancelled before the documentation's list of pages was fetched.", e);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        }
    }

    private Failure unavailable(@Nullable Throwable fault) {
        return new Failure.Unavailable(
                "The documentation's list of pages at %s cannot be read; try again later, or set QUILT_MCP_DOCS_URL=off if this server may not reach it."
                        .formatted(sitemap),
                fault);
    }
}
