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
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Sends one search to the indexes of several buckets: in batches, each with its own deadline; a failed batch is retried
 * once, bucket by bucket.
 */
final class BucketSearchClient {
    private static final int BATCH = 10;
    private static final int AT_ONCE = 4;
    private static final String NO_SEARCH =
            "Search is unavailable at this registry: its GraphQL has none and its /api/search does not respond;"
                    + " use bucket_objects_list or package_browse instead.";

    private final UpstreamHttp http;
    private final String registryUrl;
    private final ScatterGather scatterGather;

    /** @param each time limit of one request */
    BucketSearchClient(UpstreamHttp http, String registryUrl, Duration each) {
        this.http = http;
        this.registryUrl = registryUrl;
        this.scatterGather = new ScatterGather(AT_ONCE, each, each.multipliedBy(2));
    }

    /** The hits of all responses, and one sentence for each bucket that returned none. */
    record CombinedHits(List<JsonNode> hits, int total, List<String> incomplete) {}

    CombinedHits ask(Caller caller, List<String> buckets, String suffix, Map<String, Object> body) {
        var encoded = new String(UpstreamJson.write(body), StandardCharsets.UTF_8);
        var size = String.valueOf(body.get("size"));
        var answers = new ArrayList<JsonNode>();
        var failed = new ArrayList<List<String>>();
        var faults = new ArrayList<ScatterGather.FailedCall<List<String>, JsonNode>>();
        sort(scatterGather.ask(batches(buckets), batch -> get(caller, batch, suffix, encoded, size)), answers, faults);
        faults.forEach(fault -> fault.of().forEach(bucket -> failed.add(List.of(bucket))));
        if (faults.stream().anyMatch(fault -> fault.of().size() > 1)) {
            faults.clear();
            sort(scatterGather.ask(failed, bucket -> get(caller, bucket, suffix, encoded, size)), answers, faults);
        }
        if (answers.isEmpty() && !faults.isEmpty()) {
            throw faults.stream().allMatch(fault -> fault.why() instanceof Failure.Unavailable)
                    ? new Failure.Unavailable(NO_SEARCH, faults.getFirst().why())
                    : faults.getFirst().why();
        }
        return new CombinedHits(
                answers.stream()
                        .flatMap(answer -> StreamSupport.stream(
                                answer.path("hits").path("hits").spliterator(), false))
                        .toList(),
                answers.stream().mapToInt(BucketSearchClient::total).sum(),
                faults.stream().map(BucketSearchClient::sentence).toList());
    }

    private static void sort(
            List<ScatterGather.Outcome<List<String>, JsonNode>> outcomes,
            List<JsonNode> answers,
            List<ScatterGather.FailedCall<List<String>, JsonNode>> faults) {
        for (var outcome : outcomes) {
            switch (outcome) {
                case ScatterGather.SuccessfulCall<List<String>, JsonNode> answered -> answers.add(answered.value());
                case ScatterGather.FailedCall<List<String>, JsonNode> silent -> {
                    if (silent.why() instanceof Failure.Invalid query) {
                        throw query;
                    }
                    faults.add(silent);
                }
            }
        }
    }

    private static List<List<String>> batches(List<String> buckets) {
        return IntStream.iterate(0, i -> i < buckets.size(), i -> i + BATCH)
                .mapToObj(i -> buckets.subList(i, Math.min(buckets.size(), i + BATCH)))
                .toList();
    }

    private JsonNode get(Caller caller, List<String> buckets, String suffix, String body, String size) {
        var index =
                String.join(",", buckets.stream().map(bucket -> bucket + suffix).toList());
        var query = "index=%s&action=freeform&size=%s&body=%s".formatted(encoded(index), size, encoded(body));
        var reply = http.get(Upstream.search(registryUrl, query), caller);
        if (!reply.ok()) {
            throw new Failure.Invalid(
                    "query",
                    "The registry cannot parse it; put names with / or : in double quotes, close quotes and brackets,"
                            + " or send plain words (syntax: resource quilt-platform://search_syntax).");
        }
        if (!reply.json().path("hits").path("hits").isArray()) {
            throw new Failure.Unavailable(
                    "The registry's /api/search sent no search result; check QUILT_REGISTRY_URL.", null);
        }
        return reply.json();
    }

    /** Returns the total, which Elasticsearch 6 sends as a number and 7 as an object. */
    private static int total(JsonNode answer) {
        var total = answer.path("hits").path("total");
        return total.isNumber() ? total.intValue() : total.path("value").asInt();
    }

    private static String sentence(ScatterGather.FailedCall<List<String>, JsonNode> fault) {
        var bucket = String.join(", ", fault.of());
        return switch (fault.why()) {
            case Failure.TooLate _ -> "Bucket %s did not respond in time and is left out.".formatted(bucket);
            case Failure.Denied _ -> "Your role may not search bucket %s, which is left out.".formatted(bucket);
            case Failure _ -> "The search of bucket %s failed; the bucket is left out.".formatted(bucket);
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
