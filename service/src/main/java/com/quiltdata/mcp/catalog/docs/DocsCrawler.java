package com.quiltdata.mcp.catalog.docs;

import com.quiltdata.mcp.catalog.Failure;
import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Fetches sitemaps and pages, a few at a time, until {@code end} in nanoseconds. Failed documents are left out. */
record DocsCrawler(DocsFetcher fetcher, DocsLimits limits, long end) {
    private static final String VERSIONED = "/version-";

    /** Returns the pages that the sitemap lists, without text, current ones first; fails if it cannot be read. */
    List<DocsPage> pages(URI sitemap) throws IOException {
        var root = sitemap(sitemap);
        var pages = new LinkedHashMap<URI, DocsPage>();
        if (!root.isIndex()) {
            add(pages, sitemap, root);
        } else {
            var nested = urls(root.entries()).limit(DocsLimits.MAX_SITEMAPS).toList();
            for (var map : runAll(nested, uri -> Map.entry(uri, sitemap(uri)))) {
                add(pages, map.getKey(), map.getValue());
            }
            if (pages.isEmpty()) {
                throw new IOException("none of the sitemaps that it lists can be read");
            }
        }
        return pages.values().stream()
                .sorted(Comparator.comparing(DocsPage::versioned))
                .limit(DocsLimits.MAX_URLS)
                .toList();
    }

    private SitemapXml sitemap(URI uri) throws IOException {
        return SitemapXml.parse(fetcher.get(uri, limits.sitemapBytes()), DocsLimits.MAX_URLS);
    }

    private void add(Map<URI, DocsPage> pages, URI sitemap, SitemapXml xml) {
        if (xml.isIndex()) {
            return;
        }
        for (var entry : xml.entries()) {
            urls(List.of(entry)).forEach(uri -> {
                var versioned = (sitemap + " " + uri).contains(VERSIONED);
                pages.putIfAbsent(uri, DocsPage.unread(uri, entry.modified(), versioned));
            });
        }
    }

    /** Returns the entries' URLs on this host. */
    private Stream<URI> urls(List<SitemapXml.SitemapEntry> entries) {
        return entries.stream()
                .map(SitemapXml.SitemapEntry::url)
                .filter(url -> url.length() <= DocsLimits.MAX_URL_LENGTH && url.matches("https?://[!-~]+"))
                .flatMap(DocsCrawler::parsed)
                .filter(fetcher::isSameOrigin);
    }

    private static Stream<URI> parsed(String url) {
        try {
            return Stream.of(URI.create(url));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    /** Returns the pages that could be read, each with up to {@code maxText} characters of its text. */
    List<DocsPage> read(List<DocsPage> pages, int maxText) {
        return runAll(pages, page -> {
            var html = HtmlText.of(fetcher.get(page.uri(), limits.pageBytes()), maxText);
            return page.read(html.title(), html.text());
        });
    }

    private interface Step<T, R> {
        R apply(T element) throws IOException;
    }

    /** Runs the step for each element, and returns the results of those that succeeded in time. */
    private <T, R> List<R> runAll(List<T> elements, Step<T, R> step) {
        var tasks = elements.stream()
                .<Callable<R>>map(element -> () -> step.apply(element))
                .toList();
        var factory = Thread.ofVirtual().name("docs").factory();
        var remaining = Math.max(1, end - System.nanoTime());
        try (var pool = Executors.newFixedThreadPool(DocsLimits.MAX_CONCURRENT, factory)) {
            return pool.invokeAll(tasks, remaining, TimeUnit.NANOSECONDS).stream()
                    .filter(task -> task.state() == Future.State.SUCCESS)
                    .map(Future::resultNow)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.TooLate("The call was cancelled while the documentation was being read.", e);
        }
    }
}
