package com.quiltdata.mcp.catalog.docs;

import com.quiltdata.mcp.catalog.DocsMatches;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Latches;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Documentation on loopback that misbehaves as a test says. */
final class FakeSite implements AutoCloseable {
    static final DocsLimits LIMITS = new DocsLimits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofHours(6),
            Duration.ofMinutes(10),
            20_000,
            20_000,
            100);

    final FakeUpstream upstream = new FakeUpstream().answering(this::handle);
    final Map<String, HttpHandler> paths = new ConcurrentHashMap<>();
    final UpstreamHttp http;
    volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, String> listed = new LinkedHashMap<>();

    FakeSite() {
        this(FakeUpstream.client());
    }

    FakeSite(UpstreamHttp http) {
        this.http = http;
    }

    /** A page that the sitemap lists. */
    FakeSite page(String path, String title, String text) {
        return listed(path, html(title, text));
    }

    FakeSite listed(String path, String html) {
        return listed(path, exchange -> FakeUpstream.answer(exchange, 200, "text/html", html));
    }

    FakeSite listed(String path, HttpHandler handler) {
        listed.put(path, "2025-05-05");
        paths.put(path, handler);
        paths.put(
                "/sitemap.xml",
                exchange -> FakeUpstream.answer(
                        exchange,
                        200,
                        "text/xml",
                        sitemap(listed.keySet().stream()
                                .map(each -> each.startsWith("/") ? upstream.url() + each : each)
                                .toList())));
        return this;
    }

    static String html(String title, String text) {
        return "<html><head><title>%s</title><style>p{}</style></head><body><nav>menu everywhere</nav><main><p>%s</p></main></body></html>"
                .formatted(title, text);
    }

    static String sitemap(List<String> addresses) {
        return addresses.stream()
                .map("<url><loc>%s</loc><lastmod>2025-05-05</lastmod></url>"::formatted)
                .collect(Collectors.joining(
                        "", "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">", "</urlset>"));
    }

    static HttpHandler redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            FakeUpstream.answer(exchange, 302, "text/plain", "");
        };
    }

    /** Answers only when it may. */
    static HttpHandler after(CountDownLatch latch, String html) {
        return exchange -> {
            Latches.await(latch);
            FakeUpstream.answer(exchange, 200, "text/html", html);
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        var handler = paths.get(exchange.getRequestURI().getPath());
        if (handler == null) {
            FakeUpstream.answer(exchange, 404, "text/plain", "");
        } else {
            handler.handle(exchange);
        }
    }

    DocsSite site(DocsLimits limits) {
        InstantSource clock = () -> now;
        return new DocsSite(URI.create(upstream.url()), http.documents(), limits, clock);
    }

    DocsSite site() {
        return site(LIMITS);
    }

    /** How often a path was asked for. */
    long asked(String path) {
        return upstream.seen().stream().filter(seen -> seen.path().equals(path)).count();
    }

    /** What is found once all texts are read. */
    static DocsMatches read(DocsSite site, String query) {
        var found = site.search(query, 10, false);
        while (found.reading()) {
            LockSupport.parkNanos(1_000_000); // spinning virtual threads would starve the crawl
            found = site.search(query, 10, false);
        }
        return found;
    }

    static List<String> titles(DocsMatches found) {
        return found.hits().stream().map(DocsMatches.Hit::title).toList();
    }

    @Override
    public void close() {
        try {
            http.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        upstream.close();
    }
}
