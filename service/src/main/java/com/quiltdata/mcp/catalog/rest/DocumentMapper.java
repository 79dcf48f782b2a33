package com.quiltdata.mcp.catalog.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.http.UpstreamJson;
import com.quiltdata.mcp.catalog.search.ObjectHit;
import com.quiltdata.mcp.catalog.search.SnippetExtractor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Maps Elasticsearch documents to domain types. */
final class DocumentMapper {
    private DocumentMapper() {}

    static ObjectHit object(JsonNode hit) {
        var source = hit.path("_source");
        var version = UpstreamJson.text(source, "version_id");
        return new ObjectHit(
                new ObjectLocation(
                        bucket(hit),
                        source.path("key").asText(),
                        version == null || version.equals("null") || version.isEmpty() ? null : version),
                hit.path("_score").asDouble(),
                bytes(source.path("size")),
                instant(UpstreamJson.text(source, "last_modified")),
                highlight(hit));
    }

    /** Returns the bucket: the index name without the suffix of its generation ({@code bucket-reindex-v…}) or kind. */
    static String bucket(JsonNode hit) {
        return hit.path("_index").asText().replaceFirst("-reindex-v.*$", "").replaceFirst("_packages$", "");
    }

    /** Returns a number of bytes, or null where the document has none. */
    static @Nullable Long bytes(JsonNode value) {
        return value.isNumber() ? Long.valueOf(value.longValue()) : null;
    }

    /** Returns a count, or null where the document has none. */
    static @Nullable Integer count(JsonNode value) {
        return value.isNumber() ? Integer.valueOf(value.intValue()) : null;
    }

    private static @Nullable String highlight(JsonNode hit) {
        var fragment = hit.path("highlight").path("content").path(0).textValue();
        return fragment == null ? null : SnippetExtractor.of(fragment.replaceAll("</?em>", ""), "");
    }

    static Instant instant(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
