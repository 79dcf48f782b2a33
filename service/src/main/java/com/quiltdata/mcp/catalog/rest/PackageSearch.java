package com.quiltdata.mcp.catalog.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import com.quiltdata.mcp.catalog.search.PackageHit;
import com.quiltdata.mcp.catalog.search.Search;
import com.quiltdata.mcp.catalog.search.SearchFilters;
import com.quiltdata.mcp.catalog.search.SearchPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches packages in indexes that store pointers, manifests and entries as separate documents: matches are joined by
 * the manifest to which each belongs.
 */
final class PackageSearch {
    private static final String SUFFIX = "_packages";
    private static final int MAX_HITS = 1000;
    private static final int MAX_ENTRIES = 10;

    private final BucketSearchClient client;
    private final Caller caller;
    private final List<String> buckets;

    PackageSearch(BucketSearchClient client, Caller caller, List<String> buckets) {
        this.client = client;
        this.caller = caller;
        this.buckets = buckets;
    }

    /** A named revision. */
    private record Pointer(PackageName name, String tag, Instant modified, String hash) {
        String key() {
            return PackageSearch.key(name.bucket(), hash);
        }
    }

    /** The matching parts of one manifest. */
    private record Match(double score, List<PackageHit.EntryHit> entries, List<String> parts) {
        static final Match NONE = new Match(0, List.of(), List.of());
    }

    SearchPage<PackageHit> page(Search.Packages search, int from, int size) {
        var filters = search.terms().filters();
        if (!search.meta().isEmpty() || filters.minSize() != null || filters.maxSize() != null) {
            throw new Failure.Invalid(
                    null,
                    "This registry's search is too old to filter packages by size or user_meta_filters; omit these, or"
                            + " put mnfst_metadata:word into the query.");
        }
        var text = search.terms().text();
        var matching = text.isEmpty() ? null : ask(SearchRequestBody.parts(text, MAX_HITS));
        var pointers = ask(SearchRequestBody.pointers(search.latestOnly(), MAX_HITS));
        var matches = matching == null ? Map.<String, Match>of() : matches(matching.hits());
        var all = pointers.hits().stream()
                .map(PackageSearch::pointer)
                .filter(pointer -> within(pointer.modified(), filters))
                .filter(pointer -> matching == null || matches.containsKey(pointer.key()))
                .sorted(RestSearch.order(
                        search.order(),
                        pointer -> match(matches, pointer).score(),
                        Pointer::modified,
                        pointer -> pointer.name().name()))
                .toList();
        var page = all.stream().skip(from).limit(size).toList();
        return new SearchPage<>(
                hits(page, matches),
                all.size(),
                RestSearch.after(from, page.size(), all.size()),
                RestSearch.NAME,
                incomplete(matching, pointers));
    }

    private BucketSearchClient.CombinedHits ask(Map<String, Object> body) {
        return client.search(caller, buckets, SUFFIX, body);
    }

    private static List<String> incomplete(
            BucketSearchClient.@Nullable CombinedHits matching, BucketSearchClient.CombinedHits pointers) {
        var cut = pointers.total() > pointers.hits().size()
                || (matching != null && matching.total() > matching.hits().size());
        return Stream.of(
                        pointers.incomplete().stream(),
                        matching == null ? Stream.<String>empty() : matching.incomplete().stream(),
                        cut
                                ? Stream.of("This registry's older search was read in part, so hits and total are"
                                        + " incomplete; name a bucket or add words.")
                                : Stream.<String>empty())
                .flatMap(it -> it)
                .distinct()
                .toList();
    }

    private static boolean within(Instant modified, SearchFilters filters) {
        var after = filters.after();
        var before = filters.before();
        return (after == null || !modified.isBefore(after)) && (before == null || !modified.isAfter(before));
    }

    private static Pointer pointer(JsonNode hit) {
        var source = hit.path("_source");
        return new Pointer(
                new PackageName(
                        DocumentMapper.bucket(hit), source.path("ptr_name").asText()),
                source.path("ptr_tag").asText(),
                DocumentMapper.instant(UpstreamJson.text(source, "ptr_last_modified")),
                manifest(source));
    }

    /** Returns the hash of the manifest that a document is, or belongs to. */
    private static String manifest(JsonNode source) {
        var own = UpstreamJson.text(source, "mnfst_hash");
        return own != null
                ? own
                : source.path("join_field").path("parent").asText().replaceFirst("^mnfst:", "");
    }

    private static String key(String bucket, String hash) {
        return bucket + "/" + hash;
    }

    private static Match match(Map<String, Match> matches, Pointer pointer) {
        return matches.getOrDefault(pointer.key(), Match.NONE);
    }

    private static Map<String, Match> matches(List<JsonNode> hits) {
        var matches = new HashMap<String, Match>();
        for (var hit : hits) {
            var source = hit.path("_source");
            var match = matches.computeIfAbsent(
                    key(DocumentMapper.bucket(hit), manifest(source)),
                    _ -> new Match(hit.path("_score").asDouble(), new ArrayList<>(), new ArrayList<>()));
            if (source.has("ptr_name")) {
                match.parts().add("name");
            } else if (source.has("entry_lk") && match.entries().size() < MAX_ENTRIES) {
                match.entries()
                        .add(new PackageHit.EntryHit(
                                source.path("entry_lk").asText(),
                                source.path("entry_pk").asText(),
                                DocumentMapper.bytes(source.path("entry_size")),
                                List.of()));
            }
        }
        return matches;
    }

    private List<PackageHit> hits(List<Pointer> pointers, Map<String, Match> matches) {
        if (pointers.isEmpty()) {
            return List.of();
        }
        var manifests = new HashMap<String, JsonNode>();
        var hashes = pointers.stream().map(Pointer::hash).distinct().toList();
        ask(SearchRequestBody.manifests(hashes))
                .hits()
                .forEach(hit -> manifests.put(
                        key(DocumentMapper.bucket(hit), manifest(hit.path("_source"))), hit.path("_source")));
        return pointers.stream()
                .map(pointer -> hit(
                        pointer,
                        manifests.getOrDefault(pointer.key(), MissingNode.getInstance()),
                        match(matches, pointer)))
                .toList();
    }

    private static PackageHit hit(Pointer pointer, JsonNode manifest, Match match) {
        return new PackageHit(
                pointer.name(),
                pointer.hash(),
                pointer.tag(),
                match.score(),
                new PackageHit.RevisionDetails(
                        DocumentMapper.bytes(manifest.at("/mnfst_stats/total_bytes")),
                        pointer.modified(),
                        DocumentMapper.count(manifest.at("/mnfst_stats/total_files")),
                        UpstreamJson.text(manifest, "mnfst_message"),
                        UpstreamJson.map(UpstreamJson.read(UpstreamJson.text(manifest, "mnfst_metadata")))),
                match.parts().stream().distinct().toList(),
                match.entries());
    }
}
