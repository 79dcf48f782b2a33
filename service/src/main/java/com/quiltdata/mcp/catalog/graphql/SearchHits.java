package com.quiltdata.mcp.catalog.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.Facets;
import com.quiltdata.mcp.catalog.ObjectHit;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.PackageHit;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.Snippets;
import com.quiltdata.mcp.catalog.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads what a search found. */
final class SearchHits {
    private static final int MOST_ENTRIES = 10;

    private SearchHits() {}

    static PackageHit packageHit(JsonNode node) {
        var matched = matched(node);
        var entries = StreamSupport.stream(node.path("matchingEntries").spliterator(), false)
                .limit(MOST_ENTRIES)
                .map(SearchHits::entry)
                .toList();
        return new PackageHit(
                new PackageName(Fields.text(node, "bucket"), Fields.text(node, "name")),
                Fields.text(node, "hash"),
                Fields.text(node, "pointer"),
                node.path("score").asDouble(),
                new PackageHit.About(
                        Fields.bytes(node, "size"),
                        Fields.instant(node, "modified"),
                        Fields.intOrNull(node, "totalEntriesCount"),
                        Json.text(node, "comment"),
                        Json.map(Json.read(Json.text(node, "meta")))),
                matched,
                entries);
    }

    private static PackageHit.Entry entry(JsonNode node) {
        return new PackageHit.Entry(
                Fields.text(node, "logicalKey"),
                Fields.text(node, "physicalKey"),
                Fields.bytes(node, "size"),
                matched(node));
    }

    private static List<String> matched(JsonNode node) {
        return node.path("matchLocations").properties().stream()
                .filter(location -> location.getValue().asBoolean())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** @param query what the snippet is to show */
    static ObjectHit object(JsonNode node, String query) {
        var version = Fields.text(node, "version");
        return new ObjectHit(
                new ObjectLocation(
                        Fields.text(node, "bucket"),
                        Fields.text(node, "key"),
                        version.isEmpty() || version.equals("null") ? null : version),
                node.path("score").asDouble(),
                Fields.bytes(node, "size"),
                Fields.instant(node, "modified"),
                Snippets.of(Json.text(node, "indexedContent"), query));
    }

    static Facets facets(JsonNode stats) {
        var size = stats.path("size");
        var modified = stats.path("modified");
        return new Facets(
                Fields.bytesOrNull(size, "min"),
                Fields.bytesOrNull(size, "max"),
                instant(modified, "min"),
                instant(modified, "max"),
                Fields.texts(stats.path("ext"), "values"),
                Fields.texts(stats.path("workflow"), "values"),
                StreamSupport.stream(stats.path("userMeta").spliterator(), false)
                        .map(SearchHits::meta)
                        .toList());
    }

    private static @Nullable Instant instant(JsonNode extents, String field) {
        return extents.path(field).isTextual() ? Fields.instant(extents, field) : null;
    }

    private static Facets.Meta meta(JsonNode facet) {
        var type = Fields.text(facet, "__typename").replace("PackageUserMetaFacet", "");
        return new Facets.Meta(
                Fields.text(facet, "path"),
                type.toLowerCase(Locale.ROOT),
                Fields.texts(facet.path("extents"), "values"));
    }
}
