package com.quiltdata.mcp.catalog.docs;

import static com.quiltdata.mcp.catalog.docs.FakeSite.LIMITS;
import static com.quiltdata.mcp.catalog.docs.FakeSite.read;
import static com.quiltdata.mcp.catalog.docs.FakeSite.titles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.DocsMatches;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.context.RequestId;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.FakeUpstream.Seen;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
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
    void aTitleCountsMoreThanAText() {
        try (var site = manual().site()) {
            assertThat(titles(read(site, "installing"))).containsExactly("Installation", "Package API");
        }
    }

    @Test
    void aPageIsFoundByItsTextAndShowsIt() {
        try (var site = manual().site()) {
            var hit = read(site, "how do I use pip").hits().getFirst();
            assertThat(hit.url()).isEqualTo(fake.upstream.url() + "/install");
            assertThat(hit.snippet()).isEqualTo("Run pip to get the library. It works on every system.");
            assertThat(hit.modified()).isEqualTo("2025-05-05");
            assertThat(hit.score()).isPositive();
        }
    }

    @Test
    void aPhraseInQuotesIsOne() {
        try (var site = manual().site()) {
            assertThat(titles(read(site, "\"send a package\""))).containsExactly("Package API");
            assertThat(titles(read(site, "\"package a send\""))).isEmpty();
        }
    }

    @Test
    void whatStandsAroundEveryPageIsNotItsText() {
        try (var site = manual().site()) {
            assertThat(read(site, "everywhere").total()).isZero();
        }
    }

    @Test
    void noQueryIsAnError() {
        try (var site = manual().site()) {
            for (var query : List.of("+(\"", "AND OR", "the", "a*:[x TO", "\\", "-install", "x ".repeat(150))) {
                assertThat(read(site, query).pages()).isEqualTo(4);
            }
        }
    }

    @Test
    void pagesOfEarlierVersionsAreLeftOutUnlessAskedFor() {
        try (var site = manual().site()) {
            assertThat(titles(read(site, "installation"))).doesNotContain("Installation (5.0)");
            assertThat(titles(site.search("installation", 10, true))).contains("Installation (5.0)");
        }
    }

    @Test
    void theFirstAnswerIsFromAddressesAndDoesNotWaitForTexts() {
        var latch = new CountDownLatch(1);
        fake.listed("/guides/first-package", FakeSite.after(latch, FakeSite.html("Getting started", "Push it.")));
        try (var site = fake.site()) {
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
    }

    @Test
    void aSlowPageDoesNotSinkTheRest() {
        var never = new CountDownLatch(1);
        manual().listed("/slow", FakeSite.after(never, ""));
        try (var site = fake.site(limits(Duration.ofSeconds(1), LIMITS.patience()))) {
            var found = read(site, "pip");
            assertThat(titles(found)).contains("Installation");
            assertThat(found.pages() - found.read()).isEqualTo(1);
            assertThat(titles(site.search("slow", 10, false))).containsExactly("Slow");
        } finally {
            never.countDown();
        }
    }

    @Test
    void aSitemapThatIsLateIsSaidAndReadOnBehind() {
        var latch = new CountDownLatch(1);
        manual();
        fake.paths.put(
                "/sitemap.xml", FakeSite.after(latch, FakeSite.sitemap(List.of(fake.upstream.url() + "/install"))));
        try (var site = fake.site(limits(Duration.ofSeconds(60), Duration.ofMillis(50)))) {
            assertThatThrownBy(() -> site.search("pip", 10, false))
                    .isInstanceOf(Failure.TooLate.class)
                    .hasMessageContaining("try again in a few seconds");
            latch.countDown();
        }
    }

    @Test
    void aRedirectToAnotherHostIsNotFollowed() {
        try (var elsewhere = new FakeUpstream()) {
            manual().listed("/away", FakeSite.redirect(elsewhere.url() + "/away"))
                    .listed("/near", FakeSite.redirect("/install"));
            try (var site = fake.site()) {
                var found = read(site, "pip");
                assertThat(found.pages() - found.read()).isEqualTo(1);
                assertThat(fake.asked("/away")).isEqualTo(1);
                assertThat(elsewhere.seen()).isEmpty();
            }
        }
    }

    @Test
    void aSitemapThatLeadsElsewhereIsOneSentence() {
        try (var elsewhere = new FakeUpstream()) {
            fake.paths.put("/sitemap.xml", FakeSite.redirect(elsewhere.url() + "/sitemap.xml"));
            try (var site = fake.site()) {
                assertThatThrownBy(() -> site.search("pip", 10, false))
                        .isInstanceOf(Failure.Unavailable.class)
                        .hasMessageContaining("cannot be read; try again later")
                        .hasMessageContaining("QUILT_MCP_DOCS_URL=off");
                assertThat(elsewhere.seen()).isEmpty();
            }
        }
    }

    @Test
    void addressesOfOtherHostsAreLeftOut() {
        try (var elsewhere = new FakeUpstream()) {
            manual().listed(elsewhere.url() + "/install", FakeSite.redirect("/"))
                    .listed("file:///etc/passwd", FakeSite.redirect("/"));
            try (var site = fake.site()) {
                assertThat(read(site, "install").pages()).isEqualTo(4);
                assertThat(elsewhere.seen()).isEmpty();
            }
        }
    }

    @Test
    void nothingOfACallerIsSent() {
        try (var site = manual().site()) {
            ScopedValue.where(RequestId.CURRENT, "request-of-a-caller").run(() -> read(site, "pip"));
            assertThat(fake.upstream.seen()).hasSize(5);
            assertThat(fake.upstream.seen()).extracting(Seen::authorization).containsOnlyNulls();
            assertThat(fake.upstream.seen()).extracting(Seen::requestId).containsOnlyNulls();
            assertThat(fake.upstream.seen()).extracting(Seen::method).containsOnly("GET");
        }
    }

    @Test
    void aPageThatIsTooLargeIsKnownByItsAddressOnly() {
        manual().page("/huge", "Huge", "pip ".repeat(10_000));
        try (var site = fake.site()) {
            var found = read(site, "pip");
            assertThat(titles(found)).contains("Installation").doesNotContain("Huge");
            assertThat(found.read()).isEqualTo(4);
        }
    }

    @Test
    void aSitemapThatIsTooLargeIsNotRead() {
        fake.page("/" + "x".repeat(LIMITS.sitemapBytes()), "Long", "");
        try (var site = fake.site()) {
            assertThatThrownBy(() -> site.search("pip", 10, false)).isInstanceOf(Failure.Unavailable.class);
        }
    }

    @Test
    void noMoreTextsAreReadThanTheLimit() {
        IntStream.range(0, 120).forEach(i -> fake.page("/p" + i, "Page", "common words"));
        try (var site = fake.site()) {
            var found = read(site, "common");
            assertThat(found.total()).isEqualTo(LIMITS.texts());
            assertThat(found.pages()).isEqualTo(120);
            assertThat(fake.upstream.seen()).hasSize(LIMITS.texts() + 1);
        }
    }

    @Test
    void manyWhoAskAtOnceMakeOneReading() throws Exception {
        manual();
        try (var site = fake.site();
                var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<DocsMatches> one = () -> read(site, "pip");
            for (var each : crowd.invokeAll(Collections.nCopies(50, one))) {
                assertThat(titles(each.get())).contains("Installation");
            }
            assertThat(fake.asked("/sitemap.xml")).isEqualTo(1);
            assertThat(fake.asked("/install")).isEqualTo(1);
        }
    }
}
