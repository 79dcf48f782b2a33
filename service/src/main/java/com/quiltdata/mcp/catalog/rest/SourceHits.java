package com.quiltdata.mcp.catalog.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.ObjectHit;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.Snippets;
import com.quiltdata.mcp.catalog.http.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads documents as Elasticsearch gives them. */
final class SourceHits {
    private SourceHits() {}

    static ObjectHit object(JsonNode hit) {
        var source = hit.path("_source");
        var version = Json.text(source, "version_id");
        return new ObjectHit(
                new ObjectLocation(
                        bucket(hit),
                        source.path("key").asText(),
                        version == null || version.equals("null") || version.isEmpty() ? null : version),
                hit.path("_score").asDouble(),
                bytes(source.path("size")),
                instant(Json.text(source, "last_modified")),
                highlight(hit));
    }

    /** The index without what marks a generation of it ({@code bucket-reindex-v…}) or its kind. */
    static String bucket(JsonNode hit) {
        return hit.path("_index").asText().replaceFirst("-reindex-v.*$", "").replaceFirst("_packages$", "");
    }

    /** A number of bytes; null where the document does not say. */
    static @Nullable Long bytes(JsonNode value) {
        return value.isNumber() ? Long.valueOf(value.longValue()) : null;
    }

    /** A count; null where the document does not say. */
    static @Nullable Integer count(JsonNode value) {
        return value.isNumber() ? Integer.valueOf(value.intValue()) : null;
    }

    private static @Nullable String highlight(JsonNode hit) {
        var fragment = hit.path("highlight").path("content").path(0).textValue();
        return fragment == null ? null : Snippets.of(fragment.replaceAll("</?em>", ""), "");
    }

    static Instant instant(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
