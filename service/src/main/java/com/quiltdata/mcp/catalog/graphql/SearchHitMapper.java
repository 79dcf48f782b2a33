package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import com.quiltdata.mcp.catalog.search.Facets;
import com.quiltdata.mcp.catalog.search.ObjectHit;
import com.quiltdata.mcp.catalog.search.PackageHit;
import com.quiltdata.mcp.catalog.search.SnippetExtractor;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps search results to domain types. */
final class SearchHitMapper {
    private static final int MAX_ENTRIES = 10;

    private SearchHitMapper() {}

    static PackageHit packageHit(JsonNode node) {
        var matched = matched(node);
        var entries = node.path("matchingEntries")
                .valueStream()
                .limit(MAX_ENTRIES)
                .map(SearchHitMapper::entry)
                .toList();
        return new PackageHit(
                new PackageName(ResponseFields.text(node, "bucket"), ResponseFields.text(node, "name")),
                ResponseFields.text(node, "hash"),
                ResponseFields.text(node, "pointer"),
                node.path("score").asDouble(),
                new PackageHit.RevisionDetails(
                        ResponseFields.bytes(node, "size"),
                        ResponseFields.instant(node, "modified"),
                        ResponseFields.intOrNull(node, "totalEntriesCount"),
                        UpstreamJson.text(node, "comment"),
                        UpstreamJson.map(UpstreamJson.read(UpstreamJson.text(node, "meta")))),
                matched,
                entries);
    }

    private static PackageHit.EntryHit entry(JsonNode node) {
        return new PackageHit.EntryHit(
                ResponseFields.text(node, "logicalKey"),
                ResponseFields.text(node, "physicalKey"),
                ResponseFields.bytes(node, "size"),
                matched(node));
    }

    private static List<String> matched(JsonNode node) {
        return node.path("matchLocations").properties().stream()
                .filter(location -> location.getValue().asBoolean())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** @param query the words that the snippet must show */
    static ObjectHit object(JsonNode node, String query) {
        var version = ResponseFields.text(node, "version");
        return new ObjectHit(
                new ObjectLocation(
                        ResponseFields.text(node, "bucket"),
                        ResponseFields.text(node, "key"),
                        version.isEmpty() || version.equals("null") ? null : version),
                node.path("score").asDouble(),
                ResponseFields.bytes(node, "size"),
                ResponseFields.instant(node, "modified"),
                SnippetExtractor.of(UpstreamJson.text(node, "indexedContent"), query));
    }

    static Facets facets(JsonNode stats) {
        var size = stats.path("size");
        var modified = stats.path("modified");
        return new Facets(
                ResponseFields.bytesOrNull(size, "min"),
                ResponseFields.bytesOrNull(size, "max"),
                instant(modified, "min"),
                instant(modified, "max"),
                ResponseFields.texts(stats.path("ext"), "values"),
                ResponseFields.texts(stats.path("workflow"), "values"),
                stats.path("userMeta").valueStream().map(SearchHitMapper::meta).toList());
    }

    private static @Nullable Instant instant(JsonNode extents, String field) {
        return extents.path(field).isTextual() ? ResponseFields.instant(extents, field) : null;
    }

    private static Facets.MetadataFacet meta(JsonNode facet) {
        var type = ResponseFields.text(facet, "__typename").replace("PackageUserMetaFacet", "");
        return new Facets.MetadataFacet(
                ResponseFields.text(facet, "path"),
                type.toLowerCase(Locale.ROOT),
                ResponseFields.texts(facet.path("extents"), "values"));
    }
}
