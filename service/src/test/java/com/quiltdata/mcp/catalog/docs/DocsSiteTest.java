package com.quiltdata.mcp.catalog.docs;

import static com.quiltdata.mcp.catalog.docs.FakeSite.LIMITS;
import static com.quiltdata.mcp.catalog.docs.FakeSite.read;
import static com.quiltdata.mcp.catalog.docs.FakeSite.titles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import com.quiltdata.mcp.catalog.DocsMatches;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.context.TraceContext;
import com.quiltdata.mcp.metrics.Meters;
import com.quiltdata.mcp.metrics.Metric;
import com.quiltdata.mcp.metrics.MetricsLevel;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.TraceCollector;
import com.quiltdata.mcp.traces.CollectorSettings;
import com.quiltdata.mcp.traces.ExchangeRecorder;
import com.quiltdata.mcp.traces.Traces;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@Tag("slow")
final class DocsSiteTest {
    private final FakeSite fake = new FakeSite();

    @AfterEach
    void stop() {
        fake.close();
    }

    private FakeSite manual() {
        return fake.page("/install", "Installation", "Run pip to get the library. It works on every system.")
                .page("/api/package", "Package API", "Call push to send a package; see the installation first.")
                .page("/catalog/search", "Searching", "The catalog finds packages by words.")
                .page("/version-5.0.x/install", "Installation (5.0)", "Run pip install of the old days.");
    }

    private static DocsLimits limits(Duration fetch, Duration patience) {
        return new DocsLimits(
                fetch, LIMITS.crawl(), patience, LIMITS.fresh(), LIMITS.retry(), 20_000, 20_000, LIMITS.texts());
    }

    @Test
    void ranksTitleAboveText() {
        var site = manual().site();
        assertThat(titles(read(site, "installing"))).containsExactly("Installation", "Package API");
    }

    @Test
    void findsPageByTextWithSnippet() {
        var site = manual().site();
        var hit = read(site, "how do I use pip").hits().getFirst();
        assertThat(hit.url()).isEqualTo(fake.upstream.url() + "/install");
        assertThat(hit.snippet()).isEqualTo("Run pip to get the library. It works on every system.");
        assertThat(hit.modified()).isEqualTo("2025-05-05");
        assertThat(hit.score()).isPositive();
    }

    @Test
    void matchesQuotedPhrase() {
        var site = manual().site();
        assertThat(titles(read(site, "\"send a package\""))).containsExactly("Package API");
        assertThat(titles(read(site, "\"package a send\""))).isEmpty();
    }

    @Test
    void ignoresNavigation() {
        var site = manual().site();
        assertThat(read(site, "everywhere").total()).isZero();
    }

    @Test
    void acceptsAnyQuery() {
        var site = manual().site();
        for (var query : List.of("+(\"", "AND OR", "the", "a*:[x TO", "\\", "-install", "x ".repeat(150))) {
            assertThat(read(site, query).pages()).isEqualTo(4);
        }
    }

    @Test
    void omitsEarlierVersionsUnlessRequested() {
        var site = manual().site();
        assertThat(titles(read(site, "installation"))).doesNotContain("Installation (5.0)");
        assertThat(titles(site.search("installation", 10, true))).contains("Installation (5.0)");
    }

    @Test
    void searchesUrlsBeforeTextsAreRead() {
        var latch = new CountDownLatch(1);
        fake.listed("/guides/first-package", FakeSite.after(latch, FakeSite.html("Getting started", "Push it.")));
        var site = fake.site();
        var first = site.search("package", 10, false);
        assertThat(titles(first)).containsExactly("First package");
        assertThat(first.reading()).isTrue();
        assertThat(first.read()).isZero();
        assertThat(first.hits().getFirst().snippet()).isNull();
        latch.countDown();
        var second = read(site, "push");
        assertThat(titles(second)).containsExactly("Getting started");
        assertThat(second.read()).isEqualTo(1);
    }

    @Test
    void skipsSlowPage() {
        var never = new CountDownLatch(1);
        manual().listed("/slow", FakeSite.after(never, ""));
        var site = fake.site(limits(Duration.ofSeconds(1), LIMITS.patience()));
        try {
            var found = read(site, "pip");
            assertThat(titles(found)).contains("Installation");
            assertThat(found.pages() - found.read()).isEqualTo(1);
            assertThat(titles(site.search("slow", 10, false))).containsExactly("Slow");
        } finally {
            never.countDown();
        }
    }

    @Test
    void reportsLateSitemapAndReadsOn() {
        var latch = new CountDownLatch(1);
        manual();
        fake.paths.put(
                "/sitemap.xml", FakeSite.after(latch, FakeSite.sitemap(List.of(fake.upstream.url() + "/install"))));
        var site = fake.site(limits(Duration.ofSeconds(60), Duration.ofMillis(50)));
        assertThatThrownBy(() -> site.search("pip", 10, false))
                .isInstanceOf(Failure.TooLate.class)
                .hasMessageContaining("try again in a few seconds");
        latch.countDown();
    }

