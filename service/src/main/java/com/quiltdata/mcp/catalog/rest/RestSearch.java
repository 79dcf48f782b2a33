package com.quiltdata.mcp.catalog.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.search.Facets;
import com.quiltdata.mcp.catalog.search.ObjectHit;
import com.quiltdata.mcp.catalog.search.PackageHit;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchBackend;
import com.quiltdata.mcp.catalog.search.SearchPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Searches Elasticsearch through {@code GET {registry}/api/search}, for registries without GraphQL search. Requests
 * name the buckets of the caller's role, in batches.
 */
public final class RestSearch implements SearchBackend {
    static final String NAME = "elasticsearch";

    /** Prefix of this backend's cursors. */
    static final String MARK = "r:";

    private static final int DEEPEST = 10_000;
    private static final Duration EACH = Duration.ofSeconds(10);

    private final BucketSearchClient calls;
    private final BucketReader buckets;

    RestSearch(BucketSearchClient calls, BucketReader buckets) {
        this.calls = calls;
        this.buckets = buckets;
    }

    /**
     * Returns the search over a registry's REST path.
     *
     * @param buckets lists the buckets that the caller's role can see
     */
    public static RestSearch of(UpstreamHttp http, String registryUrl, BucketReader buckets) {
        var each = http.timeout().compareTo(EACH) < 0 ? http.timeout() : EACH;
        return new RestSearch(new BucketSearchClient(http, registryUrl, each), buckets);
    }

    @Override
    public Optional<SearchPage<ObjectHit>> objects(Caller caller, Search.Objects search, SearchPage.PageQuery page) {
        return page(
                caller,
                search,
                page,
                new HitType<>(
                        "",
                        size -> SearchRequestBody.of(search, size),
                        DocumentMapper::object,
                        order(search),
                        ObjectHit::eachOnce));
    }

    @Override
    public Optional<SearchPage<PackageHit>> packages(Caller caller, Search.Packages search, SearchPage.PageQuery page) {
        var from = from(page);
        if (from < 0) {
            return Optional.empty();
        }
        var open = open(caller, search.terms().buckets());
        return Optional.of(new PackageSearch(calls, caller, open).page(search, from, page.size()));
    }

    @Override
    public Optional<Facets> facets(Caller caller, Search search) {
        return Optional.empty();
    }

    /**
     * One kind of hit.
     *
     * @param suffix suffix of its index names
     * @param body maps a number of hits to the request body
     * @param told selects the hits of a page to return
     */
    private record HitType<H>(
            String suffix,
            Function<Integer, Map<String, Object>> body,
            Function<JsonNode, H> hit,
            Comparator<H> order,
            UnaryOperator<List<H>> told) {}

    private <H> Optional<SearchPage<H>> page(Caller caller, Search search, SearchPage.PageQuery page, HitType<H> kind) {
        var from = from(page);
        if (from < 0) {
            return Optional.empty();
        }
        var wanted = Math.min(DEEPEST, from + page.size());
        var open = open(caller, search.terms().buckets());
        var found = calls.ask(caller, open, kind.suffix(), kind.body().apply(wanted));
        var hits = found.hits().stream().map(kind.hit()).sorted(kind.order()).toList();
        var shown = hits.stream().skip(from).limit(page.size()).toList();
        var next = from + shown.size();
        var more = !shown.isEmpty() && next < Math.min(found.total(), DEEPEST);
        var incomplete = new ArrayList<>(found.incomplete());
        if (found.total() > DEEPEST && !more) {
            incomplete.add("This registry's older search returns at most %,d hits; narrow the query to see the rest."
                    .formatted(DEEPEST));
        }
        return Optional.of(
                new SearchPage<>(kind.told().apply(shown), found.total(), more ? MARK + next : null, NAME, incomplete));
    }

    /** Returns the requested buckets that the role can see; others are not searched. */
    private List<String> open(Caller caller, List<String> asked) {
        var all = buckets.list(caller).stream().map(Bucket::name).toList();
        var wanted = new HashSet<>(asked);
        return all.stream()
                .filter(name -> wanted.isEmpty() || wanted.contains(name))
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

    private static Comparator<ObjectHit> order(Search.Objects search) {
        return switch (search.order()) {
            case BEST_MATCH -> Comparator.comparingDouble(ObjectHit::score).reversed();
            case NEWEST -> Comparator.comparing(ObjectHit::modified).reversed();
            case OLDEST -> Comparator.comparing(ObjectHit::modified);
            case LEX_ASC -> Comparator.comparing(hit -> hit.location().key());
            case LEX_DESC ->
                Comparator.<ObjectHit, String>comparing(hit -> hit.location().key())
                        .reversed();
        };
    }
}
