package com.quiltdata.mcp.catalog.rest;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.search.Facets;
import com.quiltdata.mcp.catalog.search.ObjectHit;
import com.quiltdata.mcp.catalog.search.PackageHit;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchBackend;
import com.quiltdata.mcp.catalog.search.SearchOrder;
import com.quiltdata.mcp.catalog.search.SearchPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Searches Elasticsearch through {@code GET {registry}/api/search}, for registries without GraphQL search. Requests
 * name the buckets of the caller's role, in batches.
 */
public final class RestSearch implements SearchBackend {
    static final String NAME = "elasticsearch";

    /** Prefix of this backend's cursors. */
    private static final String MARK = "r:";

    private static final int MAX_HITS = 10_000;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final BucketSearchClient client;
    private final BucketReader buckets;

    RestSearch(BucketSearchClient client, BucketReader buckets) {
        this.client = client;
        this.buckets = buckets;
    }

    /**
     * Returns the search over a registry's REST path.
     *
     * @param buckets lists the buckets that the caller's role can see
     */
    public static RestSearch of(UpstreamHttp http, String registryUrl, BucketReader buckets) {
        var timeout = http.timeout().compareTo(REQUEST_TIMEOUT) < 0 ? http.timeout() : REQUEST_TIMEOUT;
        return new RestSearch(new BucketSearchClient(http, registryUrl, timeout), buckets);
    }

    @Override
    public Optional<SearchPage<ObjectHit>> objects(Caller caller, Search.Objects search, SearchPage.PageQuery page) {
        var from = from(page);
        if (from < 0) {
            return Optional.empty();
        }
        var size = Math.min(MAX_HITS, from + page.size());
        var response = client.search(caller, visible(caller, search.terms()), "", SearchRequestBody.of(search, size));
        var hits = response.hits().stream()
                .map(DocumentMapper::object)
                .sorted(order(
                        search.order(),
                        ObjectHit::score,
                        ObjectHit::modified,
                        hit -> hit.location().key()))
                .skip(from)
                .limit(page.size())
                .toList();
        var after = after(from, hits.size(), Math.min(response.total(), MAX_HITS));
        var incomplete = new ArrayList<>(response.incomplete());
        if (response.total() > MAX_HITS && after == null) {
            incomplete.add("This registry's older search returns at most %,d hits; narrow the query to see the rest."
                    .formatted(MAX_HITS));
        }
        return Optional.of(new SearchPage<>(ObjectHit.eachOnce(hits), response.total(), after, NAME, incomplete));
    }

    @Override
    public Optional<SearchPage<PackageHit>> packages(Caller caller, Search.Packages search, SearchPage.PageQuery page) {
        var from = from(page);
        if (from < 0) {
            return Optional.empty();
        }
        var packages = new PackageSearch(client, caller, visible(caller, search.terms()));
        return Optional.of(packages.page(search, from, page.size()));
    }

    @Override
    public Optional<Facets> facets(Caller caller, Search search) {
        return Optional.empty();
    }

    /** Returns the requested buckets that the role can see; others are not searched. */
    private List<String> visible(Caller caller, Search.Terms terms) {
        return buckets.list(caller).stream()
                .map(Bucket::name)
                .filter(name -> terms.buckets().isEmpty() || terms.buckets().contains(name))
                .toList();
    }

    private static int from(SearchPage.PageQuery page) {
        var after = page.after();
        if (after == null) {
            return 0;
        }
        var number = after.substring(Math.min(after.length(), MARK.length()));
        return after.startsWith(MARK) && number.matches("\\d{1,5}") ? Integer.parseInt(number) : -1;
    }

    /** Returns where the page after these hits begins; null at the end. */
    static @Nullable String after(int from, int returned, int total) {
        var next = from + returned;
        return returned > 0 && next < total ? MARK + next : null;
    }

    static <H> Comparator<H> order(
            SearchOrder order, ToDoubleFunction<H> score, Function<H, Instant> modified, Function<H, String> name) {
        return switch (order) {
            case BEST_MATCH -> Comparator.comparingDouble(score).reversed();
            case NEWEST -> Comparator.comparing(modified).reversed();
            case OLDEST -> Comparator.comparing(modified);
            case LEX_ASC -> Comparator.comparing(name);
            case LEX_DESC -> Comparator.comparing(name).reversed();
        };
    }
}