    @Test
    void doesNotFollowRedirectToAnotherHost() {
        try (var elsewhere = new FakeUpstream()) {
            manual().listed("/away", FakeSite.redirect(elsewhere.url() + "/away"))
                    .listed("/near", FakeSite.redirect("/install"));
            var site = fake.site();
            var found = read(site, "pip");
            assertThat(found.pages() - found.read()).isEqualTo(1);
            assertThat(fake.asked("/away")).isEqualTo(1);
            assertThat(elsewhere.seen()).isEmpty();
        }
    }

    @Test
    void reportsSitemapRedirectedElsewhere() {
        try (var elsewhere = new FakeUpstream()) {
            fake.paths.put("/sitemap.xml", FakeSite.redirect(elsewhere.url() + "/sitemap.xml"));
            var site = fake.site();
            assertThatThrownBy(() -> site.search("pip", 10, false))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("cannot be read; try again later")
                    .hasMessageContaining("QUILT_MCP_DOCS_URL=off");
            assertThat(elsewhere.seen()).isEmpty();
        }
    }

    @Test
    void omitsUrlsOfOtherHosts() {
        try (var elsewhere = new FakeUpstream()) {
            manual().listed(elsewhere.url() + "/install", FakeSite.redirect("/"))
                    .listed("file:///etc/passwd", FakeSite.redirect("/"));
            var site = fake.site();
            assertThat(read(site, "install").pages()).isEqualTo(4);
            assertThat(elsewhere.seen()).isEmpty();
        }
    }

    @Test
    void sendsNothingOfACaller() {
        var headers = new ConcurrentSkipListSet<String>();
        var trace = new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true, "a=b");
        try (var collector = new TraceCollector();
                var traces =
                        Traces.to(new CollectorSettings(URI.create(collector.url()), Map.of(), "test", 1), "0.0.0");
                var traced = new FakeSite(FakeUpstream.client(new ExchangeRecorder(Meters.none(), traces)))) {
            traced.page("/install", "Installation", "pip");
            traced.paths.replaceAll((path, handler) -> exchange -> {
                headers.addAll(exchange.getRequestHeaders().keySet());
                handler.handle(exchange);
            });
            ScopedValue.where(RequestId.CURRENT, "request-of-a-caller")
                    .where(TraceContext.CURRENT, trace)
                    .run(() -> read(traced.site(), "pip"));
        }
        assertThat(headers).containsExactly("Accept", "Accept-encoding", "Connection", "Host", "User-agent");
    }

    @Test
    void recordsEachFetchAsExchange() {
        var meters = new Meters(MetricsLevel.STANDARD, new MetricRegistry());
        try (var counted = new FakeSite(FakeUpstream.client(new ExchangeRecorder(meters, Traces.none())))) {
            counted.page("/install", "Installation", "pip").listed("/moved", FakeSite.redirect("/nowhere"));
            read(counted.site(), "pip");
        }
        var recorded = meters.registry().scrape(Metric.UPSTREAM_DURATION.scraped()::equals).stream()
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .map(HistogramDataPointSnapshot.class::cast)
                .collect(Collectors.toMap(
                        point -> point.getLabels().get("upstream") + " "
                                + point.getLabels().get("outcome"),
                        HistogramDataPointSnapshot::getCount));
        assertThat(recorded).isEqualTo(Map.of("docs ok", 3L, "docs 404", 1L));
    }

    @Test
    void indexesOversizedPageByUrlOnly() {
        manual().page("/huge", "Huge", "pip ".repeat(10_000));
        var site = fake.site();
        var found = read(site, "pip");
        assertThat(titles(found)).contains("Installation").doesNotContain("Huge");
        assertThat(found.read()).isEqualTo(4);
    }

    @Test
    void refusesOversizedSitemap() {
        fake.page("/" + "x".repeat(LIMITS.sitemapBytes()), "Long", "");
        var site = fake.site();
        assertThatThrownBy(() -> site.search("pip", 10, false)).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void readsNoMoreTextsThanLimit() {
        IntStream.range(0, 120).forEach(i -> fake.page("/p" + i, "Page", "common words"));
        var site = fake.site();
        var found = read(site, "common");
        assertThat(found.total()).isEqualTo(LIMITS.texts());
        assertThat(found.pages()).isEqualTo(120);
        assertThat(fake.upstream.seen()).hasSize(LIMITS.texts() + 1);
    }

    @Test
    void crawlsOnceForConcurrentSearches() throws Exception {
        manual();
        var site = fake.site();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<DocsMatches> one = () -> read(site, "pip");
            for (var each : crowd.invokeAll(Collections.nCopies(50, one))) {
                assertThat(titles(each.get())).contains("Installation");
            }
            assertThat(fake.asked("/sitemap.xml")).isEqualTo(1);
            assertThat(fake.asked("/install")).isEqualTo(1);
        }
    }
}
