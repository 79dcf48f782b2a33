package com.quiltdata.mcp.catalog.docs;

import static com.quiltdata.mcp.catalog.docs.FakeSite.read;
import static com.quiltdata.mcp.catalog.docs.FakeSite.titles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.DocsMatches;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.sun.net.httpserver.HttpHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class DocsRefreshTest {
    private final FakeSite fake = new FakeSite();

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void cachesPagesForHours() {
        var site = fake.page("/install", "Installation", "pip").site();
        read(site, "pip");
        fake.now = fake.now.plus(Duration.ofHours(5));
        assertThat(titles(read(site, "pip"))).containsExactly("Installation");
        assertThat(fake.asked("/sitemap.xml")).isEqualTo(1);
    }

    @Test
    void refreshesInBackground() {
        var site = fake.page("/install", "Installation", "pip").site();
        read(site, "pip");
        fake.page("/news", "News", "conda");
        fake.now = fake.now.plus(Duration.ofHours(7));
        assertThat(site.search("pip", 10, false).reading()).isFalse();
        while (titles(read(site, "conda")).isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(titles(read(site, "conda"))).containsExactly("News");
    }

    @Test
    void keepsPagesWhenHostFails() {
        var site = fake.page("/install", "Installation", "pip").site();
        read(site, "pip");
        fake.paths.clear();
        fake.now = fake.now.plus(Duration.ofHours(7));
        while (fake.asked("/sitemap.xml") < 2) {
            assertThat(titles(read(site, "pip"))).containsExactly("Installation");
        }
        assertThat(titles(read(site, "pip"))).containsExactly("Installation");
    }

    @Test
    void doesNotCacheFailure() {
        var site = fake.site();
        assertThatThrownBy(() -> site.search("pip", 10, false)).isInstanceOf(Failure.Unavailable.class);
        fake.page("/install", "Installation", "pip");
        assertThat(titles(eventually(site))).containsExactly("Installation");
    }

    /** Who comes while the failed reading ends is told of that one. */
    private static DocsMatches eventually(DocsSite site) {
        while (true) {
            try {
                return read(site, "pip");
            } catch (Failure.Unavailable e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void followsSitemapIndexWithinHostAndSkipsFailures() {
        var base = fake.page("/install", "Installation", "pip").upstream.url();
        fake.paths.put("/pages.xml", xml(FakeSite.sitemap(List.of(base + "/install"))));
        fake.paths.put(
                "/sitemap.xml",
                xml(
                        "<sitemapindex><sitemap><loc>%1$s/pages.xml</loc></sitemap><sitemap><loc>%1$s/gone.xml</loc></sitemap></sitemapindex>"
                                .formatted(base)));
        var site = fake.site();
        assertThat(titles(read(site, "pip"))).containsExactly("Installation");
    }

    @Test
    void refusesSitemapWithEntities() {
        fake.paths.put(
                "/sitemap.xml",
                xml(
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><urlset><url><loc>%s/&e;</loc></url></urlset>"
                                .formatted(fake.upstream.url())));
        var site = fake.site();
        assertThatThrownBy(() -> site.search("pip", 10, false)).isInstanceOf(Failure.Unavailable.class);
    }

    private static HttpHandler xml(String text) {
        return exchange -> FakeUpstream.answer(exchange, 200, "text/xml", text);
    }
}
