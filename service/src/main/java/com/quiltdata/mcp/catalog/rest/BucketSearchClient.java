package com.quiltdata.mcp.catalog.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.http.Upstream;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Sends one search to the indexes of several buckets: in batches, each with its own deadline; a failed batch is retried
 * once, bucket by bucket.
 */
final class BucketSearchClient {
    private static final int MAX_BATCH = 10;
    private static final int CONCURRENCY = 4;
    private static final String NO_SEARCH =
            "Search is unavailable at this registry: its GraphQL API has no search and its /api/search does not respond;"
                    + " use bucket_objects_list or package_browse instead.";

    private final UpstreamHttp http;
    private final String registryUrl;
    private final ScatterGather scatterGather;

    /** @param each time limit of one request */
    BucketSearchClient(UpstreamHttp http, String registryUrl, Duration each) {
        this.http = http;
        this.registryUrl = registryUrl;
        this.scatterGather = new ScatterGather(CONCURRENCY, each, each.multipliedBy(2));
    }

    /** The hits of all responses, and one sentence for each bucket that returned none. */
    record CombinedHits(List<JsonNode> hits, int total, List<String> incomplete) {}

    CombinedHits search(Caller caller, List<String> buckets, String suffix, Map<String, Object> body) {
        var encoded = new String(UpstreamJson.write(body), StandardCharsets.UTF_8);
        var size = String.valueOf(body.get("size"));
        Function<List<String>, JsonNode> request = batch -> get(caller, batch, suffix, encoded, size);
        var outcomes = call(batches(buckets), request);
        var responses = new ArrayList<>(outcomes.results());
        var failures = outcomes.failures();
        if (failures.stream().anyMatch(it -> it.target().size() > 1)) {
            var single = failures.stream()
                    .flatMap(it -> it.target().stream().map(List::of))
                    .toList();
            outcomes = call(single, request);
            responses.addAll(outcomes.results());
            failures = outcomes.failures();
        }
        if (responses.isEmpty() && !failures.isEmpty()) {
            var failure = failures.getFirst().failure();
            throw failures.stream().allMatch(it -> it.failure() instanceof Failure.Unavailable)
                    ? new Failure.Unavailable(NO_SEARCH, failure)
                    : failure;
        }
        return new CombinedHits(
                responses.stream()
                        .flatMap(it -> StreamSupport.stream(
                                it.path("hits").path("hits").spliterator(), false))
                        .toList(),
                responses.stream().mapToInt(BucketSearchClient::total).sum(),
                failures.stream().map(BucketSearchClient::sentence).toList());
    }

    /** Returns the outcomes of the requests, of which none failed because of the query. */
    private ScatterGather.Outcomes<List<String>, JsonNode> call(
            List<List<String>> batches, Function<List<String>, JsonNode> request) {
        var outcomes = scatterGather.call(batches, request);
        for (var failed : outcomes.failures()) {
            if (failed.failure() instanceof Failure.Invalid query) {
                throw query;
            }
        }
        return outcomes;
    }

    private static List<List<String>> batches(List<String> buckets) {
        return IntStream.iterate(0, i -> i < buckets.size(), i -> i + MAX_BATCH)
                .mapToObj(i -> buckets.subList(i, Math.min(buckets.size(), i + MAX_BATCH)))
                .toList();
    }

    private JsonNode get(Caller caller, List<String> buckets, String suffix, String body, String size) {
        var index =
                String.join(",", buckets.stream().map(bucket -> bucket + suffix).toList());
        var query = "index=%s&action=freeform&size=%s&body=%s".formatted(encoded(index), size, encoded(body));
        var response = http.get(Upstream.search(registryUrl, query), caller);
        if (!response.ok()) {
            throw new Failure.Invalid(
                    "query",
                    "The registry cannot parse the query; write conditions on both sides of AND and OR, and numbers and"
                            + " dates for fields that have them, or send plain words (syntax: resource"
                            + " quilt-platform://search_syntax).");
        }
        if (!response.json().path("hits").path("hits").isArray()) {
            throw new Failure.Unavailable(
                    "The registry's /api/search sent no search result; check QUILT_REGISTRY_URL.", null);
        }
        return response.json();
    }

    /** Returns the total, which Elasticsearch 6 sends as a number and 7 as an object. */
    private static int total(JsonNode response) {
        var total = response.path("hits").path("total");
        return total.isNumber() ? total.intValue() : total.path("value").asInt();
    }

    private static String sentence(ScatterGather.FailedCall<List<String>> failed) {
        var bucket = String.join(", ", failed.target());
        return switch (failed.failure()) {
            case Failure.TooLate _ -> "Bucket %s did not respond in time and is left out.".formatted(bucket);
            case Failure.Denied _ -> "Your role may not search bucket %s, which is left out.".formatted(bucket);
            case Failure _ -> "The search of bucket %s failed; the bucket is left out.".formatted(bucket);
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
