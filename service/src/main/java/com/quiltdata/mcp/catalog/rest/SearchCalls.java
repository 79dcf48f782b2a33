package com.quiltdata.mcp.catalog.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogException;
import com.quiltdata.mcp.catalog.CatalogException.Denied;
import com.quiltdata.mcp.catalog.CatalogException.Rejected;
import com.quiltdata.mcp.catalog.CatalogException.TooLate;
import com.quiltdata.mcp.catalog.CatalogException.Unavailable;
import com.quiltdata.mcp.catalog.http.Json;
import com.quiltdata.mcp.catalog.http.Upstream;
import com.quiltdata.mcp.catalog.http.UpstreamHttp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * One question to the indexes of several buckets: in batches, each within its time, and where a batch gives no answer, once
 * more bucket by bucket.
 */
final class SearchCalls {
    private static final int BATCH = 10;
    private static final int AT_ONCE = 4;
    private static final String NO_SEARCH =
            "No search works at this registry: its GraphQL has none and its /api/search gives no answer;"
                    + " bucket_objects_list and package_browse do without.";

    private final UpstreamHttp http;
    private final String registryUrl;
    private final Gathering gathering;

    /** @param each how long one request may take */
    SearchCalls(UpstreamHttp http, String registryUrl, Duration each) {
        this.http = http;
        this.registryUrl = registryUrl;
        this.gathering = new Gathering(AT_ONCE, each, each.multipliedBy(2));
    }

    /** All that was answered, and one sentence for each bucket that gave no answer. */
    record Answers(List<JsonNode> hits, int total, List<String> incomplete) {}

    Answers ask(Caller caller, List<String> buckets, String suffix, Map<String, Object> body) {
        var encoded = new String(Json.write(body), StandardCharsets.UTF_8);
        var size = String.valueOf(body.get("size"));
        var answers = new ArrayList<JsonNode>();
        var failed = new ArrayList<List<String>>();
        var faults = new ArrayList<Gathering.Silent<List<String>, JsonNode>>();
        sort(gathering.ask(batches(buckets), batch -> get(caller, batch, suffix, encoded, size)), answers, faults);
        faults.forEach(fault -> fault.of().forEach(bucket -> failed.add(List.of(bucket))));
        if (faults.stream().anyMatch(fault -> fault.of().size() > 1)) {
            faults.clear();
            sort(gathering.ask(failed, bucket -> get(caller, bucket, suffix, encoded, size)), answers, faults);
        }
        if (answers.isEmpty() && !faults.isEmpty()) {
            throw faults.stream().allMatch(fault -> fault.why() instanceof Unavailable)
                    ? new Unavailable(NO_SEARCH, faults.getFirst().why())
                    : faults.getFirst().why();
        }
        return new Answers(
                answers.stream()
                        .flatMap(answer -> StreamSupport.stream(
                                answer.path("hits").path("hits").spliterator(), false))
                        .toList(),
                answers.stream().mapToInt(SearchCalls::total).sum(),
                faults.stream().map(SearchCalls::sentence).toList());
    }

    private static void sort(
            List<Gathering.Outcome<List<String>, JsonNode>> outcomes,
            List<JsonNode> answers,
            List<Gathering.Silent<List<String>, JsonNode>> faults) {
        for (var outcome : outcomes) {
            switch (outcome) {
                case Gathering.Answered<List<String>, JsonNode> answered -> answers.add(answered.value());
                case Gathering.Silent<List<String>, JsonNode> silent -> {
                    if (silent.why() instanceof Rejected query) {
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
            throw new Rejected(
                    "query",
                    "The registry cannot read it; put names with / or : in double quotes, close what is opened, or send"
                            + " plain words (resource quilt-platform://search_syntax tells the syntax).");
        }
        if (!reply.json().path("hits").path("hits").isArray()) {
            throw new Unavailable("The registry's /api/search answered what no search answers.", null);
        }
        return reply.json();
    }

    /** Elasticsearch 6 tells a number, 7 an object. */
    private static int total(JsonNode answer) {
        var total = answer.path("hits").path("total");
        return total.isNumber() ? total.intValue() : total.path("value").asInt();
    }

    private static String sentence(Gathering.Silent<List<String>, JsonNode> fault) {
        var bucket = String.join(", ", fault.of());
        return switch (fault.why()) {
            case TooLate _ -> "Bucket %s did not answer in time and is left out.".formatted(bucket);
            case Denied _ -> "Bucket %s is not open to your role's search and is left out.".formatted(bucket);
            case CatalogException _ -> "The search of bucket %s failed and it is left out.".formatted(bucket);
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
