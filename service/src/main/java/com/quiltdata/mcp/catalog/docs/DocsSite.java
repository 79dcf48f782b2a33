package com.quiltdata.mcp.catalog.docs;

import com.quiltdata.mcp.catalog.DocsMatches;
import com.quiltdata.mcp.catalog.DocsReader;
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
    private final AtomicReference<@Nullable DocsSnapshot> shelf = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<DocsSnapshot>> flight = new AtomicReference<>();

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
    public DocsMatches search(String query, int most, boolean versioned) {
        var known = shelf.get();
        if (known == null) {
            known = await(join());
        } else if (known.stale(clock.instant())) {
            var _ = join();
        }
        var found = known.index().search(query, most, versioned);
        return new DocsMatches(
                sitemap.toString(),
                found.hits(),
                found.total(),
                known.index().pages().size(),
                known.read(),
                known.reading());
    }

    /** Returns the running crawl, or starts one. */
    private CompletableFuture<DocsSnapshot> join() {
        var mine = new CompletableFuture<DocsSnapshot>();
        var theirs = flight.compareAndExchange(null, mine);
        if (theirs == null) {
            Thread.ofVirtual().name("docs").start(() -> fly(mine)); // carries nothing of a caller;
        }
        return theirs == null ? mine : theirs;
    }

    private void fly(CompletableFuture<DocsSnapshot> mine) {
        try {
            var known = shelf.get();
            if (known != null && !known.stale(clock.instant())) {
                mine.complete(known);
            } else {
                read(mine);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("cannot read the documentation at {}: {}", sitemap, e.toString());
            shelf.updateAndGet(old -> old == null ? null : old.until(in(limits.retry())));
            mine.completeExceptionally(unavailable(e));
        } finally {
            flight.set(null);
        }
    }

    private void read(CompletableFuture<DocsSnapshot> first) throws IOException {
        var crawl = new DocsCrawler(fetcher, limits);
        var pages = new LinkedHashMap<URI, DocsPage>();
        crawl.pages(sitemap).forEach(page -> pages.put(page.uri(), page));
        if (pages.isEmpty()) {
            throw new IOException("the sitemap lists no pages of this host");
        }
        publish(new ArrayList<>(pages.values()), 0, true, first);
        var wanted = pages.values().stream().limit(limits.texts()).toList();
        var read = 0;
        for (int at = 0; at < wanted.size(); at += BATCH) {
            var texts = crawl.read(wanted.subList(at, Math.min(wanted.size(), at + BATCH)));
            texts.forEach(page -> pages.put(page.uri(), page));
            read += texts.size();
            publish(new ArrayList<>(pages.values()), read, at + BATCH < wanted.size(), first);
        }
    }

    /** Publishes the pages read so far, unless the previous snapshot is more complete. */
    private void publish(List<DocsPage> pages, int read, boolean reading, CompletableFuture<DocsSnapshot> first) {
        var poor = !reading && 2 * read < Math.min(pages.size(), limits.texts());
        var fresh = new DocsSnapshot(DocsIndex.of(pages), read, reading, in(poor ? limits.retry() : limits.fresh()));
        var shown = shelf.updateAndGet(old -> {
            if (old == null || old.reading() || !(reading || poor)) {
                return fresh;
            }
            return poor ? old.until(in(limits.retry())) : old;
        });
        first.complete(Objects.requireNonNullElse(shown, fresh));
    }

    private Instant in(Duration time) {
        return clock.instant().plus(time);
    }

    private DocsSnapshot await(CompletableFuture<DocsSnapshot> reading) {
        try {
            return reading.get(limits.patience().toNanos(), TimeUnit.NANOSECONDS);
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
