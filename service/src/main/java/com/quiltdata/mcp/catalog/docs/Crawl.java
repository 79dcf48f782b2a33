package com.quiltdata.mcp.catalog.docs;

import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads sitemap and pages, a few documents at a time and no longer than all of it may take. What fails is left out. */
final class Crawl {
    private static final String VERSIONED = "/version-";

    private final Fetcher fetcher;
    private final DocsLimits limits;
    private final long end;

    Crawl(Fetcher fetcher, DocsLimits limits) {
        this.fetcher = fetcher;
        this.limits = limits;
        this.end = System.nanoTime() + limits.crawl().toNanos();
    }

    /**
     * The pages that the sitemap lists, unread, current ones first.
     *
     * @throws IOException when the sitemap itself cannot be read
     */
    List<Page> pages(URI sitemap) throws IOException {
        var first = sitemap(sitemap);
        var found = new LinkedHashMap<URI, Page>();
        if (!first.index()) {
            add(found, sitemap, first);
        } else {
            var nested = addresses(first).limit(DocsLimits.SITEMAPS).toList();
            for (var map : each(nested, uri -> Map.entry(uri, sitemap(uri)))) {
                add(found, map.getKey(), map.getValue());
            }
            if (found.isEmpty()) {
                throw new IOException("no sitemap that it names can be read");
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparing(Page::versioned))
                .limit(DocsLimits.ADDRESSES)
                .toList();
    }

    private SitemapXml sitemap(URI uri) throws IOException {
        return SitemapXml.parse(fetcher.get(uri, limits.sitemapBytes()), DocsLimits.ADDRESSES);
    }

    private void add(Map<URI, Page> found, URI sitemap, SitemapXml xml) {
        if (xml.index()) {
            return;
        }
        for (var place : xml.places()) {
            addresses(new SitemapXml(false, List.of(place))).forEach(uri -> {
                var versioned = (sitemap + " " + uri).contains(VERSIONED);
                found.putIfAbsent(uri, Page.unread(uri, place.modified(), versioned));
            });
        }
    }

    /** The addresses of this host. */
    private Stream<URI> addresses(SitemapXml xml) {
        return xml.places().stream()
                .map(SitemapXml.Place::address)
                .filter(address -> address.length() <= DocsLimits.ADDRESS && address.matches("https?://[!-~]+"))
                .flatMap(Crawl::parsed)
                .filter(fetcher::own);
    }

    private static Stream<URI> parsed(String address) {
        try {
            return Stream.of(URI.create(address));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    /** The pages with their texts, of those that could be read. */
    List<Page> read(List<Page> pages) {
        return each(pages, page -> {
            var html = Html.of(fetcher.get(page.uri(), limits.pageBytes()));
            return page.read(html.title(), html.text());
        });
    }

    /** Something to do with each. */
    private interface Step<T, R> {
        R apply(T of) throws IOException;
    }

    private <T, R> List<R> each(List<T> all, Step<T, R> step) {
        var tasks = new ArrayList<Callable<R>>();
        all.forEach(one -> tasks.add(() -> step.apply(one)));
        var factory = Thread.ofVirtual().name("docs").factory();
        try (var crew = Executors.newFixedThreadPool(DocsLimits.AT_ONCE, factory)) {
            return crew.invokeAll(tasks, left().toNanos(), TimeUnit.NANOSECONDS).stream()
                    .filter(task -> task.state() == Future.State.SUCCESS)
                    .map(Future::resultNow)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooLate("The documentation was not waited for.", e);
        }
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }
}
