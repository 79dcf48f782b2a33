package com.quiltdata.mcp.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.UnauthenticatedException;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchFilters;
import com.quiltdata.mcp.catalog.search.SearchOrder;
import com.quiltdata.mcp.catalog.search.SearchPage;
import com.quiltdata.mcp.testing.FakeUpstream;
import com.quiltdata.mcp.testing.Latches;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Elasticsearch by way of the registry, bucket by bucket where it must be. */
class RestSearchTest {
    private static final Caller CALLER = Caller.of("secret-token");
    private static final List<Bucket> BUCKETS = IntStream.range(0, 25)
            .mapToObj(i -> new Bucket("bucket-" + i, "B", null, null, 0, true, List.of()))
            .toList();

    private final FakeUpstream upstream = new FakeUpstream();
    private final UpstreamHttp http = FakeUpstream.client();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() throws IOException {
        never.countDown();
        http.stop();
        upstream.close();
    }

    private RestSearch search(Duration each) {
        return new RestSearch(new BucketSearchClient(http, upstream.url(), each), caller -> BUCKETS);
    }

    private static Search.Objects objects(List<String> buckets) {
        return new Search.Objects(
                new Search.Terms("storms", buckets, new SearchFilters(List.of(".csv"), 10L, null, null, null)),
                SearchOrder.BEST_MATCH);
    }

    private static String[] indexes(HttpExchange exchange) {
        var query = exchange.getRequestURI().getRawQuery();
        return query.substring("index=".length(), query.indexOf('&')).split("%2C", -1);
    }

    /** One hit of each index, the better the higher its number. */
    private static void hits(HttpExchange exchange) throws IOException {
        var hits = new StringBuilder();
        for (var index : indexes(exchange)) {
            hits.append(hits.isEmpty() ? "" : ",").append("""
                    {"_index": "%s", "_score": %s, "_source": {"key": "k.csv", "version_id": "v", "size": 1,
                     "last_modified": "2024-01-10T09:00:00+00:00"}}""".formatted(index, index.replace("bucket-", "")));
        }
        FakeUpstream.answer(
                exchange,
                200,
                "application/json",
                "{\"hits\": {\"total\": {\"value\": %d}, \"hits\": [%s]}}".formatted(indexes(exchange).length, hits));
    }

    @Test
    void searchesAllBucketsInBatchesAndMergesByScore() {
        upstream.answering(RestSearchTest::hits);
        var found = search(Duration.ofSeconds(20))
                .objects(CALLER, objects(List.of()), SearchPage.PageQuery.first(10))
                .orElseThrow();
        assertThat(found.total()).isEqualTo(25);
        assertThat(found.hits()).hasSize(10);
        assertThat(found.hits().getFirst().location().bucket()).isEqualTo("bucket-24");
        assertThat(found.incomplete()).isEmpty();
        assertThat(upstream.seen()).hasSize(3);
        assertThat(upstream.seen()).allSatisfy(seen -> {
            assertThat(seen.authorization()).isEqualTo("Bearer secret-token");
            assertThat(URLDecoder.decode(seen.path(), StandardCharsets.UTF_8))
                    .contains("action=freeform", "\"ext\":[\".csv\"]", "\"gte\":10", "delete_marker");
        });
        var next = search(Duration.ofSeconds(20))
                .objects(CALLER, objects(List.of()), new SearchPage.PageQuery(found.after(), 20))
                .orElseThrow();
        assertThat(next.hits()).hasSize(15);
        assertThat(next.after()).isNull();
    }

    @Test
    void namesSlowBucketAndReturnsOtherHits() {
        upstream.answering(exchange -> {
            if (List.of(indexes(exchange)).contains("bucket-7")) {
                Latches.await(never);
            }
            hits(exchange);
        });
        var found = search(Duration.ofMillis(500))
                .objects(CALLER, objects(List.of()), SearchPage.PageQuery.first(50))
                .orElseThrow();
        assertThat(found.hits()).hasSize(24);
        assertThat(found.incomplete()).containsExactly("Bucket bucket-7 did not respond in time and is left out.");
    }

    @Test
    void namesDeniedBucket() {
        upstream.answering(exchange -> {
            if (List.of(indexes(exchange)).contains("bucket-3")) {
                FakeUpstream.answer(exchange, 403, "application/json", "{}");
            } else {
                hits(exchange);
            }
        });
        var found = search(Duration.ofSeconds(20))
                .objects(CALLER, objects(List.of("bucket-2", "bucket-3")), SearchPage.PageQuery.first(50))
                .orElseThrow();
        assertThat(found.hits()).hasSize(1);
        assertThat(found.incomplete()).containsExactly("Your role may not search bucket bucket-3, which is left out.");
    }

    @Test
    void doesNotSearchBucketsOutsideRole() {
        upstream.answering(RestSearchTest::hits);
        var found = search(Duration.ofSeconds(20))
                .objects(CALLER, objects(List.of("someone-elses")), SearchPage.PageQuery.first(50))
                .orElseThrow();
        assertThat(found.hits()).isEmpty();
        assertThat(upstream.seen()).isEmpty();
    }

    @Test
    void throwsRefusedTokenInsteadOfNamingBucket() {
        upstream.answering(401, "{}");
        assertThatThrownBy(() -> search(Duration.ofSeconds(20))
                        .objects(CALLER, objects(List.of()), SearchPage.PageQuery.first(50)))
                .isInstanceOf(UnauthenticatedException.class);
    }

    @Test
    void reportsRegistryWithoutSearch() {
        upstream.answering(404, "{}");
        assertThatThrownBy(() -> search(Duration.ofSeconds(20))
                        .objects(CALLER, objects(List.of()), SearchPage.PageQuery.first(50)))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("Search is unavailable at this registry");
    }
}
