package com.quiltdata.mcp.catalog.rest;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Comparator;
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
    private static final int MOST = 1000;
    private static final int MOST_ENTRIES = 10;

    private final BucketSearchClient calls;
    private final Caller caller;
    private final List<String> buckets;

    PackageSearch(BucketSearchClient calls, Caller caller, List<String> buckets) {
        this.calls = calls;
        this.caller = caller;
        this.buckets = buckets;
    }

    /** A named revision. */
    private record Pointer(PackageName name, String tag, Instant modified, String hash) {}

    /** The matching parts of one manifest. */
    private record Match(double score, List<PackageHit.EntryHit> entries, List<String> where) {}

    SearchPage<PackageHit> page(Search.Packages search, int from, int size) {
        var filters = search.terms().filters();
        if (!search.meta().isEmpty() || filters.minSize() != null || filters.maxSize() != null) {
            throw new Failure.Invalid(
                    null,
                    "This registry's search is too old to filter packages by size or user_meta_filters; omit these, or"
                            + " put mnfst_metadata:word into the query.");
        }
        var text = search.terms().text();
        var matching = text.isEmpty() ? null : ask(SearchRequestBody.parts(text, MOST));
        var pointers = ask(SearchRequestBody.pointers(search.latestOnly(), MOST));
        var matches = matching == null ? null : matches(matching.hits());
        var found = pointers.hits().stream()
                .map(PackageSearch::pointer)
                .filter(pointer -> within(pointer.modified(), filters))
                .filter(pointer -> matches == null
                        || matches.containsKey(key(pointer.name().bucket(), pointer.hash())))
                .sorted(order(search, matches))
                .toList();
        var shown = found.stream().skip(from).limit(size).toList();
        var next = from + shown.size();
        return new SearchPage<>(
                hits(shown, matches),
                found.size(),
                next < found.size() && !shown.isEmpty() ? RestSearch.MARK + next : null,
                RestSearch.NAME,
                incomplete(matching, pointers));
    }

    private BucketSearchClient.CombinedHits ask(Map<String, Object> body) {
        return calls.ask(caller, buckets, SUFFIX, body);
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

    private static Map<String, Match> matches(List<JsonNode> hits) {
        var matches = new HashMap<String, Match>();
        for (var hit : hits) {
            var source = hit.path("_source");
            var match = matches.computeIfAbsent(
                    key(DocumentMapper.bucket(hit), manifest(source)),
                    _ -> new Match(hit.path("_score").asDouble(), new ArrayList<>(), new ArrayList<>()));
            if (source.has("ptr_name")) {
                match.where().add("name");
            } else if (source.has("entry_lk") && match.entries().size() < MOST_ENTRIES) {
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

    private List<PackageHit> hits(List<Pointer> pointers, @Nullable Map<String, Match> matches) {
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
                .map(pointer -> hit(pointer, manifests, matches))
                .toList();
    }

    private static PackageHit hit(
            Pointer pointer, Map<String, JsonNode> manifests, @Nullable Map<String, Match> matches) {
        var key = key(pointer.name().bucket(), pointer.hash());
        var manifest = manifests.get(key);
        var match = matches == null ? null : matches.get(key);
        return new PackageHit(
                pointer.name(),
                pointer.hash(),
                pointer.tag(),
                match == null ? 0 : match.score(),
                new PackageHit.RevisionDetails(
                        manifest == null ? null : DocumentMapper.bytes(manifest.at("/mnfst_stats/total_bytes")),
                        pointer.modified(),
                        manifest == null ? null : DocumentMapper.count(manifest.at("/mnfst_stats/total_files")),
                        manifest == null ? null : UpstreamJson.text(manifest, "mnfst_message"),
                        manifest == null
                                ? null
                                : UpstreamJson.map(UpstreamJson.read(UpstreamJson.text(manifest, "mnfst_metadata")))),
                match == null ? List.of() : match.where().stream().distinct().toList(),
                match == null ? List.of() : match.entries());
    }

    private static Comparator<Pointer> order(Search.Packages search, @Nullable Map<String, Match> matches) {
        Comparator<Pointer> name =
                Comparator.comparing(pointer -> pointer.name().name());
        return switch (search.order()) {
            case BEST_MATCH -> Comparator.comparingDouble(pointer -> -score(pointer, matches));
            case NEWEST -> Comparator.comparing(Pointer::modified).reversed();
            case OLDEST -> Comparator.comparing(Pointer::modified);
            case LEX_ASC -> name;
            case LEX_DESC -> name.reversed();
        };
    }

    private static double score(Pointer pointer, @Nullable Map<String, Match> matches) {
        var match = matches == null ? null : matches.get(key(pointer.name().bucket(), pointer.hash()));
        return match == null ? 0 : match.score();
    }
}
