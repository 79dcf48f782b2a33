package com.quiltdata.mcp.catalog.docs;

import com.quiltdata.mcp.catalog.Failure;
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

/** Fetches sitemaps and pages, a few documents at a time, within one time limit. Failed documents are left out. */
final class DocsCrawler {
    private static final String VERSIONED = "/version-";

    private final DocsFetcher fetcher;
    private final DocsLimits limits;
    private final long end;

    DocsCrawler(DocsFetcher fetcher, DocsLimits limits) {
        this.fetcher = fetcher;
        this.limits = limits;
        this.end = System.nanoTime() + limits.crawl().toNanos();
    }

    /**
     * Returns the pages that the sitemap lists, without text, current ones first.
     *
     * @throws IOException when the sitemap itself cannot be read
     */
    List<DocsPage> pages(URI sitemap) throws IOException {
        var first = sitemap(sitemap);
        var found = new LinkedHashMap<URI, DocsPage>();
        if (!first.index()) {
            add(found, sitemap, first);
        } else {
            var nested = addresses(first).limit(DocsLimits.SITEMAPS).toList();
            for (var map : each(nested, uri -> Map.entry(uri, sitemap(uri)))) {
                add(found, map.getKey(), map.getValue());
            }
            if (found.isEmpty()) {
                throw new IOException("none of the sitemaps that it lists can be read");
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparing(DocsPage::versioned))
                .limit(DocsLimits.ADDRESSES)
                .toList();
    }

    private SitemapXml sitemap(URI uri) throws IOException {
        return SitemapXml.parse(fetcher.get(uri, limits.sitemapBytes()), DocsLimits.ADDRESSES);
    }

    private void add(Map<URI, DocsPage> found, URI sitemap, SitemapXml xml) {
        if (xml.index()) {
            return;
        }
        for (var place : xml.places()) {
            addresses(new SitemapXml(false, List.of(place))).forEach(uri -> {
                var versioned = (sitemap + " " + uri).contains(VERSIONED);
                found.putIfAbsent(uri, DocsPage.unread(uri, place.modified(), versioned));
            });
        }
    }

    /** Returns the URLs on this host. */
    private Stream<URI> addresses(SitemapXml xml) {
        return xml.places().stream()
                .map(SitemapXml.SitemapEntry::address)
                .filter(address -> address.length() <= DocsLimits.ADDRESS && address.matches("https?://[!-~]+"))
                .flatMap(DocsCrawler::parsed)
                .filter(fetcher::own);
    }

    private static Stream<URI> parsed(String address) {
        try {
            return Stream.of(URI.create(address));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    /** Returns the pages that could be read, with their text. */
    List<DocsPage> read(List<DocsPage> pages) {
        return each(pages, page -> {
            var html = HtmlText.of(fetcher.get(page.uri(), limits.pageBytes()));
            return page.read(html.title(), html.text());
        });
    }

    /** A task for one element. */
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
            throw new Failure.TooLate("The call was cancelled while the documentation was being read.", e);
        }
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }
}
