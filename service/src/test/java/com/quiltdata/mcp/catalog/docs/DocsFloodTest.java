package com.quiltdata.mcp.catalog.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.FloodingUpstream;
import com.quiltdata.mcp.testing.FloodingUpstream.Part;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However much the documentation's host sends, no more is kept than the bounds allow. */
@Timeout(60)
class DocsFloodTest {
    private static final long WITH_SOCKETS = 16L << 20;

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"HEADER", "HEADERS", "BODY"})
    void refusesEndlessResponse(Part part) throws IOException {
        var http = FakeUpstream.client();
        try (var host = new FloodingUpstream(part)) {
            var fetcher = new DocsFetcher(URI.create(host.url()), Duration.ofSeconds(20), http.documents());
            assertThatThrownBy(() -> fetcher.get(URI.create(host.url() + "/sitemap.xml"), 20_000))
                    .isInstanceOf(Failure.class);
            assertThat(host.sent()).isLessThan(WITH_SOCKETS);
        } finally {
            http.stop();
        }
    }
}
